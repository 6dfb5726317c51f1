package io.github.tapehead.training;

import io.github.tapehead.training.checkpoint.State;
import io.github.tapehead.training.task.Sizes;
import io.github.tapehead.training.workers.Progress;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * How far a training is, what its listeners hear, and when it ends. The lock is held while a report
 * is taken in, listeners included: some microseconds in a step of milliseconds, more where one
 * writes a checkpoint.
 */
final class TrainingProgress implements Progress {
  private final TrainingConfiguration configuration;
  private final List<TrainingListener> listeners;
  private final BooleanSupplier stopRequested;
  private final StepReport report;
  private final TargetWatch target;
  private final boolean alone;
  private long agreedNanoseconds;
  private boolean agreedStop;
  private long begin;
  private int skippedInARow;
  private volatile Sizes sizes;
  private volatile float rate;
  private volatile StopReason reason;

  /** A training before its first step; its time begins with {@link #begin}. */
  TrainingProgress(
      TrainingConfiguration configuration,
      List<TrainingListener> listeners,
      BooleanSupplier stopRequested) {
    this.configuration = configuration;
    this.listeners = listeners;
    this.stopRequested = stopRequested;
    report = new StepReport(configuration.batch());
    alone = configuration.parallelism().processes() == 1;
    target = new TargetWatch(configuration.limits().targetBits());
    sizes = configuration.curriculum().begin();
    report.reach(sizes.reach());
    rate = configuration.learningRate().at(0, -1);
  }

  /** Adds everything to a state. */
  void addTo(State state) {
    report.addTo(state);
    state.count("skipped_in_a_row", () -> skippedInARow, value -> skippedInARow = (int) value);
    state.real("sizes.reach", () -> sizes.reach(), this::restoreReach);
    target.addTo(state);
    state.text("ended", this::ending, this::restoreEnding);
  }

  private void restoreReach(double reach) {
    sizes = new Sizes(reach, sizes.uniform());
  }

  /** Why training has ended, and under which limits; empty if it has not. */
  private String ending() {
    return reason == null ? "" : reason + ", " + configuration.limits();
  }

  /** An end stays one, unless there are other limits now. To be restored last. */
  private void restoreEnding(String ending) {
    for (StopReason ended : StopReason.values()) {
      if (ended != StopReason.INTERRUPTED && ending.equals(ended + ", " + configuration.limits())) {
        reason = ended;
      }
    }
    long seen = report.sequences();
    if (reason == null) {
      reason = reasonToStop(target.stayed(seen));
    }
    rate = configuration.learningRate().at(seen, target.sinceFirst(seen));
  }

  /**
   * Begins, or goes on: the time so far counts.
   *
   * @param before nanoseconds that count too
   */
  void begin(long before) {
    begin = System.nanoTime() - before - report.nanoseconds();
  }

  @Override
  public boolean ended() {
    return reason != null;
  }

  @Override
  public double seconds() {
    return (System.nanoTime() - begin) * 1e-9;
  }

  @Override
  public boolean stopRequested() {
    return stopRequested.getAsBoolean();
  }

  @Override
  public synchronized void agree(double seconds, boolean stop) {
    agreedNanoseconds = (long) (seconds * 1e9);
    agreedStop = stop;
  }

  @Override
  public Sizes sizes() {
    return sizes;
  }

  @Override
  public float rate() {
    return rate;
  }

  @Override
  public synchronized void updated(double bits, double wrongBits, double norm, long staleness) {
    skippedInARow = 0;
    report.update(nanoseconds(), bits, wrongBits, norm, staleness);
    next();
  }

  @Override
  public synchronized void skipped() {
    skippedInARow++;
    report.skip(nanoseconds());
    next();
  }

  @Override
  public synchronized void rest() {
    for (int i = 0; i < listeners.size(); i++) {
      listeners.get(i).onRest(report);
    }
  }

  private long nanoseconds() {
    return alone ? System.nanoTime() - begin : agreedNanoseconds;
  }

  /** What comes after a step. Others may end a step after the one that ended the training. */
  private void next() {
    boolean counts = sizes.reach() == 1 && report.windowIsFull();
    double meanBits = counts ? report.meanBits() : Double.NaN;
    long seen = report.sequences();
    target.update(meanBits, seen, report.seconds());
    // By index: a for-each loop would make an iterator each step.
    for (int i = 0; i < listeners.size(); i++) {
      listeners.get(i).onStep(report);
    }
    if (reason == null) {
      reason = reasonToStop(target.stayed(seen));
    }
    grow();
    rate = configuration.learningRate().at(seen, target.sinceFirst(seen));
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

  private StopReason reasonToStop(long stayed) {
    Limits limits = configuration.limits();
    if (skippedInARow >= Trainer.MOST_SKIPPED) {
      return StopReason.DIVERGED;
    }
    if (stayed >= 0 && stayed >= limits.sequencesAfterTarget()) {
      return StopReason.TARGET;
    }
    if (alone ? stopRequested() : agreedStop) {
      return StopReason.INTERRUPTED;
    }
    if (stayed < 0 && report.sequences() >= limits.maxSequences()) {
      return StopReason.LIMIT;
    }
    boolean late = limits.maxSeconds() > 0 && report.seconds() >= limits.maxSeconds();
    return late ? StopReason.TIME : null;
  }

  /** The outcome, after the last step. */
  TrainingResult result() {
    return new TrainingResult(
        reason,
        report.sequences(),
        report.step(),
        report.skipped(),
        seconds(),
        report.meanBits(),
        report.meanWrongBits(),
        report.reach(),
        report.staleness(),
        target.result());
  }
}
