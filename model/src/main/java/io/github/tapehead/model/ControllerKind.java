package io.github.tapehead.model;

/** The kinds of controller, with their names in a configuration's JSON. */
public enum ControllerKind {
  /** Stacked LSTM layers. */
  LSTM("lstm"),
  /** Stacked tanh layers without recurrence of their own. */
  FEED_FORWARD("ff");

  private final String json;

  ControllerKind(String json) {
    this.json = json;
  }

  @Override
  public String toString() {
    return json;
  }
}
