package io.github.tapehead.bench.record;

import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.format.OutputFormat;

/**
 * Prints one line a benchmark, when it is done. What JMH says otherwise is kept back, and printed
 * when a benchmark fails.
 */
final class ProgressFormat implements OutputFormat {
  private static final int LAST_LINES = 30;

  private final PrintWriter out;
  private final Set<String> started = new LinkedHashSet<>();
  private final Set<String> ended = new LinkedHashSet<>();

  /** Several threads of JMH write to it. */
  private final StringBuffer said = new StringBuffer();

  private long begin;

  ProgressFormat(PrintWriter out) {
    this.out = out;
  }

  /** The benchmarks that gave no result. */
  List<String> failures() {
    return started.stream().filter(label -> !ended.contains(label)).toList();
  }

  /** A stream whose text is kept back likewise. */
  OutputStream asStream() {
    return new OutputStream() {
      @Override
      public void write(int character) {
        ProgressFormat.this.write(character);
      }

      @Override
      public void write(byte[] bytes, int offset, int length) {
        said.append(new String(bytes, offset, length, StandardCharsets.UTF_8));
      }
    };
  }

  @Override
  public void startRun() {
    begin = System.nanoTime();
  }

  @Override
  public void startBenchmark(BenchmarkParams parameters) {
    started.add(label(parameters));
  }

  @Override
  public void endBenchmark(BenchmarkResult benchmark) {
    if (benchmark == null || !ended.add(label(benchmark.getParams()))) {
      return;
    }
    Result<?> result = benchmark.getPrimaryResult();
    long now = System.nanoTime();
    out.printf(
        Locale.ROOT,
        "  %-64s %,12.3f %-6s %5.0f s%n",
        label(benchmark.getParams()),
        result.getStatistics().getPercentile(50),
        result.getScoreUnit(),
        (now - begin) / 1e9);
    out.flush();
    begin = now;
    said.setLength(0);
  }

  @Override
  public void endRun(Collection<RunResult> results) {
    if (failures().isEmpty()) {
      return;
    }
    failures().forEach(label -> out.printf("  %-64s FAILED%n", label));
    List<String> lines = said.toString().lines().toList();
    lines
        .subList(Math.max(0, lines.size() - LAST_LINES), lines.size())
        .forEach(line -> out.println("    " + line));
    out.flush();
  }

  private static String label(BenchmarkParams parameters) {
    String[] name = parameters.getBenchmark().split("\\.");
    String values =
        parameters.getParamsKeys().stream()
            .map(parameters::getParam)
            .collect(Collectors.joining(" "));
    return (name[name.length - 2] + "." + name[name.length - 1] + " " + values).strip();
  }

  @Override
  public void iteration(BenchmarkParams benchmark, IterationParams parameters, int iteration) {}

  @Override
  public void iterationResult(
      BenchmarkParams benchmark, IterationParams parameters, int iteration, IterationResult data) {}

  @Override
  public void print(String text) {
    said.append(text);
  }

  @Override
  public void println(String text) {
    said.append(text).append('\n');
  }

  @Override
  public void verbosePrintln(String text) {}

  @Override
  public void write(int character) {
    said.append((char) character);
  }

  @Override
  public void write(byte[] bytes) {
    said.append(new String(bytes, StandardCharsets.UTF_8));
  }

  @Override
  public void flush() {
    out.flush();
  }

  @Override
  public void close() {}
}
