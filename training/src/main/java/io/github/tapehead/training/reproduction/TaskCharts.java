package io.github.tapehead.training.reproduction;

import io.github.tapehead.training.NetworkKind;
import io.github.tapehead.training.report.LineChart;
import io.github.tapehead.training.report.LineChart.Ink;
import io.github.tapehead.training.report.LineChart.Stroke;
import io.github.tapehead.training.report.StoredMetrics;
import io.github.tapehead.training.report.StoredResult;
import io.github.tapehead.training.task.Task;
import io.github.tapehead.training.task.TestSetting;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** The charts of a task: how its networks learned, and how they did on each test. */
final class TaskCharts {
  /** A logarithmic axis without a whole decade has no room for its labels. */
  private static final double DECADE = 10;

  private final Task task;
  private final Findings findings;

  TaskCharts(Task task, Findings findings) {
    this.task = task;
    this.findings = findings;
  }

  /**
   * Draws all learning curves: a colour for each network, a line for each seed.
   *
   * @throws IOException if metrics cannot be read or the chart cannot be written
   */
  void learning(Path path) throws IOException {
    Map<FinishedRun, StoredMetrics> curves = new LinkedHashMap<>();
    for (NetworkKind network : findings.networks(task)) {
      for (FinishedRun run : findings.of(task, network)) {
        curves.put(run, StoredMetrics.read(run.place().folder().metrics()));
      }
    }
    double target = curves.keySet().iterator().next().result().targetBits();
    double[] all =
        DoubleStream.concat(
                curves.values().stream().flatMapToDouble(curve -> Arrays.stream(curve.bits())),
                target > 0 ? DoubleStream.of(target) : DoubleStream.empty())
            .toArray();
    LineChart chart =
        chart(
            Experiments.title(task) + ": learning",
            "sequences",
            "bits per sequence, mean of the last 1,000",
            all);
    NetworkKind named = null;
    double longest = 0;
    for (Map.Entry<FinishedRun, StoredMetrics> entry : curves.entrySet()) {
      NetworkKind network = entry.getKey().place().network();
      String name = network == named ? null : network.toString();
      double[] sequences = entry.getValue().sequences();
      chart.line(name, sequences, entry.getValue().bits(), ink(network), Stroke.THIN);
      longest = Math.max(longest, sequences.length == 0 ? 0 : sequences[sequences.length - 1]);
      named = network;
    }
    if (target > 0) {
      double[] ends = {0, longest};
      chart.line("target", ends, new double[] {target, target}, Ink.BROWN, Stroke.DASHED);
    }
    chart.write(path);
  }

  /** Whether any network was tested. */
  boolean hasTests() {
    return findings.networks(task).stream()
        .flatMap(network -> findings.of(task, network).stream())
        .anyMatch(run -> !run.result().tests().isEmpty());
  }

  /** Whether there are several tests to draw. */
  boolean hasSizes() {
    return hasTests() && task.evaluations().size() > 1;
  }

  /**
   * Draws the loss of each test: medians joined by a line, the range of the seeds as a bar, and
   * dashed what the paper's plot shows. Tests lie where their sizes are, or, if two are of one
   * size, one beside the other.
   *
   * @throws IOException if the chart cannot be written
   */
  void tests(Path path) throws IOException {
    List<TestSetting> settings = task.evaluations();
    boolean sized =
        settings.stream().map(TestSetting::length).distinct().count() == settings.size();
    double[] places =
        IntStream.range(0, settings.size())
            .mapToDouble(i -> sized ? settings.get(i).length() : i)
            .toArray();
    Map<NetworkKind, List<Spread>> spreads = new LinkedHashMap<>();
    for (NetworkKind network : findings.networks(task)) {
      spreads.put(network, settings.stream().map(setting -> spread(network, setting)).toList());
    }
    double[] all =
        spreads.values().stream()
            .flatMap(List::stream)
            .flatMapToDouble(spread -> DoubleStream.of(spread.least(), spread.most()))
            .toArray();
    LineChart chart =
        chart(
            Experiments.title(task) + ": tests, median and range of the seeds",
            sized ? "size of the test sequences" : "test",
            "bits per sequence",
            all);
    if (!sized) {
      chart.positions(settings.stream().map(TestSetting::name).toList());
    }
    for (Map.Entry<NetworkKind, List<Spread>> entry : spreads.entrySet()) {
      NetworkKind network = entry.getKey();
      double[] medians = entry.getValue().stream().mapToDouble(Spread::median).toArray();
      chart.joinedPoints(network.toString(), places, medians, ink(network), Stroke.BOLD);
      for (int i = 0; i < places.length; i++) {
        Spread spread = entry.getValue().get(i);
        double[] place = {places[i], places[i]};
        chart.line(
            null, place, new double[] {spread.least(), spread.most()}, ink(network), Stroke.THIN);
      }
      paper(chart, network, places);
    }
    chart.write(path);
  }

  private void paper(LineChart chart, NetworkKind network, double[] places) {
    List<double[]> points = new ArrayList<>();
    List<TestSetting> settings = task.evaluations();
    for (int i = 0; i < places.length; i++) {
      double place = places[i];
      TestTables.tests(findings.of(task, network), settings.get(i).name()).stream()
          .findFirst()
          .flatMap(test -> PaperValues.test(task.name(), network, test))
          // A logarithmic axis has no zero.
          .filter(loss -> loss.bits() > 0)
          .ifPresent(loss -> points.add(new double[] {place, loss.bits()}));
    }
    double[] x = points.stream().mapToDouble(point -> point[0]).toArray();
    double[] y = points.stream().mapToDouble(point -> point[1]).toArray();
    chart.joinedPoints(network + ", paper", x, y, ink(network), Stroke.DASHED);
  }

  private Spread spread(NetworkKind network, TestSetting setting) {
    return Spread.of(
        TestTables.tests(findings.of(task, network), setting.name()).stream()
            .map(StoredResult.Test::bits)
            .toList());
  }

  private static LineChart chart(String title, String x, String y, double[] values) {
    double least = DoubleStream.of(values).filter(Double::isFinite).min().orElse(1);
    double most = DoubleStream.of(values).filter(Double::isFinite).max().orElse(1);
    return most > DECADE * least
        ? LineChart.logarithmic(title, x, y)
        : LineChart.linear(title, x, y);
  }

  private static Ink ink(NetworkKind network) {
    return switch (network) {
      case NTM_LSTM -> Ink.BLUE;
      case NTM_FEED_FORWARD -> Ink.ORANGE;
      case LSTM -> Ink.GREEN;
    };
  }
}
