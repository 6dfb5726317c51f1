package io.github.tapehead.training.reproduction;

/**
 * A straight line fitted to locations of a memory, whose last location is followed by the first:
 * location = intercept + slope · x, by least squares.
 *
 * <p>The circle is cut open where the line fits best, and locations before the cut are counted on
 * beyond the end. So a line may run over the end of the memory, but not more than once around it.
 *
 * @param slope locations per unit of x
 * @param intercept the location at 0
 * @param rSquared the share of the variance that the line explains, from 0 to 1; 0 if there is none
 *     to explain
 * @param locations the locations on the opened circle, in the order given: from some cut on, it and
 *     as many as the memory has
 */
record LocationFit(double slope, double intercept, double rSquared, double[] locations) {
  /** Sums of squares that differ by less, relatively, are rounding. */
  private static final double ROUNDING = 1e-9;

  /**
   * Fits a line.
   *
   * @param x where
   * @param locations the location at each x, from 0 to below {@code size}
   * @param size locations of the memory
   * @throws IllegalArgumentException if there are not as many locations as x, two at least
   */
  static LocationFit of(double[] x, int[] locations, int size) {
    if (x.length != locations.length || x.length < 2) {
      throw new IllegalArgumentException(
          "locations: " + locations.length + ", expected as many as x, " + x.length + ", and two");
    }
    LocationFit best = null;
    double least = Double.POSITIVE_INFINITY;
    for (int cut = 0; cut < size; cut++) {
      double[] opened = new double[x.length];
      for (int i = 0; i < x.length; i++) {
        opened[i] = locations[i] < cut ? locations[i] + size : locations[i];
      }
      LocationFit fit = line(x, opened);
      double residual = fit.residual(x);
      if (residual < least - ROUNDING * (1 + residual)) {
        best = fit;
        least = residual;
      }
    }
    return best;
  }

  /** The height of the line. */
  double at(double x) {
    return intercept + slope * x;
  }

  private static LocationFit line(double[] x, double[] y) {
    double meanX = mean(x);
    double meanY = mean(y);
    double xx = 0;
    double xy = 0;
    double yy = 0;
    for (int i = 0; i < x.length; i++) {
      xx += (x[i] - meanX) * (x[i] - meanX);
      xy += (x[i] - meanX) * (y[i] - meanY);
      yy += (y[i] - meanY) * (y[i] - meanY);
    }
    double slope = xx == 0 ? 0 : xy / xx;
    double explained = yy == 0 ? 0 : slope * xy / yy;
    return new LocationFit(slope, meanY - slope * meanX, Math.clamp(explained, 0, 1), y);
  }

  private double residual(double[] x) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      double difference = locations[i] - at(x[i]);
      sum += difference * difference;
    }
    return sum;
  }

  private static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }
}
