package io.github.tapehead.training.reproduction.report;

import io.github.tapehead.training.report.LineChart;
import io.github.tapehead.training.report.LineChart.Ink;
import io.github.tapehead.training.report.LineChart.Stroke;
import io.github.tapehead.training.report.StoredMetrics;
import io.github.tapehead.training.report.StoredResult;
import io.github.tapehead.training.reproduction.Findings;
import io.github.tapehead.training.reproduction.FinishedRun;
import io.github.tapehead.training.reproduction.RunGroup;
import io.github.tapehead.training.task.Task;
import io.github.tapehead.training.task.TestSetting;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** The charts of a task: how its networks learned, and how they did on each test. */
final class TaskCharts {
  /** A logarithmic axis without a whole decade has no room for its labels. */
  private static final double DECADE = 10;

  /** For networks with other settings than those before them. */
  private static final List<Ink> OTHER_INKS = List.of(Ink.PURPLE, Ink.TEAL, Ink.RED);

  private static final String GROWING =
      """

      *Dotted: the curriculum had not come to all sizes yet. These losses are of smaller sequences \
      than the task's and jump where sequences grow; the target does not count them.*
      """;

  private final Task task;
  private final Findings findings;

  TaskCharts(Task task, Findings findings) {
    this.task = task;
    this.findings = findings;
  }

  /**
   * Draws all learning curves: a colour for each network, a line for each seed, dotted where the
   * curriculum was still growing.
   *
   * @return the Markdown that shows the chart
   * @throws IOException if metrics cannot be read or the chart cannot be written
   */
  String learning(Path folder) throws IOException {
    List<RunGroup> groups = findings.groups(task);
    Map<FinishedRun, StoredMetrics> curves = new LinkedHashMap<>();
    for (RunGroup group : groups) {
      for (FinishedRun run : group.runs()) {
        curves.put(run, StoredMetrics.read(run.place().folder().metrics()));
      }
    }
    double target = commonTarget(groups);
    double[] all =
        DoubleStream.concat(
                curves.values().stream().flatMapToDouble(curve -> Arrays.stream(curve.bits())),
                target > 0 ? DoubleStream.of(target) : DoubleStream.empty())
            .toArray();
    LineChart chart =
        chart(
            TaskTexts.title(task) + ": learning",
            "sequences",
            "bits per sequence, mean of the last 1,000",
            all);
    for (RunGroup group : groups) {
      Set<String> named = new HashSet<>();
      for (FinishedRun run : group.runs()) {
        curve(chart, group, curves.get(run), named);
      }
    }
    if (target > 0) {
      double longest =
          curves.values().stream()
              .flatMapToDouble(curve -> Arrays.stream(curve.sequences()))
              .max()
              .orElse(0);
      double[] ends = {0, longest};
      chart.line("target", ends, new double[] {target, target}, Ink.BROWN, Stroke.DASHED);
    }
    String name = task.name() + "-learning.svg";
    chart.write(folder.resolve(name));
    boolean grown = curves.values().stream().anyMatch(curve -> curve.growing() > 0);
    return "![Learning curves](%s)\n%s".formatted(name, grown ? GROWING : "");
  }

  /** The target of all groups; 0 if they have none, or not the same. */
  private static double commonTarget(List<RunGroup> groups) {
    double[] targets =
        groups.stream().mapToDouble(group -> group.first().targetBits()).distinct().toArray();
    return targets.length == 1 ? targets[0] : 0;
  }

  /** Draws the curve of a run, and names what is the first of its kind in a group. */
  private static void curve(
      LineChart chart, RunGroup group, StoredMetrics curve, Set<String> named) {
    int growing = curve.growing();
    int lines = curve.bits().length;
    if (growing > 0) {
      String name = group.name() + ", smaller sizes";
      part(chart, curve, 0, growing, named.add(name) ? name : null, ink(group), Stroke.DOTTED);
    }
    if (growing < lines) {
      String name = group.name();
      part(chart, curve, growing, lines, named.add(name) ? name : null, ink(group), Stroke.THIN);
    }
  }

  private static void part(
      LineChart chart, StoredMetrics curve, int from, int to, String name, Ink ink, Stroke stroke) {
    chart.line(
        name,
        Arrays.copyOfRange(curve.sequences(), from, to),
        Arrays.copyOfRange(curve.bits(), from, to),
        ink,
        stroke);
  }

  /** Whether any network was tested. */
  boolean hasTests() {
    return findings.groups(task).stream().flatMap(RunGroup::tests).findAny().isPresent();
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
    Map<RunGroup, List<Spread>> spreads = new LinkedHashMap<>();
    for (RunGroup group : findings.groups(task)) {
      spreads.put(group, settings.stream().map(setting -> spread(group, setting)).toList());
    }
    double[] all =
        spreads.values().stream()
            .flatMap(List::stream)
            .flatMapToDouble(spread -> DoubleStream.of(spread.least(), spread.most()))
            .toArray();
    LineChart chart =
        chart(
            TaskTexts.title(task) + ": tests, median and range of the seeds",
            sized ? "size of the test sequences" : "test",
            "bits per sequence",
            all);
    if (!sized) {
      chart.positions(settings.stream().map(TestSetting::name).toList());
    }
    for (Map.Entry<RunGroup, List<Spread>> entry : spreads.entrySet()) {
      RunGroup group = entry.getKey();
      double[] medians = entry.getValue().stream().mapToDouble(Spread::median).toArray();
      chart.joinedPoints(group.name(), places, medians, ink(group), Stroke.BOLD);
      for (int i = 0; i < places.length; i++) {
        Spread spread = entry.getValue().get(i);
        double[] place = {places[i], places[i]};
        chart.line(
            null, place, new double[] {spread.least(), spread.most()}, ink(group), Stroke.THIN);
      }
      paper(chart, group, places);
    }
    chart.write(path);
  }

  private void paper(LineChart chart, RunGroup group, double[] places) {
    List<double[]> points = new ArrayList<>();
    List<TestSetting> settings = task.evaluations();
    for (int i = 0; i < places.length; i++) {
      double place = places[i];
      PaperValues.test(task.name(), group, settings.get(i).name())
          .filter(loss -> hasPlace(loss.bits(), chart))
          .ifPresent(loss -> points.add(new double[] {place, loss.bits()}));
    }
    double[] x = points.stream().mapToDouble(point -> point[0]).toArray();
    double[] y = points.stream().mapToDouble(point -> point[1]).toArray();
    chart.joinedPoints(group.name() + ", paper", x, y, ink(group), Stroke.DASHED);
  }

  /** Whether a loss is a number and can be drawn: a logarithmic axis has no zero. */
  static boolean hasPlace(double bits, LineChart chart) {
    return bits > 0 || bits == 0 && !chart.isLogarithmic();
  }

  private static Spread spread(RunGroup group, TestSetting setting) {
    return Spread.ofCosts(group.figures(setting.name(), StoredResult.Test::bits));
  }

  private static LineChart chart(String title, String x, String y, double[] values) {
    double least = DoubleStream.of(values).filter(Double::isFinite).min().orElse(1);
    double most = DoubleStream.of(values).filter(Double::isFinite).max().orElse(1);
    return most > DECADE * least
        ? LineChart.logarithmic(title, x, y)
        : LineChart.linear(title, x, y);
  }

  private static Ink ink(RunGroup group) {
    if (group.number() > 1) {
      return OTHER_INKS.get((group.network().ordinal() + group.number()) % OTHER_INKS.size());
    }
    return switch (group.network()) {
      case NTM_LSTM -> Ink.BLUE;
      case NTM_FEED_FORWARD -> Ink.ORANGE;
      case LSTM -> Ink.GREEN;
    };
  }
}
