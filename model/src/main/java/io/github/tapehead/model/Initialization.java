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

  /**
   * Smoothes an initial memory along its locations, the last of which is followed by the first:
   * every column is convolved with a Gaussian whose weights' squares sum to 1, so that values keep
   * their deviation. Neighbours are then alike, and a key that changes a little finds a place
   * nearby: what a network needs that is to write a number as a place. Where locations have nothing
   * in common, a key on a line finds but the few that happen to lie beside it.
   *
   * @param deviation of the Gaussian, in locations, positive
   * @throws IllegalArgumentException if the network has no memory, or a constant in it
   */
  public static void smoothMemory(
      Parameters parameters, NetworkConfiguration configuration, float deviation) {
    Matrix memory = parameters.matrix(InitialContent.NAME);
    int locations = memory.rows();
    double[] weights = gaussian(locations, deviation);
    double[] before = new double[locations];
    for (int m = 0; m < memory.columns(); m++) {
      for (int n = 0; n < locations; n++) {
        before[n] = memory.get(n, m);
      }
      for (int n = 0; n < locations; n++) {
        double sum = 0;
        for (int i = 0; i < locations; i++) {
          sum += weights[Math.floorMod(n - i, locations)] * before[i];
        }
        memory.set(n, m, (float) sum);
      }
    }
  }

  /** By distance around a circle; the squares sum to 1. */
  private static double[] gaussian(int size, double deviation) {
    double[] weights = new double[size];
    double squares = 0;
    for (int i = 0; i < size; i++) {
      double distance = Math.min(i, size - i) / deviation;
      weights[i] = Math.exp(-0.5 * distance * distance);
      squares += weights[i] * weights[i];
    }
    for (int i = 0; i < size; i++) {
      weights[i] /= Math.sqrt(squares);
    }
    return weights;
  }
}
