package io.github.tapehead.training;

import io.github.tapehead.training.checkpoint.State;

/** Follows a mean loss below its target, out of it, and back. */
final class TargetWatch {
  private static final String NONE = "-";

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

  /** Adds what was seen to a state; restoring that of another target changes nothing. */
  void addTo(State state) {
    state.text("target", this::text, this::restore);
  }

  private String text() {
    return String.join(" ", "" + bits, "" + worstBitsAfter, text(first), text(forGood));
  }

  private void restore(String text) {
    String[] words = text.split(" ");
    if (words.length != 6) {
      throw new IllegalArgumentException(text + ", expected six numbers");
    }
    if (Double.parseDouble(words[0]) == bits) {
      worstBitsAfter = Double.parseDouble(words[1]);
      first = moment(words[2], words[3]);
      forGood = moment(words[4], words[5]);
    }
  }

  /** Sequences and seconds. */
  private static String text(TrainingResult.Moment moment) {
    return moment == null ? NONE + " " + NONE : moment.sequences() + " " + moment.seconds();
  }

  private static TrainingResult.Moment moment(String sequences, String seconds) {
    return sequences.equals(NONE)
        ? null
        : new TrainingResult.Moment(Long.parseLong(sequences), Double.parseDouble(seconds));
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
