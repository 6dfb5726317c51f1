package io.github.tapehead.training.report;

import io.github.tapehead.training.StepReport;
import io.github.tapehead.training.TrainingConfiguration;
import io.github.tapehead.training.TrainingListener;
import io.github.tapehead.training.checkpoint.State;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Records the mean loss of the last 1,000 sequences and draws it against the sequences seen.
 *
 * <p>Keeps at most {@value #POINTS} points: when they are full, every second one is dropped and
 * every second step is left out from then on. Skipped steps before the first loss leave no point.
 * Steps allocate nothing.
 */
public final class LearningCurve implements TrainingListener {
  private static final int POINTS = 2048;

  private final double[] sequences = new double[POINTS];
  private final double[] bits = new double[POINTS];
  private int points;
  private long stride = 1;
  private String title = "";
  private double target;

  /** An empty curve. */
  public LearningCurve() {}

  @Override
  public void onBegin(TrainingConfiguration configuration) {
    title = "Learning " + configuration.task().name() + ", seed " + configuration.seed();
    target = configuration.limits().targetBits();
  }

  @Override
  public void onStep(StepReport report) {
    if (report.step() % stride != 0 || Double.isNaN(report.meanBits())) {
      return;
    }
    if (points == POINTS) {
      halve();
      if (report.step() % stride != 0) {
        return;
      }
    }
    sequences[points] = report.sequences();
    bits[points] = report.meanBits();
    points++;
  }

  @Override
  public void addTo(State state) {
    state.count("curve.stride", () -> stride, value -> stride = Math.max(1, value));
    state.reals("curve.sequences", () -> Arrays.copyOf(sequences, points), this::restoreSequences);
    state.reals("curve.bits", () -> Arrays.copyOf(bits, points), this::restoreBits);
  }

  private void restoreSequences(double[] values) {
    requirePoints(values.length <= POINTS, values.length, "at most " + POINTS);
    points = values.length;
    System.arraycopy(values, 0, sequences, 0, points);
  }

  private void restoreBits(double[] values) {
    requirePoints(values.length == points, values.length, "" + points);
    System.arraycopy(values, 0, bits, 0, points);
  }

  private static void requirePoints(boolean right, int found, String expected) {
    if (!right) {
      throw new IllegalArgumentException(found + " points, expected " + expected);
    }
  }

  /** Points recorded. */
  int points() {
    return points;
  }

  /**
   * Draws the curve twice, the folder's files of these names replaced: {@code learning-curve.png}
   * and {@code learning-curve.svg}. Does nothing without two points.
   *
   * @param folder exists
   * @throws IOException if a file cannot be written
   */
  public void write(Path folder) throws IOException {
    if (points < 2) {
      return;
    }
    LineChart chart = chart();
    chart.write(folder.resolve("learning-curve.png"));
    chart.write(folder.resolve("learning-curve.svg"));
  }

  private LineChart chart() {
    LineChart chart =
        LineChart.logarithmic(title, "sequences", "bits per sequence, mean of the last 1,000");
    double[] x = Arrays.copyOf(sequences, points);
    double[] y = Arrays.copyOf(bits, points);
    boolean aimed = target > 0;
    chart.line(aimed ? "loss" : null, x, y, LineChart.Ink.BLUE, LineChart.Stroke.BOLD);
    if (aimed) {
      double[] ends = {0, x[x.length - 1]};
      double[] level = {target, target};
      chart.line("target", ends, level, LineChart.Ink.BROWN, LineChart.Stroke.THIN);
    }
    return chart;
  }

  private void halve() {
    for (int i = 0; i < POINTS / 2; i++) {
      sequences[i] = sequences[2 * i + 1];
      bits[i] = bits[2 * i + 1];
    }
    points = POINTS / 2;
    stride *= 2;
  }
}
