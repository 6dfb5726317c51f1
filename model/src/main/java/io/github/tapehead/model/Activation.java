package io.github.tapehead.model;

/**
 * The functions that turn what a network computes for a head into what the head uses. Which of them
 * a part of a head can have, says {@link HeadPart}.
 */
public enum Activation {
  /** The hyperbolic tangent. */
  TANH("tanh", Nonlinearity.TANH),
  /** None. */
  IDENTITY("identity", Nonlinearity.IDENTITY),
  /** The logistic function. */
  SIGMOID("sigmoid", Nonlinearity.SIGMOID),
  /** max(x, 0); its derivative at zero is taken to be zero. */
  RELU("relu", Nonlinearity.RELU),
  /** log(1 + e^x). */
  SOFTPLUS("softplus", Nonlinearity.SOFTPLUS),
  /** e^x, at most the largest float. */
  EXP("exp", Nonlinearity.EXPONENTIAL),
  /** 1 + log(1 + e^x). */
  ONE_PLUS_SOFTPLUS("one_plus_softplus", Nonlinearity.SOFTPLUS),
  /** 1 + max(x, 0). */
  ONE_PLUS_RELU("one_plus_relu", Nonlinearity.RELU),
  /** e^x_i / Σ_j e^x_j over the shifts of a head. */
  SOFTMAX("softmax", Nonlinearity.SHIFT_SOFTMAX),
  /** The softmax of max(x, 0). */
  SOFTMAX_RELU("softmax_relu", Nonlinearity.SHIFT_SOFTMAX_RELU);

  private final String json;
  private final Nonlinearity nonlinearity;

  Activation(String json, Nonlinearity nonlinearity) {
    this.json = json;
    this.nonlinearity = nonlinearity;
  }

  /** What computes it, but for the 1 that sharpening exponents have added. */
  Nonlinearity nonlinearity() {
    return nonlinearity;
  }

  @Override
  public String toString() {
    return json;
  }
}
