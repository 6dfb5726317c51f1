package io.github.tapehead.model;

import io.github.tapehead.kernels.Matrix;
import java.util.random.RandomGenerator;

/**
 * Starting values of the parameters: weights uniform in ±√(3/rows), that is with variance 1/rows,
 * rows being the inputs of a unit; biases zero, but 1 for the forget gates of LSTM layers; learned
 * initial states uniform in ±0.1, and initial weightings normal with deviation 1, for equal
 * weightings never break the symmetry of the locations; a random memory normal with deviation 0.5.
 * The paper does not say how it starts.
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
}
