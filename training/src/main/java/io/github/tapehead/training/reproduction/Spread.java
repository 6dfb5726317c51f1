package io.github.tapehead.training.reproduction;

import java.util.Arrays;
import java.util.Collection;
import java.util.function.DoubleFunction;

/**
 * Median and range of a figure over the seeds.
 *
 * @param count figures; those that are no numbers do not count
 * @param least the smallest; NaN if there is none
 * @param median the middle one, or the mean of the two in the middle
 * @param most the greatest
 */
record Spread(int count, double least, double median, double most) {
  static Spread of(Collection<Double> values) {
    double[] sorted =
        values.stream().mapToDouble(Double::doubleValue).filter(Double::isFinite).toArray();
    Arrays.sort(sorted);
    int count = sorted.length;
    if (count == 0) {
      return new Spread(0, Double.NaN, Double.NaN, Double.NaN);
    }
    double median = (sorted[(count - 1) / 2] + sorted[count / 2]) / 2;
    return new Spread(count, sorted[0], median, sorted[count - 1]);
  }

  /** The median, and the range behind it if there are several figures. */
  String text(DoubleFunction<String> format) {
    String middle = format.apply(median);
    return count < 2
        ? middle
        : middle + " (" + format.apply(least) + "–" + format.apply(most) + ")";
  }
}
