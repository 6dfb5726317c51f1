package io.github.tapehead.training;

import io.github.tapehead.model.Parameters;
import io.github.tapehead.training.checkpoint.Snapshot;
import io.github.tapehead.training.checkpoint.Snapshots;
import io.github.tapehead.training.checkpoint.State;
import io.github.tapehead.training.workers.Team;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Trains one network with one worker or more ({@link Parallelism}); the first one works on the
 * caller's thread.
 *
 * <p>A step whose loss or gradient is not finite changes nothing: it is skipped and counted.
 * {@value #MOST_SKIPPED} such steps in a row end the training.
 *
 * <p>After {@linkplain #warmUp warm-up} a step allocates nothing. All memory belongs to the trainer
 * and goes with {@link #close()}.
 *
 * <p>Only {@link #stop()} may be called from another thread.
 */
public final class Trainer implements AutoCloseable {
  /** Steps in a row without a finite gradient after which a training has diverged. */
  public static final int MOST_SKIPPED = 100;

  private final TrainingConfiguration configuration;
  private final List<TrainingListener> listeners = new ArrayList<>();
  private final Communicator processes;
  private final Team team;
  private final TrainingProgress progress;

  private volatile boolean stopRequested;

  private long warmUpNanoseconds;

  /**
   * Makes a trainer with freshly initialised parameters.
   *
   * @param configuration what to train and how
   */
  public Trainer(TrainingConfiguration configuration) {
    this(configuration, Communicator.ALONE);
  }

  /**
   * Makes one of the trainers that train together, a process each, all with the same configuration.
   * They begin with the parameters of rank 0, and take the time, and requests to end, from there.
   *
   * @param configuration what to train and how
   * @param processes as many as the configuration says
   * @throws IllegalArgumentException if there are more or fewer
   */
  public Trainer(TrainingConfiguration configuration, Communicator processes) {
    this.configuration = configuration;
    this.processes = processes;
    progress = new TrainingProgress(configuration, listeners, () -> stopRequested);
    RandomStreams streams = RandomStreams.of(configuration.seed());
    team = Team.of(configuration, streams.training(), processes);
    configuration
        .start()
        .initialize(team.parameters(), configuration.network(), streams.initialization());
  }

  /** Adds a listener; they are called in the order in which they were added. */
  public void addListener(TrainingListener listener) {
    listeners.add(listener);
  }

  /** The parameters in training, valid until {@link #close()}. */
  public Parameters parameters() {
    return team.parameters();
  }

  /** What is trained and how. */
  public TrainingConfiguration configuration() {
    return configuration;
  }

  /** Asks for an end after the current step. From any thread, before or during {@link #run()}. */
  public void stop() {
    stopRequested = true;
  }

  /**
   * Brings the code to full speed; optional, before {@link #run()}. Its time counts as part of the
   * training.
   *
   * @param limit ends the warm-up after the step in which it passes; {@link #stop()} ends it, too
   */
  public WarmUp.Result warmUp(Duration limit) {
    WarmUp.Result result = WarmUp.run(configuration, limit, () -> stopRequested);
    warmUpNanoseconds += (long) (result.seconds() * 1e9);
    return result;
  }

  /**
   * The state of the training, from which another trainer of the same configuration, its limits
   * aside, can {@linkplain #restore go on}. Before or after {@link #run()}, or while a listener's
   * {@link TrainingListener#onRest} is called.
   *
   * <p>Of several processes, all call it after the same step; what it gives is whole at rank 0.
   */
  public Snapshot snapshot() {
    var common = new State();
    var own = new State();
    addTo(common, own);
    return Snapshots.gather(common.read(), own.read(), processes);
  }

  /**
   * Goes on from a snapshot: with the same bits as the trainer that it was taken of, but for
   * {@linkplain Parallelism.Hogwild Hogwild}. Once, before {@link #run()}, when all listeners are
   * added that were there when the snapshot was taken.
   *
   * <p>Of several processes, all call it; the snapshot of rank 0 is that of all.
   *
   * @param snapshot null to begin anew; not looked at but at rank 0
   * @throws IllegalArgumentException if it is of another configuration; the trainer is then to be
   *     closed
   */
  public void restore(Snapshot snapshot) {
    Snapshot shared = Snapshots.share(snapshot, processes);
    if (shared != null) {
      var common = new State();
      var own = new State();
      addTo(common, own);
      own.restore(shared);
      common.restore(shared);
    }
  }

  /** Listeners are those of rank 0: others need not have the same. */
  private void addTo(State common, State own) {
    team.addTo(common, own);
    if (processes.rank() == 0) {
      listeners.forEach(listener -> listener.addTo(common));
    }
    progress.addTo(common);
  }

  /**
   * Trains until a limit, the target, {@link #stop()} or divergence. To be called once.
   *
   * @return the outcome
   * @throws RuntimeException or error that a worker threw, after all have ended
   */
  public TrainingResult run() {
    listeners.forEach(listener -> listener.onBegin(configuration));
    progress.begin(warmUpNanoseconds);
    team.train(progress);
    TrainingResult result = progress.result();
    listeners.forEach(listener -> listener.onEnd(result));
    return result;
  }

  @Override
  public void close() {
    team.close();
  }
}
