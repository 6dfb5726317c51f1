package io.github.tapehead.training;

/**
 * How the losses of a batch's sequences become the one loss that is differentiated. Reported
 * figures are means over sequences either way.
 */
public enum LossReduction {
  /** Their sum: gradients grow with the batch. */
  SUM,
  /** Their mean. */
  MEAN;

  /** The name on the command line and in files. */
  @Override
  public String toString() {
    return switch (this) {
      case SUM -> "sum";
      case MEAN -> "mean";
    };
  }

  /**
   * The factor of each sequence's gradient.
   *
   * @param batch sequences in a batch
   */
  public float scale(int batch) {
    return switch (this) {
      case SUM -> 1;
      case MEAN -> 1f / batch;
    };
  }
}
