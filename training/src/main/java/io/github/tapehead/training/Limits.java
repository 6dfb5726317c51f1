package io.github.tapehead.training;

/**
 * When training ends.
 *
 * @param maxSequences sequences after which training ends if the target was not reached, 1 or more;
 *     the batch in which that happens is completed
 * @param targetBits training ends when the mean loss of the last {@link SequenceWindow#SEQUENCES}
 *     sequences is below this many bits per sequence; 0 for never
 * @param sequencesAfterTarget sequences to go on after the target is reached, to see whether the
 *     network stays there; 0 or more
 */
public record Limits(long maxSequences, double targetBits, long sequencesAfterTarget) {
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
  }

  /** Ends at a target or after so many sequences. */
  public Limits(long maxSequences, double targetBits) {
    this(maxSequences, targetBits, 0);
  }
}
