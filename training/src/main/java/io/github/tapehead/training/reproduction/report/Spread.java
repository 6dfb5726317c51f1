package io.github.tapehead.training.reproduction.report;

import java.util.Arrays;
import java.util.Collection;
import java.util.function.DoubleFunction;

/**
 * Median and range of a figure over the seeds. A seed whose figure is not finite has none.
 *
 * @param seeds all of them
 * @param count those that have a figure
 * @param least the smallest; NaN if there is none
 * @param median the middle one, or the mean of the two in the middle; NaN if there is none
 * @param most the greatest
 */
record Spread(int seeds, int count, double least, double median, double most) {
  private static final String NONE = "–";

  /** Of figures that say nothing of how well a seed did: the median is of those there are. */
  static Spread of(Collection<Double> values) {
    double[] sorted = finite(values);
    return of(values.size(), sorted, median(sorted, sorted.length));
  }

  /**
   * Of losses, times and the like: a seed without a figure has failed, and counts in the median as
   * worse than any other.
   */
  static Spread ofCosts(Collection<Double> values) {
    double[] sorted = finite(values);
    return of(values.size(), sorted, median(sorted, values.size()));
  }

  private static Spread of(int seeds, double[] sorted, double median) {
    int count = sorted.length;
    return count == 0
        ? new Spread(seeds, 0, Double.NaN, Double.NaN, Double.NaN)
        : new Spread(seeds, count, sorted[0], median, sorted[count - 1]);
  }

  private static double[] finite(Collection<Double> values) {
    return values.stream()
        .mapToDouble(Double::doubleValue)
        .filter(Double::isFinite)
        .sorted()
        .toArray();
  }

  /** Of so many values, the greatest of which are missing; NaN if the middle is among these. */
  private static double median(double[] sorted, int all) {
    double[] values = Arrays.copyOf(sorted, all);
    Arrays.fill(values, sorted.length, all, Double.NaN);
    return all == 0 ? Double.NaN : (values[(all - 1) / 2] + values[all / 2]) / 2;
  }

  /**
   * The median, the range behind it if that says more, and how many seeds have a figure if not all
   * have.
   */
  String text(DoubleFunction<String> format) {
    return text(format, "");
  }

  /** The same with a unit behind the figures. */
  String text(DoubleFunction<String> format, String unit) {
    if (count == 0) {
      return NONE;
    }
    String middle = Double.isNaN(median) ? NONE : format.apply(median);
    String all = count == seeds ? "" : ", " + count + " of " + seeds;
    String low = format.apply(least);
    String high = format.apply(most);
    String range = low.equals(high) ? low : low + "–" + high;
    return middle + (range.equals(middle) ? "" : " (" + range + ")") + unit + all;
  }
}
