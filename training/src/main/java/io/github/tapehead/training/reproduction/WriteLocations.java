package io.github.tapehead.training.reproduction;

import io.github.tapehead.model.WeightsFile;
import io.github.tapehead.training.report.Attention;
import io.github.tapehead.training.report.LineChart;
import io.github.tapehead.training.task.PrioritySortTask;
import io.github.tapehead.training.task.Task;
import io.github.tapehead.training.task.TestSetting;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.DoubleStream;

/**
 * Where a network that sorts writes the vectors of each priority: the paper found that the location
 * is nearly a linear function of the priority (Figure 17).
 *
 * @param head the write head whose locations lie best on a line, from 0
 * @param priorities of the vectors of some test sequences
 * @param fit of the locations at which that head's weighting peaked when each vector was read
 */
record WriteLocations(int head, double[] priorities, LocationFit fit) {
  private static final int SEQUENCES = 16;

  /**
   * Runs a network on fresh test sequences.
   *
   * @param weights of a network with a memory
   * @param task says what outputs mean
   * @param setting of the task's tests
   * @param seed of the sequences
   */
  static WriteLocations of(WeightsFile weights, Task task, TestSetting setting, long seed) {
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
    WriteLocations best = null;
    for (int head = 0; head < heads; head++) {
      LocationFit fit =
          LocationFit.of(priorities, peaks[head], weights.configuration().locations());
      if (best == null || fit.rSquared() > best.fit.rSquared()) {
        best = new WriteLocations(head, priorities, fit);
      }
    }
    return best;
  }

  /** The line in words. */
  String text() {
    return String.format(
        Locale.ROOT,
        "head %d: location = %.1f %s %.1f · priority, R² = %.3f",
        head + 1,
        fit.intercept(),
        fit.slope() < 0 ? "−" : "+",
        Math.abs(fit.slope()),
        fit.rSquared());
  }

  /**
   * Draws the locations and the line.
   *
   * @throws IOException if the file cannot be written
   */
  void draw(String title, Path path) throws IOException {
    LineChart chart = LineChart.linear(title, "priority", "location, counted on over the end");
    chart.points("written", priorities, fit.locations(), LineChart.Ink.BLUE);
    double[] ends = {
      DoubleStream.of(priorities).min().orElseThrow(),
      DoubleStream.of(priorities).max().orElseThrow()
    };
    double[] line = {fit.at(ends[0]), fit.at(ends[1])};
    chart.line(text(), ends, line, LineChart.Ink.BROWN, LineChart.Stroke.BOLD);
    chart.write(path);
  }

  private static int peak(float[][] weighting, int step) {
    int peak = 0;
    for (int location = 1; location < weighting.length; location++) {
      peak = weighting[location][step] > weighting[peak][step] ? location : peak;
    }
    return peak;
  }
}
