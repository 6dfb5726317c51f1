package io.github.tapehead.model;

/** The kinds of controller, with their names in a configuration's JSON. */
public enum ControllerKind {
  /** Stacked LSTM layers. */
  LSTM("lstm", new LstmController.Kind()),
  /** Stacked tanh layers without recurrence of their own. */
  FEED_FORWARD("ff", new FeedForwardController.Kind());

  private final String json;
  private final Blueprint<Controller> blueprint;

  ControllerKind(String json, Blueprint<Controller> blueprint) {
    this.json = json;
    this.blueprint = blueprint;
  }

  /** Its tensors, and how to build it. */
  Blueprint<Controller> blueprint() {
    return blueprint;
  }

  @Override
  public String toString() {
    return json;
  }
}
