package io.github.tapehead.training.report;

import io.github.tapehead.training.StepReport;
import io.github.tapehead.training.TrainingConfiguration;
import io.github.tapehead.training.TrainingListener;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.DoubleSummaryStatistics;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.knowm.xchart.ChartEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * Records the mean loss of the last 1,000 sequences and draws it against the sequences seen.
 *
 * <p>Keeps at most {@value #POINTS} points: when they are full, every second one is dropped and
 * every second step is left out from then on. Skipped steps before the first loss leave no point.
 * Steps allocate nothing.
 */
public final class LearningCurve implements TrainingListener {
  private static final int POINTS = 2048;
  private static final int DRAWN_POINTS = 400;
  private static final double LEAST_BITS = 1e-6;
  private static final int WIDTH = 900;
  private static final int HEIGHT = 520;

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
    XYChart chart = chart();
    for (String format : new String[] {"png", "svg"}) {
      try (OutputStream out = Files.newOutputStream(folder.resolve("learning-curve." + format))) {
        ChartEncoder.saveChart(chart, out, format);
      }
    }
  }

  private XYChart chart() {
    XYChart chart =
        new XYChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
            .title(title)
            .xAxisTitle("sequences")
            .yAxisTitle("bits per sequence, mean of the last 1,000")
            .build();
    var style = chart.getStyler();
    style.setLegendVisible(false);
    style.setChartBackgroundColor(Color.WHITE);
    style.setPlotBorderVisible(false);
    style.setPlotGridLinesColor(new Color(0xdd, 0xdd, 0xdd));
    style.setChartTitleFont(new Font(Font.SANS_SERIF, Font.BOLD, 16));
    style.setAxisTitleFont(new Font(Font.SANS_SERIF, Font.PLAIN, 14));
    style.setAxisTickLabelsFont(new Font(Font.SANS_SERIF, Font.PLAIN, 13));
    style.setXAxisDecimalPattern("#,##0");
    style.setYAxisLogarithmic(true);
    style.setXAxisTickMarkSpacingHint(130);
    int[] drawn = drawnPoints();
    double[] x = IntStream.of(drawn).mapToDouble(i -> sequences[i]).toArray();
    double[] y = IntStream.of(drawn).mapToDouble(i -> Math.max(bits[i], LEAST_BITS)).toArray();
    DoubleSummaryStatistics range = DoubleStream.of(y).summaryStatistics();
    double least = target > 0 ? Math.min(target, range.getMin()) : range.getMin();
    style.setYAxisMin(Math.pow(10, Math.floor(Math.log10(least))));
    style.setYAxisMax(Math.pow(10, Math.ceil(Math.log10(range.getMax()))));
    line(chart, "loss", x, y, new Color(0x1f, 0x4e, 0x8c), new BasicStroke(2f));
    if (target > 0) {
      double[] ends = {0, x[x.length - 1]};
      double[] level = {target, target};
      line(chart, "target", ends, level, new Color(0x99, 0x55, 0x11), new BasicStroke(1f));
      style.setLegendVisible(true);
      style.setLegendPosition(LegendPosition.InsideNE);
      style.setLegendBorderColor(Color.WHITE);
      style.setLegendFont(new Font(Font.SANS_SERIF, Font.PLAIN, 13));
    }
    return chart;
  }

  /**
   * The first point and about {@value #DRAWN_POINTS} others, among them the last. The second point
   * is left out: XChart sets its ticks at multiples of the spacing of evenly spaced points, instead
   * of at round numbers.
   */
  private int[] drawnPoints() {
    int every = Math.ceilDiv(points, DRAWN_POINTS);
    return IntStream.range(0, points)
        .filter(i -> i == 0 || i != 1 && (points - 1 - i) % every == 0 || i == points - 1)
        .toArray();
  }

  private static void line(
      XYChart chart, String name, double[] x, double[] y, Color color, BasicStroke stroke) {
    var series = chart.addSeries(name, x, y);
    series.setMarker(SeriesMarkers.NONE);
    series.setLineColor(color);
    series.setLineStyle(stroke);
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
