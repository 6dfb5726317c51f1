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
 * @param target when and how lastingly the target was reached; null if it was not
 */
public record TrainingResult(
    StopReason stopReason,
    long sequences,
    long steps,
    long skipped,
    double seconds,
    double bitsPerSequence,
    double wrongBitsPerSequence,
    Target target) {

  /** Mean time of a step; NaN without steps. */
  public double millisecondsPerStep() {
    return steps == 0 ? Double.NaN : seconds * 1e3 / steps;
  }

  /**
   * The moment at which the target was reached, and what came after.
   *
   * @param sequences sequences seen until then
   * @param seconds time until then
   * @param worstBitsAfter the worst mean of 1,000 sequences since, in bits per sequence, this
   *     moment included
   */
  public record Target(long sequences, double seconds, double worstBitsAfter) {}
}
