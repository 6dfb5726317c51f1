package io.github.tapehead.training;

import io.github.tapehead.model.Initialization;
import io.github.tapehead.model.Parameters;
import io.github.tapehead.training.task.Sizes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Trains one network with one worker thread, the caller's.
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
  private final TrainingStep step;
  private final RandomGenerator random;
  private final StepReport report;
  private final TargetWatch target;

  private volatile boolean stopRequested;

  private Sizes sizes;
  private int skippedInARow;

  private long warmUpNanoseconds;
  private long begin;

  /**
   * Makes a trainer with freshly initialised parameters.
   *
   * @param configuration what to train and how
   */
  public Trainer(TrainingConfiguration configuration) {
    this.configuration = configuration;
    RandomStreams streams = RandomStreams.of(configuration.seed());
    this.random = streams.training();
    this.step =
        new TrainingStep(configuration, configuration.batch(), configuration.task().maxSteps());
    Initialization.initialize(step.parameters(), configuration.network(), streams.initialization());
    if (configuration.keyStrengthBias() != 0) {
      Initialization.keyStrengthBias(
          step.parameters(), configuration.network(), configuration.keyStrengthBias());
    }
    step.load();
    this.report = new StepReport(configuration.batch());
    this.target = new TargetWatch(configuration.limits().targetBits());
    this.sizes = configuration.curriculum().begin();
    report.reach(sizes.reach());
  }

  /** Adds a listener; they are called in the order in which they were added. */
  public void addListener(TrainingListener listener) {
    listeners.add(listener);
  }

  /** The parameters in training, valid until {@link #close()}. */
  public Parameters parameters() {
    return step.parameters();
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
   */
  public TrainingResult run() {
    listeners.forEach(listener -> listener.onBegin(configuration));
    begin = System.nanoTime() - warmUpNanoseconds;
    StopReason reason = null;
    while (reason == null) {
      reason = step() ? reasonToStop() : StopReason.DIVERGED;
    }
    TrainingResult result = result(reason);
    listeners.forEach(listener -> listener.onEnd(result));
    return result;
  }

  /** One step. False if too many in a row had a loss or a gradient that was not finite. */
  private boolean step() {
    grow();
    step.sample(sizes, random);
    if (step.update(rate())) {
      skippedInARow = 0;
      long nanoseconds = System.nanoTime() - begin;
      report.update(nanoseconds, step.bits(), step.wrongBits(), step.norm());
    } else {
      skippedInARow++;
      report.skip(System.nanoTime() - begin);
    }
    boolean counts = sizes.reach() == 1 && report.windowIsFull();
    double meanBits = counts ? report.meanBits() : Double.NaN;
    target.update(meanBits, report.sequences(), report.seconds());
    // By index: a for-each loop would make an iterator each step.
    for (int i = 0; i < listeners.size(); i++) {
      listeners.get(i).onStep(report);
    }
    return skippedInARow < MOST_SKIPPED;
  }

  private float rate() {
    long seen = report.sequences();
    return configuration.learningRate().at(seen, target.sinceFirst(seen));
  }

  /** Goes on to larger sequences when the curriculum says so, and measures the loss anew. */
  private void grow() {
    if (sizes.reach() < 1
        && report.windowIsFull()
        && configuration.curriculum().grows(report.meanBits())) {
      sizes = configuration.curriculum().next(sizes);
      report.reach(sizes.reach());
    }
  }

  private StopReason reasonToStop() {
    Limits limits = configuration.limits();
    long stayed = target.stayed(report.sequences());
    if (stayed >= 0 && stayed >= limits.sequencesAfterTarget()) {
      return StopReason.TARGET;
    }
    if (stopRequested) {
      return StopReason.INTERRUPTED;
    }
    if (stayed < 0 && report.sequences() >= limits.maxSequences()) {
      return StopReason.LIMIT;
    }
    boolean late = limits.maxSeconds() > 0 && report.seconds() >= limits.maxSeconds();
    return late ? StopReason.TIME : null;
  }

  private TrainingResult result(StopReason reason) {
    return new TrainingResult(
        reason,
        report.sequences(),
        report.step(),
        report.skipped(),
        (System.nanoTime() - begin) * 1e-9,
        report.meanBits(),
        report.meanWrongBits(),
        target.result());
  }

  @Override
  public void close() {
    step.close();
  }
}
