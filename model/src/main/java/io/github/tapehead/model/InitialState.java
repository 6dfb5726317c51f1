package io.github.tapehead.model;

/** Where the state before the first step comes from. */
public enum InitialState {
  /** Read vectors, weightings and LSTM state are parameters. */
  LEARNED("learned"),
  /** Read vectors and LSTM state are zero, weightings rest on location 0. */
  FIXED("fixed");

  private final String json;

  InitialState(String json) {
    this.json = json;
  }

  @Override
  public String toString() {
    return json;
  }
}
