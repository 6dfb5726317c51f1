package io.github.tapehead.bench.record;

import io.github.tapehead.bench.results.JmhResults;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.NoBenchmarksException;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** One run of JMH, its results merged into a file; bytes allocated are counted. */
final class JmhRun {
  private final List<String> types;
  private final Map<String, List<String>> parameters = new LinkedHashMap<>();
  private final List<String> jvmArguments = new ArrayList<>();
  private String methods = "";

  /** All methods of some classes. */
  JmhRun(String... types) {
    this.types = List.of(types);
  }

  /** Only the methods whose name matches. */
  JmhRun methods(String pattern) {
    methods = pattern;
    return this;
  }

  /** Only these values of a parameter. */
  JmhRun parameter(String name, List<String> values) {
    parameters.put(name, List.copyOf(values));
    return this;
  }

  /** More arguments for the forked JVMs; those of the benchmarks' annotations stay. */
  JmhRun jvmArguments(List<String> arguments) {
    jvmArguments.addAll(arguments);
    return this;
  }

  /**
   * Runs.
   *
   * @return the benchmarks that failed
   */
  List<String> run(Effort effort, Path into, PrintWriter progress) throws IOException {
    Path fresh = Files.createTempFile("tapehead-bench-", ".json");
    try {
      ChainedOptionsBuilder options =
          new OptionsBuilder()
              .addProfiler(GCProfiler.class)
              .shouldFailOnError(false)
              // None of this JVM's: those of the annotations are enough.
              .jvmArgs()
              .jvmArgsPrepend(jvmArguments.toArray(String[]::new))
              .resultFormat(ResultFormatType.JSON)
              .result(fresh.toString());
      types.forEach(type -> options.include(Benchmarks.include(type) + methods));
      parameters.forEach((name, values) -> options.param(name, values.toArray(String[]::new)));
      effort.apply(options);
      ProgressFormat format = new ProgressFormat(progress);
      runQuietly(new Runner(options.build(), format), format);
      JmhResults.merge(fresh, into);
      return format.failures();
    } catch (NoBenchmarksException e) {
      throw new IllegalStateException(String.join(", ", types) + ": no such benchmark", e);
    } catch (RunnerException e) {
      throw new IllegalStateException(String.join(", ", types) + ": " + e.getMessage(), e);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }

  /** JMH passes on to this JVM's streams what benchmarks print. */
  private static void runQuietly(Runner runner, ProgressFormat format) throws RunnerException {
    PrintStream out = System.out;
    PrintStream err = System.err;
    PrintStream kept = new PrintStream(format.asStream(), true, StandardCharsets.UTF_8);
    System.setOut(kept);
    System.setErr(kept);
    try {
      runner.run();
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
  }
}
