package io.github.tapehead.training.cli;

import io.github.tapehead.training.Parallelism;
import io.github.tapehead.training.workers.Cores;
import picocli.CommandLine.Option;

/** How many workers train together, and how. */
final class WorkerOptions {
  private static final String SYNCHRONOUS = "synchronous";
  private static final String HOGWILD = "hogwild";
  private static final String LOCAL = "local";
  private static final int USUAL_PERIOD = 16;

  @Option(
      names = "--workers",
      paramLabel = "N",
      description =
          "Threads of this process that train together (default: as many as there are physical"
              + " cores, shared among the processes here; in mode synchronous no more than the"
              + " batch).")
  private Integer workers;

  @Option(
      names = "--mode",
      paramLabel = "MODE",
      description =
          "How workers share the work. synchronous: each has a share of the batch; the same seed"
              + " and workers repeat a run. hogwild: each draws batches of its own and updates the"
              + " common parameters without waiting; more sequences a second, not repeatable."
              + " local:N: each trains alone for N steps, then all take the mean; hogwild:N, over"
              + " several processes: hogwild in each, and their mean after N steps (default:"
              + " synchronous; choose hogwild with a batch too small to share, or cores of unequal"
              + " speed; choose local or hogwild:N where the network between machines is slow).")
  private String mode = SYNCHRONOUS;

  @Option(
      names = "--own-moments",
      description =
          "In mode hogwild: the statistics of the optimiser are each worker's own, not shared.")
  private boolean ownMoments;

  @Option(
      names = "--max-stale",
      paramLabel = "N",
      description =
          "In mode hogwild: throw away a gradient that has missed more than N updates of others; 0"
              + " for none (default: 0).")
  private int maxStale;

  @Option(
      names = "--distributed",
      description =
          "Train together with the other processes that mpirun has started, on one machine or"
              + " several: mpirun -n 4 ./tapehead train copy --distributed. The first one writes.")
  private boolean distributed;

  /** Whether several processes train together. */
  boolean distributed() {
    return distributed;
  }

  /**
   * What the options say.
   *
   * @param batch of the training
   * @param processes that train together
   * @param here those of them on this machine
   * @throws IllegalArgumentException that names the option, its value and its range
   */
  Parallelism parallelism(int batch, int processes, int here) {
    String[] parts = mode.split(":", 2);
    boolean hogwild = parts[0].equals(HOGWILD);
    if (!hogwild && (ownMoments || maxStale != 0)) {
      throw new IllegalArgumentException(
          "--own-moments and --max-stale: expected mode hogwild, found " + mode);
    }
    int cores = Math.max(1, Cores.physical() / here);
    int usual = workers == null ? cores : workers;
    if (hogwild) {
      var moments = ownMoments ? Parallelism.Moments.OWN : Parallelism.Moments.SHARED;
      return new Parallelism.Hogwild(
          usual, processes, moments, maxStale, hogwildPeriod(parts, processes));
    }
    if (parts[0].equals(LOCAL)) {
      return new Parallelism.Local(usual, processes, period(parts));
    }
    if (mode.equals(SYNCHRONOUS)) {
      int most = Math.max(1, batch / processes);
      return new Parallelism.Synchronous(
          workers == null ? Math.min(most, cores) : workers, processes);
    }
    throw new IllegalArgumentException(
        "mode: " + mode + ", expected synchronous, hogwild, hogwild:N or local:N");
  }

  private int hogwildPeriod(String[] parts, int processes) {
    if (processes == 1 && !distributed && parts.length > 1) {
      throw new IllegalArgumentException(
          "mode: " + mode + ", expected hogwild alone without --distributed");
    }
    int period = period(parts);
    return processes == 1 ? 0 : period;
  }

  private int period(String[] parts) {
    if (parts.length == 1) {
      return USUAL_PERIOD;
    }
    try {
      return Integer.parseInt(parts[1]);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "mode: " + mode + ", expected a whole number of steps after the colon", e);
    }
  }
}
