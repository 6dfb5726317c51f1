package io.github.tapehead.training.report;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tapehead.training.report.LineChart.Ink;
import io.github.tapehead.training.report.LineChart.Stroke;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.knowm.xchart.XYSeries;

class LineChartTest {
  private static final double[] X = {0, 1, 3};

  @TempDir private Path folder;

  @Test
  void legendHoldsWhatHasAName() throws IOException {
    LineChart chart = LineChart.linear("Title & more", "x axis", "y axis");
    chart.line(null, X, new double[] {4, 1, 2}, Ink.GREEN, Stroke.DASHED);
    assertFalse(chart.chart().getStyler().isLegendVisible());
    chart.line("named", X, new double[] {1, 2, 4}, Ink.BLUE, Stroke.THIN);
    assertTrue(chart.chart().getStyler().isLegendVisible());
    chart.points("points", X, new double[] {2, 2, 2}, Ink.ORANGE);
    write(chart);
    assertEquals(
        List.of("named", "points"),
        chart.chart().getSeriesCollection().stream()
            .filter(XYSeries::isShowInLegend)
            .map(XYSeries::getLabel)
            .toList());
  }

  @Test
  void logarithmicAxesHaveWholeDecades() throws IOException {
    LineChart chart = LineChart.logarithmic("", "", "");
    chart.line(null, X, new double[] {0.02, 5, 1}, Ink.BLUE, Stroke.BOLD);
    write(chart);
    assertTrue(chart.chart().getStyler().isYAxisLogarithmic());
    assertEquals(0.01, chart.chart().getStyler().getYAxisMin(), 1e-12);
    assertEquals(10, chart.chart().getStyler().getYAxisMax(), 1e-12);
  }

  @Test
  void oneValueHasADecade() throws IOException {
    LineChart chart = LineChart.logarithmic("", "", "");
    chart.line(null, X, new double[] {1, 1, 1}, Ink.BLUE, Stroke.BOLD);
    write(chart);
    assertEquals(1, chart.chart().getStyler().getYAxisMin(), 1e-12);
    assertEquals(10, chart.chart().getStyler().getYAxisMax(), 1e-12);
  }

  @Test
  void whatIsNoNumberIsLeftOutAndZeroIsTheLeast() throws IOException {
    LineChart chart = LineChart.logarithmic("", "", "");
    double[] none = {Double.NaN, Double.NaN, Double.NaN};
    chart.joinedPoints("some", X, new double[] {Double.NaN, 0, 1}, Ink.BLUE, Stroke.BOLD);
    chart.joinedPoints("none", X, none, Ink.BLUE, Stroke.BOLD);
    chart.line("empty", new double[0], new double[0], Ink.BLUE, Stroke.BOLD);
    write(chart);
    assertEquals(1, chart.chart().getSeriesCollection().size());
    XYSeries some = chart.chart().getSeriesCollection().iterator().next();
    assertEquals(1, some.getXMin());
    assertEquals(LineChart.LEAST, some.getYMin());
  }

  @Test
  void shortExcursionsOfALongLineAreDrawn() throws IOException {
    double[] x = IntStream.range(0, 10_000).mapToDouble(i -> i).toArray();
    double[] y = IntStream.range(0, 10_000).mapToDouble(i -> 2 + Math.sin(i / 300.0)).toArray();
    y[7_001] = 100;
    y[3_001] = 0.01;
    y[5_000] = Double.NaN;
    LineChart chart = LineChart.linear("", "", "");
    chart.line(null, x, y, Ink.BLUE, Stroke.BOLD);
    write(chart);
    XYSeries drawn = chart.chart().getSeriesCollection().iterator().next();
    assertEquals(100, drawn.getYMax());
    assertEquals(0.01, drawn.getYMin());
    double[] places = drawn.getXData();
    assertEquals(0, places[0]);
    assertEquals(9_999, places[places.length - 1]);
    assertTrue(places.length > 300 && places.length < 420, "" + places.length);
    assertArrayEquals(DoubleStream.of(places).sorted().toArray(), places);
  }

  @Test
  void positionsHaveNames() throws IOException {
    LineChart chart = LineChart.linear("", "", "");
    chart.positions(List.of("first", "second", "third"));
    double[] places = {0, 1, 2};
    chart.joinedPoints("network", places, new double[] {1, 5, 3}, Ink.BLUE, Stroke.BOLD);
    write(chart);
    var labels = chart.chart().getStyler().getXAxisTickLabelsFormattingFunction();
    assertEquals("third", labels.apply(2.0));
    assertEquals("", labels.apply(3.0));
    assertEquals("", labels.apply(-1.0));
  }

  @Test
  void pngNeedsNoCacheFile() throws IOException {
    File before = ImageIO.getCacheDirectory();
    Path cache = Files.createDirectory(folder.resolve("cache"));
    ImageIO.setCacheDirectory(cache.toFile());
    try {
      Files.delete(cache);
      LineChart chart = LineChart.linear("", "", "");
      chart.line(null, X, new double[] {4, 1, 2}, Ink.GREEN, Stroke.BOLD);
      Path path = folder.resolve("chart.png");
      chart.write(path);
      assertEquals(
          900,
          ImageIO.read(new MemoryCacheImageInputStream(Files.newInputStream(path))).getWidth());
    } finally {
      ImageIO.setCacheDirectory(before);
    }
  }

  private void write(LineChart chart) throws IOException {
    Path path = folder.resolve("chart.svg");
    chart.write(path);
    assertTrue(Files.readString(path).strip().endsWith("</svg>"));
  }
}
