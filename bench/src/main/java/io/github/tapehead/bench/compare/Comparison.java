package io.github.tapehead.bench.compare;

import io.github.tapehead.bench.report.Numbers;
import io.github.tapehead.bench.results.JmhResult;
import io.github.tapehead.bench.results.Recording;
import io.github.tapehead.training.report.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Two recordings side by side.
 *
 * @param rows the benchmarks that both have
 * @param onlyOld those that the new one lacks
 * @param onlyNew those that the old one lacks
 * @param warnings reasons to doubt
 */
public record Comparison(
    List<Row> rows, List<String> onlyOld, List<String> onlyNew, List<String> warnings) {

  /** What became of a benchmark. */
  public enum Verdict {
    /** Slower than the threshold allows, by the whole interval. */
    REGRESSED,
    /** Faster than the threshold's inverse, by the whole interval. */
    IMPROVED,
    /** Neither. */
    SAME;

    @Override
    public String toString() {
      return this == SAME ? "" : name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * One benchmark.
   *
   * @param label its name and parameters
   * @param before median of the old recording: nanoseconds, or operations per time
   * @param after median of the new one
   * @param ratio how many times slower the new one is: above 1 slower, below 1 faster
   * @param low the lower end of the 95 % interval of the ratio
   * @param high its upper end
   * @param verdict what that means
   */
  public record Row(
      String label,
      double before,
      double after,
      double ratio,
      double low,
      double high,
      Verdict verdict) {}

  /**
   * Compares.
   *
   * @param threshold a slowdown beyond which a benchmark has regressed, above 1
   */
  public static Comparison of(Recording before, Recording after, double threshold) {
    if (!(threshold >= 1)) {
      throw new IllegalArgumentException("threshold: " + threshold + ", expected 1 or more");
    }
    Map<String, JmhResult> old = byLabel(before);
    Map<String, JmhResult> fresh = byLabel(after);
    List<Row> rows = new ArrayList<>();
    old.forEach((label, result) -> {
      if (fresh.containsKey(label)) {
        rows.add(row(label, result, fresh.get(label), threshold));
      }
    });
    return new Comparison(
        rows, missing(old, fresh), missing(fresh, old), warnings(before, after, rows.isEmpty()));
  }

  /** Whether any benchmark has become slower. */
  public boolean regressed() {
    return rows.stream().anyMatch(row -> row.verdict() == Verdict.REGRESSED);
  }

  /** The benchmarks as a table. */
  public Table table() {
    Table table = new Table(1, "benchmark", "old µs", "new µs", "new ÷ old", "95 %, roughly", "");
    for (Row row : rows) {
      table.add(
          row.label(),
          Numbers.digits(row.before() * 1e-3),
          Numbers.digits(row.after() * 1e-3),
          Numbers.digits(row.ratio()),
          Numbers.range(row.low(), row.high()),
          row.verdict().toString());
    }
    return table;
  }

  private static Row row(String label, JmhResult before, JmhResult after, double threshold) {
    if (before.throughput() != after.throughput()) {
      throw new IllegalArgumentException(
          label + ": a time in one recording, a throughput in the other; expected the same");
    }
    Bootstrap.Ratio ratio =
        before.throughput()
            ? Bootstrap.ratio(before.forks(), after.forks())
            : Bootstrap.ratio(after.forks(), before.forks());
    Verdict verdict =
        ratio.low() > threshold
            ? Verdict.REGRESSED
            : ratio.high() < 1 / threshold ? Verdict.IMPROVED : Verdict.SAME;
    return new Row(
        label, before.median(), after.median(), ratio.value(), ratio.low(), ratio.high(), verdict);
  }

  private static Map<String, JmhResult> byLabel(Recording recording) {
    Map<String, JmhResult> byLabel = new TreeMap<>();
    recording.results().forEach(result -> byLabel.put(result.label(), result));
    recording
        .widths()
        .forEach((bits, results) ->
            results.forEach(
                result -> byLabel.put(result.label() + " at " + bits + " bits", result)));
    return byLabel;
  }

  private static List<String> missing(Map<String, JmhResult> of, Map<String, JmhResult> in) {
    return of.keySet().stream().filter(label -> !in.containsKey(label)).toList();
  }

  private static List<String> warnings(Recording before, Recording after, boolean empty) {
    List<String> warnings = new ArrayList<>();
    before
        .host()
        .differences(after.host())
        .forEach(difference -> warnings.add("hosts differ in " + difference));
    for (Recording recording : List.of(before, after)) {
      if (byLabel(recording).values().stream().anyMatch(result -> result.forks().size() < 2)) {
        warnings.add(
            recording.name()
                + ": some benchmarks have one fork, so intervals leave out what"
                + " differs from JVM to JVM");
      }
    }
    if (empty) {
      warnings.add("no benchmark is in both recordings");
    }
    return warnings;
  }
}
