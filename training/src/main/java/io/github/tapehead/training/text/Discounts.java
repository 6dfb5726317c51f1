package io.github.tapehead.training.text;

/**
 * What modified Kneser-Ney smoothing takes from counts, to give it to symbols that were not seen:
 * one discount for counts of 1, one for 2, one for 3 and more (Chen, Goodman 1999, eq. 26).
 *
 * @param one 0 to 1
 * @param two 0 to 2
 * @param more 0 to 3
 */
record Discounts(double one, double two, double more) {
  /** Where counts are too few, or too even, to estimate discounts from. */
  static final Discounts USUAL = new Discounts(0.5, 1, 1.5);

  /**
   * Estimates the discounts.
   *
   * @param n n[k] is the number of n-grams with a count of k, for k from 1 to 4
   */
  static Discounts estimate(int[] n) {
    double y = n[1] / (n[1] + 2.0 * n[2]);
    double one = 1 - 2 * y * n[2] / n[1];
    double two = 2 - 3 * y * n[3] / n[2];
    double more = 3 - 4 * y * n[4] / n[3];
    // Also false where a quotient does not exist.
    boolean positive = one > 0 && two > 0 && more > 0;
    return positive ? new Discounts(one, two, more) : USUAL;
  }

  /** What is taken from a count. */
  double of(int count) {
    return switch (count) {
      case 0 -> 0;
      case 1 -> one;
      case 2 -> two;
      default -> more;
    };
  }
}
