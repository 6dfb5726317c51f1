package io.github.tapehead.training;

/**
 * The outcome of a training run.
 *
 * @param stopReason why it ended
 * @param sequences sequences seen
 * @param steps steps taken
 * @param skipped those of the steps that changed nothing, because loss or gradient were not finite
 * @param seconds from the first step's beginning to the last one's end, listeners included
 * @param bitsPerSequence mean loss of the last 1,000 sequences; NaN if no step was completed
 * @param wrongBitsPerSequence wrong bits over the same sequences; NaN if no step was completed
 * @param reach of the curriculum at the end, from 0 to 1; below 1 those sequences were smaller than
 *     the task's. NaN if it is not known
 * @param staleness what gradients have missed
 * @param target when the target was reached; null if it was not
 */
public record TrainingResult(
    StopReason stopReason,
    long sequences,
    long steps,
    long skipped,
    double seconds,
    double bitsPerSequence,
    double wrongBitsPerSequence,
    double reach,
    Staleness staleness,
    Target target) {

  /** Mean time of a step; NaN without steps. */
  public double millisecondsPerStep() {
    return steps == 0 ? Double.NaN : seconds * 1e3 / steps;
  }

  /**
   * Updates by other workers between the moment at which a worker read the parameters and its own
   * update of them; 0 where workers are synchronised.
   *
   * @param mean over all updates
   * @param most of any
   */
  public record Staleness(double mean, long most) {
    /** Nothing missed. */
    public static final Staleness NONE = new Staleness(0, 0);
  }

  /**
   * How a training came to its target, the first time and for good.
   *
   * @param first when the mean loss was first below it
   * @param forGood since when it was below it until the end of the training; null if it was not at
   *     the end
   * @param worstBitsAfter the worst mean of 1,000 sequences since the first time, in bits per
   *     sequence
   */
  public record Target(Moment first, Moment forGood, double worstBitsAfter) {}

  /**
   * A moment of a training.
   *
   * @param sequences sequences seen until then
   * @param seconds time until then
   */
  public record Moment(long sequences, double seconds) {}
}
