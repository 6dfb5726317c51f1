package io.github.tapehead.training.cli;

/**
 * How far a computed tensor is from a fixture's.
 *
 * @param name of the tensor
 * @param largest the largest absolute difference
 * @param tolerance the largest difference allowed, 0 where nothing was compared
 * @param compared false if the fixture lacks the tensor
 */
record Deviation(String name, double largest, double tolerance, boolean compared) {
  /** A tensor that the fixture does not hold. */
  static Deviation skipped(String name) {
    return new Deviation(name, 0, 0, false);
  }

  /**
   * Compares.
   *
   * @param relative tolerance as a fraction of the expected tensor's largest absolute entry
   */
  static Deviation of(String name, float[] actual, float[] expected, double relative) {
    double largest = 0;
    double scale = 0;
    for (int i = 0; i < expected.length; i++) {
      double difference = Math.abs((double) actual[i] - expected[i]);
      // Math.max keeps a NaN.
      largest = Math.max(largest, difference);
      scale = Math.max(scale, Math.abs(expected[i]));
    }
    return new Deviation(name, largest, relative * scale, true);
  }

  /** Whether the difference is within the tolerance; never if it is NaN. */
  boolean passes() {
    return !compared || largest <= tolerance;
  }
}
