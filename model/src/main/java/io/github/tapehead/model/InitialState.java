package io.github.tapehead.model;

/** Where the state before the first step comes from. */
public enum InitialState {
  /** Read vectors, weightings and LSTM state are parameters. */
  LEARNED("learned"),
  /** Read vectors and LSTM state are zero, weightings rest on location 0. */
  FIXED("fixed"),
  /**
   * Read vectors, weightings and LSTM state are in the weights file as they stand, and stay as they
   * are: they receive no gradient. A weighting is not negative and need not sum to 1; it may be all
   * zero. Those of a new network are as if fixed.
   */
  GIVEN("given");

  private final String json;

  InitialState(String json) {
    this.json = json;
  }

  @Override
  public String toString() {
    return json;
  }
}
