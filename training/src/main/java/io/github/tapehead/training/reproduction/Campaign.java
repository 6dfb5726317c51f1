package io.github.tapehead.training.reproduction;

import io.github.tapehead.training.Communicator;
import io.github.tapehead.training.run.Checkpointing;
import io.github.tapehead.training.run.PicturesException;
import io.github.tapehead.training.run.TrainingRun;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Runs what is not finished of a plan, several runs at once, each on one thread. What a run learns
 * does not depend on how many there are, unless it ends by time.
 *
 * <p>Only {@link #stop()} may be called from another thread.
 */
public final class Campaign {
  private final List<PlannedRun> missing = new ArrayList<>();
  private final int jobs;
  private final int every;
  private final Set<TrainingRun> running = ConcurrentHashMap.newKeySet();
  private volatile boolean stopRequested;

  /** Is told of runs; by several threads. */
  public interface Listener {
    /** A run has ended, perhaps because it was interrupted. */
    void ended(PlannedRun run, TrainingRun.Outcome outcome);

    /** A run has failed; {@link Campaign#run} throws that when the others have ended. */
    default void failed(PlannedRun run, Throwable cause) {}

    /** A checkpoint of a run cannot be used. */
    default void warned(PlannedRun run, String warning) {}
  }

  /**
   * Looks what is missing.
   *
   * @param plan what is wanted
   * @param jobs runs at once, 1 or more
   * @param every steps from line to line of the metrics, 1 or more
   * @throws IOException if a result is there and cannot be read
   */
  public Campaign(Plan plan, int jobs, int every) throws IOException {
    if (jobs < 1) {
      throw new IllegalArgumentException("jobs: " + jobs + ", must be at least 1");
    }
    this.jobs = jobs;
    this.every = every;
    for (PlannedRun run : plan.runs()) {
      if (run.finished().isEmpty()) {
        missing.add(run);
      }
    }
  }

  /** The runs that are not finished yet, as of the beginning. */
  public List<PlannedRun> missing() {
    return List.copyOf(missing);
  }

  /** Asks all runs for an end, and begins no other. */
  public void stop() {
    stopRequested = true;
    running.forEach(TrainingRun::stop);
  }

  /**
   * Runs what is missing, from the last checkpoint of each where there is one, until everything is
   * finished or {@link #stop()}. An exception in one run stops the others, unless it lacks nothing
   * but its pictures; those of other runs are {@linkplain Throwable#getSuppressed() suppressed} in
   * that of the first.
   *
   * @param listener is told of every run that has begun
   * @throws IOException if a file cannot be written
   */
  public void run(Listener listener) throws IOException {
    List<Future<?>> futures = new ArrayList<>();
    try (ExecutorService workers = Executors.newFixedThreadPool(jobs)) {
      for (PlannedRun run : missing) {
        futures.add(
            workers.submit(() -> {
              perform(run, listener);
              return null;
            }));
      }
    }
    throwFirst(futures.stream().map(Campaign::failure).filter(Objects::nonNull).toList());
  }

  private void perform(PlannedRun planned, Listener listener) throws IOException {
    if (stopRequested) {
      return;
    }
    var checkpointing =
        new Checkpointing(
            Checkpointing.USUAL_EVERY,
            Checkpointing.USUAL_KEEP,
            Checkpointing.Beginning.RESUMED_IF_POSSIBLE,
            warning -> listener.warned(planned, warning));
    TrainingRun run =
        new TrainingRun(
            planned.configuration(),
            Communicator.ALONE,
            every,
            planned.testSequences(),
            checkpointing);
    running.add(run);
    try {
      if (stopRequested) {
        run.stop();
      }
      TrainingRun.Outcome outcome = run.into(planned.place().folder().path(), trainer -> {});
      if (planned.finished().isPresent()) {
        planned.place().folder().checkpoints().clear();
      }
      listener.ended(planned, outcome);
    } catch (IOException | RuntimeException | Error e) {
      if (!(e instanceof PicturesException)) {
        stop();
      }
      listener.failed(planned, e);
      throw e;
    } finally {
      running.remove(run);
    }
  }

  /** What a run has thrown, or null. */
  private static Throwable failure(Future<?> future) {
    return future.state() == Future.State.FAILED ? future.exceptionNow() : null;
  }

  private static void throwFirst(List<Throwable> failures) throws IOException {
    if (failures.isEmpty()) {
      return;
    }
    Throwable first = failures.getFirst();
    failures.stream().filter(other -> other != first).forEach(first::addSuppressed);
    switch (first) {
      case IOException cause -> throw cause;
      case RuntimeException cause -> throw cause;
      case Error cause -> throw cause;
      default -> throw new AssertionError(first);
    }
  }
}
