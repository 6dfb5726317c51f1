package io.github.tapehead.bench.record;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
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
  private final List<String> failures = new ArrayList<>();
  private final StringBuilder said = new StringBuilder();
  private String running;
  private long begin;
  private Result<?> result;

  ProgressFormat(PrintWriter out) {
    this.out = out;
  }

  /** The benchmarks that gave no result. */
  List<String> failures() {
    return List.copyOf(failures);
  }

  @Override
  public void startBenchmark(BenchmarkParams parameters) {
    String label = label(parameters);
    if (!label.equals(running)) {
      finish();
      running = label;
      begin = System.nanoTime();
      said.setLength(0);
    }
  }

  @Override
  public void endBenchmark(BenchmarkResult benchmarkResult) {
    if (benchmarkResult != null) {
      result = benchmarkResult.getPrimaryResult();
    }
  }

  @Override
  public void endRun(Collection<RunResult> results) {
    finish();
  }

  private void finish() {
    if (running == null) {
      return;
    }
    double seconds = (System.nanoTime() - begin) / 1e9;
    if (result == null) {
      failures.add(running);
      out.printf("  %-64s FAILED%n", running);
      List<String> lines = said.toString().lines().toList();
      lines
          .subList(Math.max(0, lines.size() - LAST_LINES), lines.size())
          .forEach(line -> out.println("    " + line));
    } else {
      out.printf(
          Locale.ROOT,
          "  %-64s %,12.3f %-6s %5.0f s%n",
          running,
          result.getStatistics().getPercentile(50),
          result.getScoreUnit(),
          seconds);
    }
    out.flush();
    running = null;
    result = null;
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
  public void startRun() {}

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
  public void close() {
    finish();
  }
}
