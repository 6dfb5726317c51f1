package io.github.tapehead.training.reproduction.report;

import io.github.tapehead.model.WeightsFile;
import io.github.tapehead.training.report.Attention;
import io.github.tapehead.training.report.LineChart;
import io.github.tapehead.training.task.PrioritySortTask;
import io.github.tapehead.training.task.TestSetting;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Where a network that sorts writes the vectors of each priority: the paper found that the location
 * is nearly a linear function of the priority (Figure 17). The line is fitted to the vectors that
 * are asked for; where a network puts those that it need not give says nothing.
 *
 * @param head the write head most of whose locations lie on a line, from 0
 * @param asked vectors that are asked for
 * @param others vectors of lower priorities
 * @param fit of the locations of those asked for
 */
record WriteLocations(int head, Written asked, Written others, LocationFit fit) {
  private static final int SEQUENCES = 16;

  /**
   * Some vectors.
   *
   * @param priorities of the vectors
   * @param locations at which the head's weighting peaked when each was read
   */
  record Written(double[] priorities, int[] locations) {
    /** Those of them whose numbers are given. */
    private Written only(int[] numbers) {
      return new Written(
          IntStream.of(numbers).mapToDouble(i -> priorities[i]).toArray(),
          IntStream.of(numbers).map(i -> locations[i]).toArray());
    }
  }

  /**
   * Runs a network on fresh test sequences.
   *
   * @param weights of a network with a memory
   * @param task says how many vectors are asked for
   * @param setting of the task's tests
   * @param seed of the sequences
   */
  static WriteLocations of(
      WeightsFile weights, PrioritySortTask task, TestSetting setting, long seed) {
    int vectors = setting.length();
    int heads = weights.configuration().writeHeads();
    double[] priorities = new double[SEQUENCES * vectors];
    int[][] peaks = new int[heads][priorities.length];
    for (int i = 0; i < SEQUENCES; i++) {
      Attention attention =
          Attention.trace(weights.configuration(), weights.parameters(), task, setting, seed + i);
      for (int v = 0; v < vectors; v++) {
        // The first step is the start flag.
        int step = 1 + v;
        int point = i * vectors + v;
        priorities[point] = attention.inputs()[PrioritySortTask.PRIORITY][step];
        for (int head = 0; head < heads; head++) {
          peaks[head][point] = peak(attention.writes().get(head), step);
        }
      }
    }
    boolean[] asked = highest(priorities, vectors, task.sorted());
    return best(priorities, peaks, asked, weights.configuration().locations());
  }

  /** The head most of whose asked vectors lie on a line; peaks are by head and vector. */
  static WriteLocations best(double[] priorities, int[][] peaks, boolean[] asked, int locations) {
    int[] wanted = IntStream.range(0, asked.length).filter(i -> asked[i]).toArray();
    int[] unwanted = IntStream.range(0, asked.length).filter(i -> !asked[i]).toArray();
    WriteLocations best = null;
    for (int head = 0; head < peaks.length; head++) {
      Written all = new Written(priorities, peaks[head]);
      Written fitted = all.only(wanted);
      LocationFit fit = LocationFit.of(fitted.priorities, fitted.locations, locations);
      if (best == null || fit.share() > best.fit.share()) {
        best = new WriteLocations(head, fitted, all.only(unwanted), fit);
      }
    }
    return best;
  }

  /**
   * Which vectors are among the highest of their sequence.
   *
   * @param priorities of sequences one after the other
   * @param vectors of a sequence
   * @param count how many are the highest
   */
  static boolean[] highest(double[] priorities, int vectors, int count) {
    boolean[] highest = new boolean[priorities.length];
    for (int first = 0; first < priorities.length; first += vectors) {
      double[] sorted = Arrays.copyOfRange(priorities, first, first + vectors);
      Arrays.sort(sorted);
      for (int v = first; v < first + vectors; v++) {
        highest[v] = priorities[v] >= sorted[vectors - count];
      }
    }
    return highest;
  }

  /** The line in words. */
  String text() {
    return String.format(
        Locale.ROOT,
        "head %d: location = %.1f %s %.1f · priority, within %.0f for %.0f %%",
        head + 1,
        fit.intercept(),
        fit.slope() < 0 ? "−" : "+",
        Math.abs(fit.slope()),
        LocationFit.TOLERANCE,
        100 * fit.share());
  }

  /**
   * Draws the locations and the line, as {@code name.png} and {@code name.svg}.
   *
   * @throws IOException if the file cannot be written
   */
  void draw(String title, Path folder, String name) throws IOException {
    LineChart chart = LineChart.linear(title, "priority", "location, counted on around the end");
    points(chart, "asked for", asked, LineChart.Ink.BLUE);
    if (others.priorities.length > 0) {
      points(chart, "not asked for", others, LineChart.Ink.ORANGE);
    }
    double[] ends = {
      DoubleStream.of(asked.priorities).min().orElseThrow(),
      DoubleStream.of(asked.priorities).max().orElseThrow()
    };
    double[] line = {fit.at(ends[0]), fit.at(ends[1])};
    chart.line(text(), ends, line, LineChart.Ink.BROWN, LineChart.Stroke.BOLD);
    chart.write(folder.resolve(name + ".png"));
    chart.write(folder.resolve(name + ".svg"));
  }

  private void points(LineChart chart, String name, Written written, LineChart.Ink ink) {
    double[] opened = new double[written.locations.length];
    for (int i = 0; i < opened.length; i++) {
      opened[i] = fit.opened(written.priorities[i], written.locations[i]);
    }
    chart.points(name, written.priorities, opened, ink);
  }

  private static int peak(float[][] weighting, int step) {
    int peak = 0;
    for (int location = 1; location < weighting.length; location++) {
      peak = weighting[location][step] > weighting[peak][step] ? location : peak;
    }
    return peak;
  }
}
