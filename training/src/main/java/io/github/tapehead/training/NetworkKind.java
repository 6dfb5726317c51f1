package io.github.tapehead.training;

/** The three networks that the paper compares. */
public enum NetworkKind {
  /** A Neural Turing Machine with an LSTM controller. */
  NTM_LSTM("ntm-lstm"),
  /** A Neural Turing Machine with a feed-forward controller. */
  NTM_FEED_FORWARD("ntm-ff"),
  /** Three LSTM layers, one on the other, without a memory: the baseline. */
  LSTM("lstm");

  private final String word;

  NetworkKind(String word) {
    this.word = word;
  }

  /** The word on the command line and in files. */
  @Override
  public String toString() {
    return word;
  }
}
