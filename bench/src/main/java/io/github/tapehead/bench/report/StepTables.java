package io.github.tapehead.bench.report;

import io.github.tapehead.bench.record.Benchmarks;
import io.github.tapehead.bench.results.JmhResult;
import io.github.tapehead.bench.results.Recording;
import io.github.tapehead.bench.results.Samples;
import io.github.tapehead.training.report.Table;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tables of whole steps: training and inference. */
public final class StepTables {
  private static final double MILLI = 1e-6;
  private static final double MICRO = 1e-3;
  private static final Pattern BATCH = Pattern.compile(".*-b(\\d+)");

  private StepTables() {}

  /** Training steps: times, their middle half, sequences a second, bytes allocated. */
  public static Table training(Recording recording) {
    Table table =
        new Table(1, "training step", "median ms", "p25–p75", "sequences/s", "bytes/step");
    for (JmhResult result : steps(recording.of(Benchmarks.STEPS))) {
      table.add(cells(result));
    }
    return table;
  }

  /** The same, with the milliseconds of others. */
  static Table trainingWithPeers(Recording recording, Peers peers) {
    List<String> header =
        new ArrayList<>(
            List.of("training step", "median ms", "p25–p75", "sequences/s", "bytes/step"));
    peers.programs().forEach(program -> header.add(program + "¹"));
    Table table = new Table(1, header);
    for (JmhResult result : steps(recording.of(Benchmarks.STEPS))) {
      List<String> cells = new ArrayList<>(cells(result));
      for (String program : peers.programs()) {
        cells.add(Numbers.digits(peers.step(work(result), program)));
      }
      table.add(cells);
    }
    return table;
  }

  /** Inference steps: the times that a half, 99 % and 99.9 % of them do not exceed. */
  public static Table inference(Recording recording) {
    Table table = new Table(1, "inference step", "p50 µs", "p99 µs", "p99.9 µs", "bytes/step");
    for (JmhResult result : recording.of(Benchmarks.INFERENCE)) {
      Samples samples = result.samples();
      table.add(
          (result.method() + " " + result.setting()).strip(),
          Numbers.digits(samples.median() * MICRO),
          Numbers.digits(samples.quantile(0.99) * MICRO),
          Numbers.digits(samples.quantile(0.999) * MICRO),
          Numbers.bytes(result.allocated()));
    }
    return table;
  }

  /** Training steps in the order in which this project names them, others behind. */
  static List<JmhResult> steps(List<JmhResult> results) {
    return results.stream()
        .filter(result -> !work(result).isEmpty())
        .sorted(Comparator.comparingInt(StepTables::rank).thenComparing(JmhResult::label))
        .toList();
  }

  static String work(JmhResult result) {
    return result.parameter("work");
  }

  /** The median in milliseconds. */
  static double milliseconds(JmhResult result) {
    return result.median() * MILLI;
  }

  private static List<String> cells(JmhResult result) {
    Samples samples = result.samples();
    Matcher batch = BATCH.matcher(work(result));
    double sequences =
        batch.matches() ? Integer.parseInt(batch.group(1)) * 1e9 / samples.median() : Double.NaN;
    return List.of(
        work(result),
        Numbers.digits(milliseconds(result)),
        Numbers.range(samples.quantile(0.25) * MILLI, samples.quantile(0.75) * MILLI),
        Numbers.digits(sequences),
        Numbers.bytes(result.allocated()));
  }

  private static int rank(JmhResult result) {
    int rank = Benchmarks.WORK.indexOf(work(result));
    return rank < 0 ? Benchmarks.WORK.size() : rank;
  }
}
