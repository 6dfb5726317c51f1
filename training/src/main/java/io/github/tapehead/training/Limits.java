package io.github.tapehead.training;

/**
 * When training ends.
 *
 * @param maxSequences sequences after which training ends as soon as its loss is not below the
 *     target, 1 or more; the batch in which that happens is completed
 * @param targetBits training ends when the mean loss of the last {@link SequenceWindow#SEQUENCES}
 *     sequences is below this many bits per sequence; 0 for never
 * @param sequencesAfterTarget sequences for which the mean must stay there, without a break, before
 *     training ends; 0 or more
 * @param maxSeconds time after which training ends, reached target or not; the step in which it
 *     passes is completed; 0 for no end. How far a training comes in a time depends on the machine:
 *     what it ends is not repeatable
 */
public record Limits(
    long maxSequences, double targetBits, long sequencesAfterTarget, double maxSeconds) {
  /**
   * Checks every value.
   *
   * @throws IllegalArgumentException that names the value and its range
   */
  public Limits {
    if (maxSequences < 1) {
      throw new IllegalArgumentException("max_sequences: " + maxSequences + ", must be at least 1");
    }
    if (!(targetBits >= 0) || Double.isInfinite(targetBits)) {
      throw new IllegalArgumentException("target: " + targetBits + ", must be 0 or more bits");
    }
    if (sequencesAfterTarget < 0) {
      throw new IllegalArgumentException(
          "after_target: " + sequencesAfterTarget + ", must be 0 or more sequences");
    }
    if (!(maxSeconds >= 0) || Double.isInfinite(maxSeconds)) {
      throw new IllegalArgumentException("max_seconds: " + maxSeconds + ", must be 0 or more");
    }
  }

  /** Without an end by time. */
  public Limits(long maxSequences, double targetBits, long sequencesAfterTarget) {
    this(maxSequences, targetBits, sequencesAfterTarget, 0);
  }

  /** Ends at a target or after so many sequences. */
  public Limits(long maxSequences, double targetBits) {
    this(maxSequences, targetBits, 0);
  }

  /** The same with another end by time. */
  public Limits withMaxSeconds(double maxSeconds) {
    return new Limits(maxSequences, targetBits, sequencesAfterTarget, maxSeconds);
  }
}
