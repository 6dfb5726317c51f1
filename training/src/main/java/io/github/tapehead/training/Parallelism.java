package io.github.tapehead.training;

/** How many workers train together, and how. */
public sealed interface Parallelism {
  /** The most workers: far beyond any machine. */
  int MOST_WORKERS = 1024;

  /** One worker alone. */
  Parallelism ONE = new Synchronous(1);

  /** Worker threads, 1 or more. */
  int workers();

  /**
   * All work on the same step: each has a share of the batch, their gradients are added up in a
   * fixed order, and one update follows. The same seed and the same number of workers give the same
   * bits; other numbers of workers the same up to rounding.
   *
   * @param workers 1 or more
   */
  record Synchronous(int workers) implements Parallelism {
    /**
     * Checks the number.
     *
     * @throws IllegalArgumentException if it is out of range
     */
    public Synchronous {
      require("workers", workers, 1, MOST_WORKERS);
    }

    @Override
    public String toString() {
      return "synchronous:" + workers;
    }
  }

  /**
   * Nobody waits: each worker draws batches of its own, computes gradients of the shared parameters
   * as they are at that time, and updates them without a lock (Recht et al. 2011). Fast, and not
   * repeatable: an update may rest on parameters that others have changed since, or overwrite parts
   * of theirs.
   *
   * @param workers 1 or more
   * @param moments whether the statistics of the optimiser are shared, too (Mnih et al. 2016 found
   *     that more robust), or each worker has its own
   * @param mostStale updates of others that a gradient may have missed and still be used; what
   *     missed more is thrown away and counted as skipped; 0 for any number
   */
  record Hogwild(int workers, Moments moments, int mostStale) implements Parallelism {
    /**
     * Checks both numbers.
     *
     * @throws IllegalArgumentException if one is out of range
     */
    public Hogwild {
      require("workers", workers, 1, MOST_WORKERS);
      require("most_stale", mostStale, 0, Integer.MAX_VALUE);
    }

    @Override
    public String toString() {
      return "hogwild:" + workers + ":" + moments + (mostStale == 0 ? "" : ":" + mostStale);
    }
  }

  /**
   * Each trains parameters of its own; after some steps all go on from the mean of them (Stich
   * 2018). The same seed, workers and period give the same bits.
   *
   * @param workers 1 or more
   * @param period steps between two means, 1 or more
   */
  record Local(int workers, int period) implements Parallelism {
    /** The longest period. */
    public static final int MOST_STEPS = 1 << 16;

    /**
     * Checks both numbers.
     *
     * @throws IllegalArgumentException if one is out of range
     */
    public Local {
      require("workers", workers, 1, MOST_WORKERS);
      require("period", period, 1, MOST_STEPS);
    }

    @Override
    public String toString() {
      return "local:" + workers + ":" + period;
    }
  }

  /** Whose statistics an optimiser uses. */
  enum Moments {
    /** One set, updated by all without a lock. */
    SHARED,
    /** One set for each worker. */
    OWN;

    @Override
    public String toString() {
      return this == SHARED ? "shared" : "own";
    }
  }

  private static void require(String name, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          name + ": " + value + ", must be from " + least + " to " + most);
    }
  }
}
