package io.github.tapehead.bench.roofline;

import java.util.Arrays;

/**
 * A measured rate: the median of several rounds and its quartiles.
 *
 * @param median the middle round
 * @param low a quarter of the rounds was slower
 * @param high a quarter of the rounds was faster
 */
public record Figure(double median, double low, double high) {
  /** Sums up rounds, one at least. */
  static Figure of(double[] rounds) {
    if (rounds.length == 0) {
      throw new IllegalArgumentException("rounds: 0, expected 1 or more");
    }
    double[] sorted = rounds.clone();
    Arrays.sort(sorted);
    int last = sorted.length - 1;
    return new Figure(sorted[last / 2], sorted[last / 4], sorted[last - last / 4]);
  }
}
