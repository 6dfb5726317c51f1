package io.github.tapehead.bench.network;

import java.util.Arrays;
import java.util.Locale;

/**
 * Percentiles of what single calls took, in microseconds, the clock's own time included.
 *
 * @param calls how many calls
 * @param p50 the median
 * @param p99 99 of 100 calls took no longer
 * @param p999 999 of 1,000 calls took no longer
 * @param worst the longest
 */
record Latencies(int calls, double p50, double p99, double p999, double worst) {
  /** Sums up nanoseconds, which it sorts. */
  static Latencies of(long[] nanoseconds) {
    Arrays.sort(nanoseconds);
    int n = nanoseconds.length;
    return new Latencies(
        n,
        at(nanoseconds, 0.5),
        at(nanoseconds, 0.99),
        at(nanoseconds, 0.999),
        nanoseconds[n - 1] / 1e3);
  }

  private static double at(long[] sorted, double share) {
    int rank = (int) Math.ceil(share * sorted.length);
    return sorted[Math.max(rank, 1) - 1] / 1e3;
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "p50 %.2f, p99 %.2f, p99.9 %.2f, worst %.0f µs over %,d",
        p50,
        p99,
        p999,
        worst,
        calls);
  }
}
