package io.github.tapehead.model;

/** The nonlinearities that a configuration can choose for keys and add vectors. */
public enum Activation {
  /** The hyperbolic tangent. */
  TANH("tanh"),
  /** None. */
  IDENTITY("identity");

  private final String json;

  Activation(String json) {
    this.json = json;
  }

  @Override
  public String toString() {
    return json;
  }
}
