package io.github.tapehead.bench.report;

import io.github.tapehead.bench.record.Benchmarks;
import io.github.tapehead.bench.results.JmhResult;
import io.github.tapehead.bench.results.Recording;
import java.awt.Color;
import java.awt.Font;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.CategorySeries.CategorySeriesRenderStyle;
import org.knowm.xchart.ChartEncoder;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.Styler.LegendPosition;

/** The pictures of a recording. */
final class Charts {
  /** Shares of the roofline. */
  static final String ROOFLINE = "roofline.svg";

  /** Times of training steps. */
  static final String STEPS = "steps.svg";

  private static final int WIDTH = 1000;
  private static final Color[] COLORS = {
    new Color(0xb8, 0x5c, 0x10),
    new Color(0x8a, 0x8a, 0x8a),
    new Color(0x5b, 0x8c, 0x3a),
    new Color(0x1f, 0x4e, 0x8c)
  };

  private Charts() {}

  /** Draws the shares of the roofline; false when none is known. */
  static boolean roofline(Recording recording) throws IOException {
    List<Map.Entry<String, Double>> shares =
        KernelTables.shares(recording).entrySet().stream()
            .sorted(
                Map.Entry.<String, Double>comparingByValue()
                    .reversed()
                    .thenComparing(Map.Entry.comparingByKey()))
            .toList();
    if (shares.isEmpty()) {
      return false;
    }
    BarPicture picture =
        new BarPicture(
            "Kernels: % of the roofline, what this machine's peak and bandwidth allow", shares);
    Files.writeString(recording.folder().resolve(ROOFLINE), picture.svg());
    return true;
  }

  /** Draws the times of training steps beside those of others; false when none is known. */
  static boolean steps(Recording recording, Peers peers) throws IOException {
    List<JmhResult> steps = StepTables.steps(recording.of(Benchmarks.STEPS));
    if (steps.isEmpty()) {
      return false;
    }
    CategoryChart chart =
        new CategoryChartBuilder()
            .width(WIDTH)
            .height(480)
            .title("One training step; the others on another CPU")
            .yAxisTitle("ms")
            .build();
    style(chart.getStyler());
    chart.getStyler().setYAxisLogarithmic(true);
    chart.getStyler().setDefaultSeriesRenderStyle(CategorySeriesRenderStyle.Scatter);
    chart.getStyler().setOverlapped(true);
    chart.getStyler().setMarkerSize(11);
    chart.getStyler().setSeriesColors(COLORS);
    chart.getStyler().setLegendPosition(LegendPosition.InsideNW);
    List<String> works = steps.stream().map(StepTables::work).toList();
    List<Double> drawn = new ArrayList<>();
    for (String program : peers.programs()) {
      List<Double> times = works.stream().map(work -> peers.step(work, program)).toList();
      add(chart, program, works, times, drawn);
    }
    add(chart, "Tapehead", works, steps.stream().map(StepTables::milliseconds).toList(), drawn);
    double least = drawn.stream().min(Comparator.naturalOrder()).orElse(1.0);
    double most = drawn.stream().max(Comparator.naturalOrder()).orElse(1.0);
    chart.getStyler().setYAxisMin(Math.pow(10, Math.floor(Math.log10(least))));
    chart.getStyler().setYAxisMax(Math.pow(10, Math.ceil(Math.log10(most))));
    save(chart, recording.folder().resolve(STEPS));
    return true;
  }

  private static void add(
      CategoryChart chart,
      String name,
      List<String> works,
      List<Double> times,
      List<Double> drawn) {
    times.stream().filter(Double::isFinite).forEach(drawn::add);
    List<Double> known = new ArrayList<>();
    times.forEach(time -> known.add(Double.isFinite(time) ? time : null));
    if (times.stream().anyMatch(Double::isFinite)) {
      chart.addSeries(name, works, known);
    }
  }

  private static void style(AxesChartStyler style) {
    style.setChartBackgroundColor(Color.WHITE);
    style.setPlotBorderVisible(false);
    style.setPlotGridLinesColor(new Color(0xdd, 0xdd, 0xdd));
    style.setChartTitleFont(new Font(Font.SANS_SERIF, Font.BOLD, 16));
    style.setAxisTitleFont(new Font(Font.SANS_SERIF, Font.PLAIN, 14));
    style.setAxisTickLabelsFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
    style.setLegendFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
    style.setLegendBorderColor(Color.WHITE);
  }

  private static void save(Chart<?, ?> chart, Path path) throws IOException {
    try (OutputStream out = Files.newOutputStream(path)) {
      ChartEncoder.saveChart(chart, out, "svg");
    }
  }
}
