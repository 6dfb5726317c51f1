package io.github.tapehead.model;

import io.github.tapehead.kernels.Matrix;
import java.util.random.RandomGenerator;

/**
 * Starting values of the parameters: weights uniform in ±√(3/rows), that is with variance 1/rows,
 * rows being the inputs of a unit; biases zero, but 1 for the forget gates of LSTM layers; learned
 * initial states uniform in ±0.1, and initial weightings normal with deviation 1, for equal
 * weightings never break the symmetry of the locations; learned and random memories normal with
 * deviation 0.5. Given states are as if fixed, and given memories uniform in ±1/√(locations +
 * width). The paper does not say how it starts.
 */
public final class Initialization {
  private Initialization() {}

  /**
   * Overwrites all parameters.
   *
   * @param random drawn from in the order of the weights file: the same generator state gives the
   *     same parameters
   */
  public static void initialize(
      Parameters parameters, NetworkConfiguration configuration, RandomGenerator random) {
    parameters.zero();
    for (TensorSpec spec : Layout.specs(configuration)) {
      Matrix matrix = parameters.matrix(spec.name());
      for (int r = 0; r < matrix.rows(); r++) {
        for (Layout.Run run : spec.runs()) {
          for (int i = 0; i < run.columns(); i++) {
            matrix.set(r, run.stored() + i, spec.start().next(run.dense() + i, random));
          }
        }
      }
    }
  }

  /**
   * Overwrites the biases of the key strengths of all heads. With those of 0, β = ln 2 and heads
   * begin by looking everywhere; with 5, β = 5 and they find different places for different keys
   * from the first step on, which is what tasks with many places to remember need.
   *
   * @throws IllegalArgumentException if the network has no heads
   */
  public static void keyStrengthBias(
      Parameters parameters, NetworkConfiguration configuration, float bias) {
    Matrix biases = parameters.matrix(HeadParameters.BIAS);
    var layout = new HeadLayout(configuration);
    int first = layout.first(HeadPart.KEY_STRENGTH);
    for (int head = 0; head < layout.size(HeadPart.KEY_STRENGTH); head++) {
      biases.set(0, first + head, bias);
    }
  }
}
