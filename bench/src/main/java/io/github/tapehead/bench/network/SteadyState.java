package io.github.tapehead.bench.network;

import java.util.Arrays;

/** Finds when a program that repeats a step has reached its final speed. */
final class SteadyState {
  /** Steps whose median is looked at. */
  static final int WINDOW = 20;

  private static final double TOLERANCE = 1.25;

  private SteadyState() {}

  /**
   * The first step from which on every window of {@value #WINDOW} steps has a median of at most
   * 1.25 times the final one.
   *
   * @param durations of each step
   * @param finalMedian the speed in the end
   * @return an index, or −1 if the last window is slower still, or there is none
   */
  static int firstSteadyStep(double[] durations, double finalMedian) {
    int first = -1;
    for (int i = durations.length - WINDOW; i >= 0; i--) {
      if (median(durations, i, i + WINDOW) > TOLERANCE * finalMedian) {
        break;
      }
      first = i;
    }
    return first;
  }

  /** The median of the values from one index up to another. */
  static double median(double[] values, int from, int to) {
    double[] sorted = Arrays.copyOfRange(values, from, to);
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  /** The median of all. */
  static double median(double[] values) {
    return median(values, 0, values.length);
  }
}
