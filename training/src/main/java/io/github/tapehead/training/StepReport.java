package io.github.tapehead.training;

import io.github.tapehead.training.checkpoint.State;
import io.github.tapehead.training.task.Sizes;

/**
 * What listeners are told after each step.
 *
 * <p>A view, not a value: one object serves all steps of a run and changes with the next step, so
 * that a step allocates nothing. A listener reads what it needs before it returns and keeps no
 * reference.
 */
public final class StepReport {
  private final int batch;
  private final SequenceWindow window;
  private long step;
  private long nanoseconds;
  private double bits = Double.NaN;
  private double wrongBits = Double.NaN;
  private double gradientNorm = Double.NaN;

  /** Kept because several ask for it in each step, and it is a sum over the whole window. */
  private double meanBits = Double.NaN;

  private long skipped;
  private long missed;
  private long mostMissed;
  private double reach = 1;

  StepReport(int batch) {
    this.batch = batch;
    this.window = new SequenceWindow(batch);
  }

  /**
   * Takes in one step.
   *
   * @param nanoseconds since training began
   * @param bits mean loss of the batch
   * @param wrongBits mean of the wrong bits of the batch
   * @param gradientNorm before clipping
   * @param staleness updates that the gradient has missed
   */
  void update(
      long nanoseconds, double bits, double wrongBits, double gradientNorm, long staleness) {
    step++;
    missed += staleness;
    mostMissed = Math.max(mostMissed, staleness);
    this.nanoseconds = nanoseconds;
    this.bits = bits;
    this.wrongBits = wrongBits;
    this.gradientNorm = gradientNorm;
    window.add(bits, wrongBits);
    meanBits = window.meanBits();
  }

  /**
   * Takes in a step without a finite loss and gradient: the figures stay those of the step before,
   * NaN if there is none.
   */
  void skip(long nanoseconds) {
    step++;
    skipped++;
    this.nanoseconds = nanoseconds;
  }

  /** Takes in the reach of the sizes from now on, and averages losses anew if it changes. */
  void reach(double reach) {
    if (reach != this.reach) {
      this.reach = reach;
      window.clear();
      meanBits = window.meanBits();
    }
  }

  /** Adds all figures to a state. */
  void addTo(State state) {
    state.count("step", () -> step, value -> step = value);
    state.count("skipped", () -> skipped, value -> skipped = value);
    state.count("staleness.sum", () -> missed, value -> missed = value);
    state.count("staleness.most", () -> mostMissed, value -> mostMissed = value);
    state.count("nanoseconds", () -> nanoseconds, value -> nanoseconds = value);
    state.real("bits", () -> bits, value -> bits = value);
    state.real("wrong_bits", () -> wrongBits, value -> wrongBits = value);
    state.real("gradient_norm", () -> gradientNorm, value -> gradientNorm = value);
    state.real("reach", () -> reach, value -> reach = value);
    window.addTo(state);
    state.real("mean_bits", () -> meanBits, value -> meanBits = value);
  }

  long nanoseconds() {
    return nanoseconds;
  }

  boolean windowIsFull() {
    return window.isFull();
  }

  /** The reach of the sequences' sizes, from 0 to 1, see {@link Sizes#reach()}. */
  public double reach() {
    return reach;
  }

  /** Steps that changed nothing, because loss or gradient were not finite. */
  public long skipped() {
    return skipped;
  }

  /** Steps taken, this one and skipped ones included. */
  public long step() {
    return step;
  }

  /** What the gradients of all updates so far have missed. */
  public TrainingResult.Staleness staleness() {
    long updates = step - skipped;
    return missed == 0
        ? TrainingResult.Staleness.NONE
        : new TrainingResult.Staleness((double) missed / updates, mostMissed);
  }

  /** Sequences seen, those of this step included. */
  public long sequences() {
    return step * batch;
  }

  /** Seconds since training began. */
  public double seconds() {
    return nanoseconds * 1e-9;
  }

  /** Loss of this step in bits per sequence. */
  public double bits() {
    return bits;
  }

  /** Wrong bits, or symbols, per sequence in this step: outputs taken for the likelier value. */
  public double wrongBits() {
    return wrongBits;
  }

  /**
   * Mean loss of the last 1,000 sequences, or of all while there are fewer, in bits per sequence;
   * after a growth of the curriculum, of those since. NaN while there are none.
   */
  public double meanBits() {
    return meanBits;
  }

  /** Wrong bits per sequence over the same sequences as {@link #meanBits()}. */
  public double meanWrongBits() {
    return window.meanWrongBits();
  }

  /** Euclidean norm of the gradient before clipping. */
  public double gradientNorm() {
    return gradientNorm;
  }
}
