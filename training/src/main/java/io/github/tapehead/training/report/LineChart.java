package io.github.tapehead.training.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.ChartEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * A chart of lines and points: the one look of all charts.
 *
 * <p>The legend holds what has a name, and is left out where nothing has one.
 */
public final class LineChart {
  /** The least value on a logarithmic axis: what is less, zero too, is drawn there. */
  static final double LEAST = 1e-6;

  private static final int WIDTH = 900;
  private static final int HEIGHT = 520;
  private static final int DRAWN_POINTS = 400;
  private static final int SHORT = 10;
  private static final float[] DASHES = {6, 5};
  private static final float[] DOTS = {1, 3};

  private final XYChart chart;
  private final boolean logarithmic;
  private double least = Double.POSITIVE_INFINITY;
  private double most = Double.NEGATIVE_INFINITY;
  private int series;

  /** The colours of lines and points. */
  public enum Ink {
    /** The first choice. */
    BLUE(0x1f, 0x4e, 0x8c),
    /** For a second series. */
    ORANGE(0xc8, 0x66, 0x0a),
    /** For a third series. */
    GREEN(0x4a, 0x82, 0x2d),
    /** For more series. */
    PURPLE(0x7a, 0x3e, 0x9d),
    /** For more series. */
    TEAL(0x1a, 0x8a, 0x8a),
    /** For more series. */
    RED(0xb8, 0x2e, 0x4a),
    /** For levels and fits. */
    BROWN(0x99, 0x55, 0x11);

    private final Color color;

    Ink(int red, int green, int blue) {
      color = new Color(red, green, blue);
    }
  }

  /** How a line is drawn. */
  public enum Stroke {
    /** For the one line of a chart. */
    BOLD(new BasicStroke(2f)),
    /** For one of many. */
    THIN(new BasicStroke(1f)),
    /** For one of many, where it does not mean what the others mean. */
    DOTTED(new BasicStroke(1f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, DOTS, 0)),
    /** For what is not measured here. */
    DASHED(new BasicStroke(1.5f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, DASHES, 0));

    private final BasicStroke stroke;

    Stroke(BasicStroke stroke) {
      this.stroke = stroke;
    }
  }

  /** A chart without lines. */
  public static LineChart linear(String title, String xTitle, String yTitle) {
    return new LineChart(title, xTitle, yTitle, false);
  }

  /** A chart without lines, its vertical axis logarithmic. */
  public static LineChart logarithmic(String title, String xTitle, String yTitle) {
    return new LineChart(title, xTitle, yTitle, true);
  }

  private LineChart(String title, String xTitle, String yTitle, boolean logarithmic) {
    this.logarithmic = logarithmic;
    chart =
        new XYChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
            .title(title)
            .xAxisTitle(xTitle)
            .yAxisTitle(yTitle)
            .build();
    var style = chart.getStyler();
    style.setChartBackgroundColor(Color.WHITE);
    style.setPlotBorderVisible(false);
    style.setPlotGridLinesColor(new Color(0xdd, 0xdd, 0xdd));
    style.setChartTitleFont(new Font(Font.SANS_SERIF, Font.BOLD, 16));
    style.setAxisTitleFont(new Font(Font.SANS_SERIF, Font.PLAIN, 14));
    style.setAxisTickLabelsFont(new Font(Font.SANS_SERIF, Font.PLAIN, 13));
    style.setXAxisDecimalPattern("#,##0.##");
    style.setXAxisTickMarkSpacingHint(130);
    style.setMarkerSize(6);
    style.setLegendVisible(false);
    style.setLegendPosition(LegendPosition.OutsideS);
    style.setLegendLayout(LegendLayout.Horizontal);
    style.setLegendBorderColor(Color.WHITE);
    style.setLegendFont(new Font(Font.SANS_SERIF, Font.PLAIN, 13));
  }

  /**
   * Names the positions 0, 1, … of the horizontal axis, where all points are then to lie. A tick
   * elsewhere has no name.
   */
  public void positions(List<String> names) {
    // Points at equal distances get a tick each; the first and the last label need room.
    chart.getStyler().setPlotContentSize(0.8);
    chart.setCustomXAxisTickLabelsFormatter(x -> {
      long position = Math.round(x);
      return position >= 0 && position < names.size() ? names.get((int) position) : "";
    });
  }

  /**
   * A line; of a long one only about {@value #DRAWN_POINTS} points are drawn, among them the least
   * and the greatest of every part.
   *
   * @param name for the legend; null for none
   * @param x where its points are
   * @param y how high they are, as many; points at what is no number are left out
   */
  public void line(String name, double[] x, double[] y, Ink ink, Stroke stroke) {
    int[] drawn = drawnPoints(y);
    add(
        name,
        IntStream.of(drawn).mapToDouble(i -> x[i]).toArray(),
        IntStream.of(drawn).mapToDouble(i -> y[i]).toArray(),
        ink,
        series -> {
          series.setMarker(SeriesMarkers.NONE);
          series.setLineStyle(stroke.stroke);
        });
  }

  /** Points, joined by a line; as {@link #line}. */
  public void joinedPoints(String name, double[] x, double[] y, Ink ink, Stroke stroke) {
    add(name, x, y, ink, series -> series.setLineStyle(stroke.stroke));
  }

  /** Points by themselves; as {@link #line}. */
  public void points(String name, double[] x, double[] y, Ink ink) {
    add(
        name,
        x,
        y,
        ink,
        series -> series.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Scatter));
  }

  /** Whether the vertical axis is logarithmic, and has no zero. */
  public boolean isLogarithmic() {
    return logarithmic;
  }

  /** What is drawn. */
  XYChart chart() {
    return chart;
  }

  /**
   * Draws the chart into a file; one of that name is replaced.
   *
   * @param path ends in {@code .png} or {@code .svg}
   * @throws IOException if the file cannot be written
   */
  public void write(Path path) throws IOException {
    if (logarithmic && least <= most) {
      double decade = Math.floor(Math.log10(least));
      chart.getStyler().setYAxisLogarithmic(true);
      chart.getStyler().setYAxisMin(Math.pow(10, decade));
      chart
          .getStyler()
          .setYAxisMax(Math.pow(10, Math.max(decade + 1, Math.ceil(Math.log10(most)))));
    }
    if (path.toString().endsWith(".png")) {
      Files.write(path, BitmapCanvas.png(BitmapEncoder.getBufferedImage(chart)));
      return;
    }
    try (OutputStream out = Files.newOutputStream(path)) {
      ChartEncoder.saveChart(chart, out, "svg");
    }
  }

  /**
   * All points of a short line; of a long one the first, the last, and the least and the greatest
   * of each of some parts, for the line would lose what lasts for a part only. Its second point is
   * left out: XChart sets its ticks at multiples of the spacing of evenly spaced points, instead of
   * at round numbers.
   */
  private static int[] drawnPoints(double[] y) {
    int points = y.length;
    if (points <= SHORT) {
      return IntStream.range(0, points).toArray();
    }
    BitSet drawn = new BitSet(points);
    int size = Math.max(1, Math.ceilDiv(2 * points, DRAWN_POINTS));
    for (int from = 0; from < points; from += size) {
      int to = Math.min(points, from + size);
      extreme(y, from, to, 1).ifPresent(drawn::set);
      extreme(y, from, to, -1).ifPresent(drawn::set);
    }
    drawn.set(0);
    drawn.clear(1);
    drawn.set(points - 1);
    return drawn.stream().toArray();
  }

  /** Where a part of a line is least, or with a sign of −1 greatest; empty if it has no number. */
  private static OptionalInt extreme(double[] y, int from, int to, int sign) {
    return IntStream.range(from, to)
        .filter(i -> Double.isFinite(y[i]))
        .reduce((least, i) -> sign * y[i] < sign * y[least] ? i : least);
  }

  private void add(String name, double[] x, double[] y, Ink ink, Consumer<XYSeries> look) {
    int[] drawn = IntStream.range(0, y.length).filter(i -> Double.isFinite(y[i])).toArray();
    if (drawn.length == 0) {
      return;
    }
    double[] places = IntStream.of(drawn).mapToDouble(i -> x[i]).toArray();
    double[] heights =
        IntStream.of(drawn).mapToDouble(i -> logarithmic ? Math.max(y[i], LEAST) : y[i]).toArray();
    least = Math.min(least, DoubleStream.of(heights).min().orElseThrow());
    most = Math.max(most, DoubleStream.of(heights).max().orElseThrow());
    XYSeries added = chart.addSeries("series " + series++, places, heights);
    added.setLineColor(ink.color);
    added.setMarker(SeriesMarkers.CIRCLE);
    added.setMarkerColor(ink.color);
    added.setShowInLegend(name != null);
    if (name != null) {
      added.setLabel(name);
      chart.getStyler().setLegendVisible(true);
    }
    look.accept(added);
  }
}
