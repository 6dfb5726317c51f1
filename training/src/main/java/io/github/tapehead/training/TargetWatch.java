package io.github.tapehead.training;

/** Follows a mean loss below its target, out of it, and back. */
final class TargetWatch {
  private final double bits;
  private TrainingResult.Moment first;
  private TrainingResult.Moment forGood;
  private double worstBitsAfter = Double.NEGATIVE_INFINITY;

  /**
   * A target not yet reached.
   *
   * @param bits the loss to come below
   */
  TargetWatch(double bits) {
    this.bits = bits;
  }

  /**
   * Takes in the loss after a step.
   *
   * @param meanBits a mean over enough sequences of full size; NaN if there is none
   */
  void update(double meanBits, long sequences, double seconds) {
    if (!(meanBits < bits)) {
      forGood = null;
    } else if (forGood == null) {
      forGood = new TrainingResult.Moment(sequences, seconds);
      first = first == null ? forGood : first;
    }
    if (first != null) {
      worstBitsAfter = Math.max(worstBitsAfter, meanBits);
    }
  }

  /** For how many sequences the loss has stayed below; negative if it is not there. */
  long stayed(long sequences) {
    return forGood == null ? -1 : sequences - forGood.sequences();
  }

  /** Sequences since the loss came below for the first time; negative if it never did. */
  long sinceFirst(long sequences) {
    return first == null ? -1 : sequences - first.sequences();
  }

  /** How the target was reached; null if it was not. */
  TrainingResult.Target result() {
    return first == null ? null : new TrainingResult.Target(first, forGood, worstBitsAfter);
  }
}
