package io.github.tapehead.training;

import io.github.tapehead.model.Initialization;
import io.github.tapehead.model.Parameters;
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
  private final Team team;

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
    RandomStreams streams = RandomStreams.of(configuration.seed());
    team = Team.of(configuration, streams.training(), processes);
    Initialization.initialize(team.parameters(), configuration.network(), streams.initialization());
    if (configuration.keyStrengthBias() != 0) {
      Initialization.keyStrengthBias(
          team.parameters(), configuration.network(), configuration.keyStrengthBias());
    }
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
   * Trains until a limit, the target, {@link #stop()} or divergence. To be called once.
   *
   * @return the outcome
   * @throws RuntimeException or error that a worker threw, after all have ended
   */
  public TrainingResult run() {
    listeners.forEach(listener -> listener.onBegin(configuration));
    long begin = System.nanoTime() - warmUpNanoseconds;
    var progress = new TrainingProgress(configuration, listeners, () -> stopRequested, begin);
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
