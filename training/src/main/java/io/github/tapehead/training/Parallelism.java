package io.github.tapehead.training;

/** How many workers train together, and how. */
public sealed interface Parallelism {
  /** The most workers of a process, and the most processes: far beyond any machine. */
  int MOST_WORKERS = 1024;

  /** The longest period between two means. */
  int MOST_STEPS = 1 << 16;

  /** One worker alone. */
  Parallelism ONE = new Synchronous(1);

  /** Worker threads of each process, 1 or more. */
  int workers();

  /** Processes that train together, 1 or more. */
  int processes();

  /** Workers of all processes. */
  default int allWorkers() {
    return workers() * processes();
  }

  /**
   * All work on the same step: each has a share of the batch, their gradients are added up in a
   * fixed order, and one update follows. The same seed and the same number of workers give the same
   * bits; other numbers of workers the same up to rounding.
   *
   * @param workers of each process, 1 or more
   * @param processes 1 or more
   */
  record Synchronous(int workers, int processes) implements Parallelism {
    /**
     * Checks both numbers.
     *
     * @throws IllegalArgumentException if one is out of range
     */
    public Synchronous {
      requireWorkers(workers, processes);
    }

    /** Workers of one process. */
    public Synchronous(int workers) {
      this(workers, 1);
    }

    @Override
    public String toString() {
      return "synchronous:" + workers + among(processes);
    }
  }

  /**
   * Nobody waits: each worker draws batches of its own, computes gradients of the shared parameters
   * as they are at that time, and updates them without a lock (Recht et al. 2011). Fast, and not
   * repeatable: an update may rest on parameters that others have changed since, or overwrite parts
   * of theirs. Several processes have parameters of their own, and take the mean of them from time
   * to time.
   *
   * @param workers of each process, 1 or more
   * @param processes 1 or more
   * @param moments whether the statistics of the optimiser are shared, too (Mnih et al. 2016 found
   *     that more robust), or each worker has its own
   * @param mostStale updates of others that a gradient may have missed and still be used; what
   *     missed more is thrown away and counted as skipped; 0 for any number
   * @param period steps of each worker between two means of all processes; 0 for one process
   */
  record Hogwild(int workers, int processes, Moments moments, int mostStale, int period)
      implements Parallelism {
    /**
     * Checks every number.
     *
     * @throws IllegalArgumentException if one is out of range
     */
    public Hogwild {
      requireWorkers(workers, processes);
      require("most_stale", mostStale, 0, Integer.MAX_VALUE);
      require("period", period, processes == 1 ? 0 : 1, processes == 1 ? 0 : MOST_STEPS);
    }

    /** Workers of one process. */
    public Hogwild(int workers, Moments moments, int mostStale) {
      this(workers, 1, moments, mostStale, 0);
    }

    @Override
    public String toString() {
      String bound = mostStale == 0 ? "" : ":" + mostStale;
      String means = period == 0 ? "" : ", means every " + period + " steps";
      return "hogwild:" + workers + ":" + moments + bound + among(processes) + means;
    }
  }

  /**
   * Each trains parameters of its own; after some steps all go on from the mean of them (Stich
   * 2018). The same seed, workers and period give the same bits.
   *
   * @param workers of each process, 1 or more
   * @param processes 1 or more
   * @param period steps between two means, 1 or more
   */
  record Local(int workers, int processes, int period) implements Parallelism {
    /**
     * Checks every number.
     *
     * @throws IllegalArgumentException if one is out of range
     */
    public Local {
      requireWorkers(workers, processes);
      require("period", period, 1, MOST_STEPS);
    }

    /** Workers of one process. */
    public Local(int workers, int period) {
      this(workers, 1, period);
    }

    @Override
    public String toString() {
      return "local:" + workers + ":" + period + among(processes);
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

  private static String among(int processes) {
    return processes == 1 ? "" : " in " + processes + " processes";
  }

  private static void requireWorkers(int workers, int processes) {
    require("workers", workers, 1, MOST_WORKERS);
    require("processes", processes, 1, MOST_WORKERS);
  }

  private static void require(String name, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          name + ": " + value + ", must be from " + least + " to " + most);
    }
  }
}
