package io.github.tapehead.bench.roofline;

/** Times a piece of work in rounds of about {@value #ROUND_MILLIS} ms, after a warm-up. */
final class Rounds {
  static final int ROUNDS = 15;

  private static final int ROUND_MILLIS = 15;
  private static final int WARM_UP_MILLIS = 100;

  /** Beyond the invocations after which C2 compiles a method with a loop. */
  private static final int WARM_UP_CALLS = 12_000;

  private static final int MILLION = 1_000_000;

  private Rounds() {}

  /** Work that can be repeated. */
  @FunctionalInterface
  interface Work {
    /** Does the work once. */
    void run();
  }

  /**
   * Has a method compiled by calling it often with little to do: a long loop, called rarely, would
   * stay in code that was compiled for a jump into its middle, and that code boxes vectors.
   */
  static void compile(Work little) {
    for (int i = 0; i < WARM_UP_CALLS; i++) {
      little.run();
    }
  }

  /**
   * Measures a rate.
   *
   * @param amount what one call of the work does, in flops or bytes
   * @return amount per nanosecond, so 10⁹ a second
   */
  static Figure measure(double amount, Work work) {
    int repetitions = repetitions(work);
    double[] rates = new double[ROUNDS];
    for (int r = 0; r < ROUNDS; r++) {
      rates[r] = amount * repetitions / nanoseconds(repetitions, work);
    }
    return Figure.of(rates);
  }

  /** Warms up, and says how many repetitions fill a round afterwards. */
  static int repetitions(Work work) {
    long begin = System.nanoTime();
    int repetitions = 1;
    long last;
    do {
      last = nanoseconds(repetitions, work);
      if (last < (long) ROUND_MILLIS * MILLION) {
        repetitions *= 2;
      }
    } while (System.nanoTime() - begin < (long) WARM_UP_MILLIS * MILLION);
    return (int) Math.max(1, (long) repetitions * ROUND_MILLIS * MILLION / Math.max(1, last));
  }

  /** The time that so many repetitions take. */
  static long nanoseconds(int repetitions, Work work) {
    long begin = System.nanoTime();
    for (int i = 0; i < repetitions; i++) {
      work.run();
    }
    return System.nanoTime() - begin;
  }
}
