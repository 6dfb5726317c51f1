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
          "Threads that train together (default: as many as there are physical cores, but no more"
              + " than the batch in mode synchronous).")
  private Integer workers;

  @Option(
      names = "--mode",
      paramLabel = "MODE",
      description =
          "How workers share the work. synchronous: each has a share of the batch; the same seed"
              + " and workers repeat a run. hogwild: each draws batches of its own and updates the"
              + " common parameters without waiting; more sequences a second, not repeatable."
              + " local:N: each trains alone for N steps, then all take the mean (default:"
              + " synchronous; choose hogwild with a batch too small to share, or cores of unequal"
              + " speed).")
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

  /**
   * What the options say.
   *
   * @param batch of the training
   * @throws IllegalArgumentException that names the option, its value and its range
   */
  Parallelism parallelism(int batch) {
    String[] parts = mode.split(":", 2);
    boolean hogwild = mode.equals(HOGWILD);
    if (!hogwild && (ownMoments || maxStale != 0)) {
      throw new IllegalArgumentException(
          "--own-moments and --max-stale: expected mode hogwild, found " + mode);
    }
    if (hogwild) {
      var moments = ownMoments ? Parallelism.Moments.OWN : Parallelism.Moments.SHARED;
      return new Parallelism.Hogwild(or(Cores.physical()), moments, maxStale);
    }
    if (parts[0].equals(LOCAL)) {
      int period = parts.length == 1 ? USUAL_PERIOD : period(parts[1]);
      return new Parallelism.Local(or(Cores.physical()), period);
    }
    if (mode.equals(SYNCHRONOUS)) {
      return new Parallelism.Synchronous(or(Math.min(batch, Cores.physical())));
    }
    throw new IllegalArgumentException(
        "mode: " + mode + ", expected synchronous, hogwild or local:N");
  }

  private int or(int usual) {
    return workers == null ? usual : workers;
  }

  private int period(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "mode: " + mode + ", expected a whole number of steps after the colon", e);
    }
  }
}
