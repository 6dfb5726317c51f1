package io.github.tapehead.bench.results;

import java.util.Map;
import java.util.TreeMap;

/** Measured values in ascending order, each with how often it was seen. */
public final class Samples {
  private final double[] values;
  private final long[] counts;
  private final long total;

  private Samples(TreeMap<Double, Long> histogram) {
    values = histogram.keySet().stream().mapToDouble(Double::doubleValue).toArray();
    counts = histogram.values().stream().mapToLong(Long::longValue).toArray();
    long sum = 0;
    for (long count : counts) {
      sum += count;
    }
    total = sum;
    if (total == 0) {
      throw new IllegalArgumentException("samples: none, expected 1 or more");
    }
  }

  /** Samples of a histogram, one value at least. */
  public static Samples of(Map<Double, Long> histogram) {
    return new Samples(new TreeMap<>(histogram));
  }

  /** Samples of values, one at least. */
  public static Samples of(double... values) {
    TreeMap<Double, Long> histogram = new TreeMap<>();
    for (double value : values) {
      histogram.merge(value, 1L, Long::sum);
    }
    return new Samples(histogram);
  }

  /** How many there are. */
  public long count() {
    return total;
  }

  /** The middle one; of an even number, the mean of the two in the middle. */
  public double median() {
    return (at((total - 1) / 2) + at(total / 2)) / 2;
  }

  /**
   * The least sample that a share of all samples does not exceed.
   *
   * @param share 0 to 1
   */
  public double quantile(double share) {
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException("share: " + share + ", expected 0 to 1");
    }
    return at(Math.max(0, (long) Math.ceil(share * total) - 1));
  }

  /** The sample at a rank, from 0. */
  private double at(long rank) {
    long seen = 0;
    for (int i = 0; i < values.length; i++) {
      seen += counts[i];
      if (rank < seen) {
        return values[i];
      }
    }
    return values[values.length - 1];
  }
}
