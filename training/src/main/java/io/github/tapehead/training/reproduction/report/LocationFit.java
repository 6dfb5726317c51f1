package io.github.tapehead.training.reproduction.report;

/**
 * The straight line on which most of some locations of a memory lie, whose last location is
 * followed by the first: location = intercept + slope · x, nearly.
 *
 * <p>A few points that lie elsewhere would turn a line of least squares away from all others, so
 * the line is sought on which the most points lie (Fischler and Bolles 1981, here with all pairs of
 * points): within {@value #TOLERANCE} locations, counted around the end. Then it is fitted to these
 * by least squares. It may run over the end of the memory, but not more than once around it; and it
 * must climb or fall, for a head that stays in its place follows nothing.
 *
 * @param slope locations per unit of x; 0 if no line was found
 * @param intercept the location at 0, from 0 to below the size
 * @param share of the points that lie on the line; 0 if there is none
 * @param size locations of the memory
 */
record LocationFit(double slope, double intercept, double share, int size) {
  /** A point is on the line if it is no further away, in locations. */
  static final double TOLERANCE = 2;

  /** A line climbs or falls by so many locations at least over all x. */
  private static final double LEAST_RISE = 8;

  /** Points that are nearer than this share of the range make no line: it would be all noise. */
  private static final double LEAST_DISTANCE = 0.1;

  /**
   * Finds the line.
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
    double range = range(x);
    LocationFit best = new LocationFit(0, locations[0], 0, size);
    for (int i = 0; i < x.length; i++) {
      for (int j = 0; j < i; j++) {
        if (Math.abs(x[i] - x[j]) >= LEAST_DISTANCE * range && range > 0) {
          best = best.orThrough(x, locations, i, j, range);
        }
      }
    }
    return best.refined(x, locations, range);
  }

  /** The height of the line. */
  double at(double x) {
    return intercept + slope * x;
  }

  /** A location counted on around the end, as near to the line as it comes. */
  double opened(double x, int location) {
    return at(x) + around(location - at(x));
  }

  /** This or a line through two points, whichever has more points on it. */
  private LocationFit orThrough(double[] x, int[] locations, int i, int j, double range) {
    LocationFit best = this;
    double rise = around(locations[i] - locations[j]);
    for (int turn = -1; turn <= 1; turn++) {
      double slope = (rise + turn * size) / (x[i] - x[j]);
      if (isAllowed(slope, range)) {
        var line = counted(slope, locations[i] - slope * x[i], x, locations);
        best = line.share > best.share ? line : best;
      }
    }
    return best;
  }

  private boolean isAllowed(double slope, double range) {
    return Math.abs(slope) * range >= LEAST_RISE && Math.abs(slope) * range <= size;
  }

  /** By least squares over the points on the line, if no fewer are on it then. */
  private LocationFit refined(double[] x, int[] locations, double range) {
    if (share == 0) {
      return this;
    }
    double n = 0;
    double meanX = 0;
    double meanY = 0;
    for (int i = 0; i < x.length; i++) {
      if (has(x[i], locations[i])) {
        n++;
        meanX += x[i];
        meanY += opened(x[i], locations[i]);
      }
    }
    meanX /= n;
    meanY /= n;
    double xx = 0;
    double xy = 0;
    for (int i = 0; i < x.length; i++) {
      if (has(x[i], locations[i])) {
        xx += (x[i] - meanX) * (x[i] - meanX);
        xy += (x[i] - meanX) * (opened(x[i], locations[i]) - meanY);
      }
    }
    double fitted = xx == 0 ? slope : xy / xx;
    LocationFit line = counted(fitted, meanY - fitted * meanX, x, locations);
    return isAllowed(fitted, range) && line.share >= share ? line : this;
  }

  private LocationFit counted(double slope, double intercept, double[] x, int[] locations) {
    double first = intercept - size * Math.floor(intercept / size);
    LocationFit line = new LocationFit(slope, first, 0, size);
    int count = 0;
    for (int i = 0; i < x.length; i++) {
      count += line.has(x[i], locations[i]) ? 1 : 0;
    }
    return new LocationFit(slope, first, (double) count / x.length, size);
  }

  private boolean has(double x, int location) {
    return Math.abs(around(location - at(x))) <= TOLERANCE;
  }

  /** A difference of locations by the shorter way around the circle. */
  private double around(double difference) {
    return difference - size * Math.rint(difference / size);
  }

  private static double range(double[] x) {
    double least = x[0];
    double most = x[0];
    for (double value : x) {
      least = Math.min(least, value);
      most = Math.max(most, value);
    }
    return most - least;
  }
}
