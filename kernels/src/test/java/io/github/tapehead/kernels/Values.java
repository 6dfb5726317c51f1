package io.github.tapehead.kernels;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;

/** Random content for buffers, the same in every run: doubles that are exact floats. */
final class Values {
  private final SplittableRandom random;

  Values(long seed) {
    random = new SplittableRandom(seed);
  }

  /** From {@code low} to {@code high}. */
  static DoubleUnaryOperator uniform(double low, double high) {
    return u -> low + (high - low) * u;
  }

  /** {@code count} values: the distribution of uniform numbers from 0 to 1. */
  double[] draw(int count, DoubleUnaryOperator distribution) {
    return rounded(random.doubles(count).map(distribution).toArray());
  }

  /** Rows that sum to 1, without tiny entries; every third row is sharp. */
  double[] weightings(int rows, int columns) {
    double[] all = new double[rows * columns];
    for (int r = 0; r < rows; r++) {
      double[] row = random.doubles(columns, 0.1, 1).toArray();
      if (r % 3 == 1) {
        row[columns / 2] = 50.0 * columns;
      }
      double sum = Arrays.stream(row).sum();
      for (int c = 0; c < columns; c++) {
        all[r * columns + c] = row[c] / sum;
      }
    }
    return rounded(all);
  }

  /** Each value as the nearest float. */
  static double[] rounded(double[] values) {
    return Arrays.stream(values).map(x -> (float) x).toArray();
  }
}
