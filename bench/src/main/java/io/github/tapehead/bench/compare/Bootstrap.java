package io.github.tapehead.bench.compare;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * How sure the ratio of two medians is: forks are drawn anew with replacement, iterations within
 * each fork likewise, {@value #DRAWS} times. The seed is fixed, so that the same measurements give
 * the same interval.
 */
final class Bootstrap {
  private static final int DRAWS = 2000;
  private static final long SEED = 20_141_020;
  private static final double TAIL = 0.025;

  private Bootstrap() {}

  /**
   * A ratio with the interval that holds 95 % of the draws.
   *
   * @param value the ratio of the medians
   * @param low the lower end
   * @param high the upper end
   */
  record Ratio(double value, double low, double high) {}

  /** The ratio of two medians, each over all iterations of all forks. */
  static Ratio ratio(List<List<Double>> numerator, List<List<Double>> denominator) {
    double[][] above = arrays("numerator", numerator);
    double[][] below = arrays("denominator", denominator);
    SplittableRandom random = new SplittableRandom(SEED);
    double[] ratios = new double[DRAWS];
    for (int i = 0; i < DRAWS; i++) {
      ratios[i] = median(draw(above, random)) / median(draw(below, random));
    }
    Arrays.sort(ratios);
    int tail = (int) (TAIL * DRAWS);
    return new Ratio(
        median(all(above)) / median(all(below)), ratios[tail], ratios[DRAWS - 1 - tail]);
  }

  private static double[][] arrays(String name, List<List<Double>> forks) {
    double[][] arrays =
        forks.stream()
            .filter(fork -> !fork.isEmpty())
            .map(fork -> fork.stream().mapToDouble(Double::doubleValue).toArray())
            .toArray(double[][]::new);
    if (arrays.length == 0) {
      throw new IllegalArgumentException(name + ": no values, expected 1 or more");
    }
    return arrays;
  }

  private static double[] draw(double[][] forks, SplittableRandom random) {
    double[][] drawn = new double[forks.length][];
    for (int f = 0; f < forks.length; f++) {
      double[] fork = forks[random.nextInt(forks.length)];
      drawn[f] = new double[fork.length];
      for (int i = 0; i < fork.length; i++) {
        drawn[f][i] = fork[random.nextInt(fork.length)];
      }
    }
    return all(drawn);
  }

  private static double[] all(double[][] forks) {
    return Arrays.stream(forks).flatMapToDouble(Arrays::stream).toArray();
  }

  private static double median(double[] values) {
    Arrays.sort(values);
    int count = values.length;
    return (values[(count - 1) / 2] + values[count / 2]) / 2;
  }
}
