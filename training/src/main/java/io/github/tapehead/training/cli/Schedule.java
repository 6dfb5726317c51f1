package io.github.tapehead.training.cli;

import io.github.tapehead.training.LearningRate;

/**
 * How a learning rate falls, as an option says it.
 *
 * @param words KIND or KIND:N
 */
record Schedule(String words) {
  private static final String SETTLING = "settling";

  /** Whether the rate falls from the target on. */
  boolean settles() {
    return words.split(":", 2)[0].equals(SETTLING);
  }

  /**
   * The schedule of a rate.
   *
   * @param rate at first
   * @param sequences of the whole training: the usual N
   * @param afterTarget sequences after the target: the usual N if it {@link #settles}
   * @throws IllegalArgumentException if the words say none
   */
  LearningRate of(float rate, long sequences, long afterTarget) {
    String[] parts = words.split(":", 2);
    long usual = settles() ? Math.max(1, afterTarget) : sequences;
    long over = parts.length == 1 ? usual : number(parts[1]);
    return switch (parts[0]) {
      case "constant" -> new LearningRate.Constant(rate);
      case "inverse" -> new LearningRate.Inverse(rate, over);
      case "linear" -> new LearningRate.Linear(rate, over);
      case "cosine" -> new LearningRate.Cosine(rate, over);
      case SETTLING -> new LearningRate.Settling(rate, over);
      default ->
          throw new IllegalArgumentException(
              "schedule: "
                  + words
                  + ", expected constant, inverse:N, linear:N, cosine:N or settling:N");
    };
  }

  private long number(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "schedule: " + words + ", expected a whole number of sequences after the colon", e);
    }
  }
}
