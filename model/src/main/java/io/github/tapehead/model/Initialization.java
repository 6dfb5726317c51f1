package io.github.tapehead.model;

import io.github.tapehead.kernels.Matrix;
import java.util.random.RandomGenerator;

/**
 * Starting values of the parameters: weights uniform in ±√(3/rows), that is with variance 1/rows,
 * rows being the inputs of a unit; biases zero, but 1 for the forget gates of LSTM layers; learned
 * initial states uniform in ±0.1, and initial weightings normal with deviation 1, for equal
 * weightings never break the symmetry of the locations. The paper does not say how it starts.
 */
public final class Initialization {
  private static final int FORGET_GATE = 1;

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
    for (Layout.Tensor t : parameters.layout().tensors()) {
      Matrix matrix = parameters.matrix(t.name());
      if (t.name().equals("initial.weightings")) {
        fill(matrix, t, () -> (float) random.nextGaussian());
      } else if (t.name().startsWith("initial.")) {
        fill(matrix, t, () -> random.nextFloat(-0.1f, 0.1f));
      } else if (t.name().endsWith(".weight")) {
        float bound = (float) Math.sqrt(3.0 / t.rows());
        fill(matrix, t, () -> random.nextFloat(-bound, bound));
      }
    }
    if (configuration.controller() == ControllerKind.LSTM) {
      for (int l = 0; l < configuration.layers(); l++) {
        String name = "controller." + l + ".bias";
        Layout.Run forget = parameters.layout().tensor(name).runs().get(FORGET_GATE);
        parameters.matrix(name).columns(forget.stored(), forget.columns()).fill(1);
      }
    }
  }

  /** A source of numbers. */
  private interface Draw {
    float next();
  }

  private static void fill(Matrix matrix, Layout.Tensor t, Draw draw) {
    for (int r = 0; r < t.rows(); r++) {
      for (Layout.Run run : t.runs()) {
        for (int i = 0; i < run.columns(); i++) {
          matrix.set(r, run.stored() + i, draw.next());
        }
      }
    }
  }
}
