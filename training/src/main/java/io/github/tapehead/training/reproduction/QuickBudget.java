package io.github.tapehead.training.reproduction;

/**
 * How long each run may train so that all of them, with their tests, take eight minutes: a quick
 * reproduction is to end within ten, on a machine that does something else besides.
 */
public final class QuickBudget {
  /** Sequences of each test in a quick reproduction. */
  public static final int TEST_SEQUENCES = 32;

  private static final int SECONDS = 480;
  private static final int TESTS_AND_PICTURES = 12;
  private static final int LEAST = 10;

  private QuickBudget() {}

  /**
   * Seconds of training for each run.
   *
   * @param runs how many there are
   * @param jobs how many train at once
   * @throws IllegalArgumentException if there are so many runs that none would learn anything
   */
  public static int secondsPerRun(int runs, int jobs) {
    int rounds = Math.ceilDiv(runs, Math.min(jobs, Runtime.getRuntime().availableProcessors()));
    int seconds = SECONDS / rounds - TESTS_AND_PICTURES;
    if (seconds < LEAST) {
      throw new IllegalArgumentException(
          "--quick: "
              + runs
              + " runs leave "
              + Math.max(seconds, 0)
              + " seconds each, expected at least "
              + LEAST
              + ": fewer tasks, networks or seeds");
    }
    return seconds;
  }
}
