package io.github.tapehead.model;

import java.util.random.RandomGenerator;

/** The values of a tensor before training; {@link Initialization} says which tensor has which. */
interface StartingValues {
  /** All zero. */
  StartingValues ZERO = (_, _) -> 0;

  /** Of learned states: small, and no two alike. */
  StartingValues STATE = uniform(0.1f);

  /**
   * The next value, row by row.
   *
   * @param column in the weights file
   * @param random drawn from, as often as the value needs
   */
  float next(int column, RandomGenerator random);

  /** Weights of variance 1/rows: inputs of variance 1 then give sums of variance 1. */
  static StartingValues weights(int rows) {
    return uniform((float) Math.sqrt(3.0 / rows));
  }

  /** Uniform in ±bound. */
  static StartingValues uniform(float bound) {
    return (_, random) -> random.nextFloat(-bound, bound);
  }

  /** Normal, of mean 0. */
  static StartingValues normal(double deviation) {
    return (_, random) -> (float) (deviation * random.nextGaussian());
  }
}
