package io.github.tapehead.model;

import io.github.tapehead.kernels.Bias;
import io.github.tapehead.kernels.Gemm;
import io.github.tapehead.kernels.Matrix;
import io.github.tapehead.kernels.PackedMatrix;
import java.util.ArrayList;
import java.util.List;

/**
 * A dense layer through time, {@code out = [s_0 ; s_1 ; …]·w + b}. Sources are sequences that other
 * parts write; they are never concatenated: each is multiplied by its rows of the weight. What lies
 * side by side in memory is one source, and one product.
 */
final class DenseLayer {
  private final String weightName;
  private final String biasName;
  private final PackedWeights weights;
  private final List<Source> sources = new ArrayList<>();
  private final List<Source> targets = new ArrayList<>();
  private Matrix bias;
  private GradientViews gradients;

  /**
   * A sequence and the rows of the weight that multiply it, packed; or, for its gradient, the same
   * rows transposed. Step t takes entry t + delay.
   */
  private record Source(Sequence values, int delay, int firstRow, PackedMatrix packed) {
    Matrix at(int t) {
      return values.at(t + delay);
    }

    Matrix first(int steps) {
      return delay == 0 ? values.first(steps) : values.afterFirst(steps);
    }
  }

  /** The gradients in one block; made when a block is first seen, not in every step. */
  private final class GradientViews {
    private final Parameters block;
    private final Matrix bias;
    private final Matrix[] rows = new Matrix[sources.size()];

    GradientViews(Parameters block) {
      this.block = block;
      bias = block.matrix(biasName);
      Matrix weight = block.matrix(weightName);
      for (int s = 0; s < rows.length; s++) {
        Source source = sources.get(s);
        rows[s] = weight.rows(source.firstRow, source.packed.rows());
      }
    }
  }

  /**
   * A layer without sources yet.
   *
   * @param name prefix of the tensors {@code .weight} and {@code .bias}
   */
  DenseLayer(PackedWeights weights, String name) {
    this.weights = weights;
    weightName = name + ".weight";
    biasName = name + ".bias";
  }

  /**
   * Multiplies rows of the weight, from {@code firstRow} on, with a sequence.
   *
   * @param delay what step t takes: entry t, or with 1 entry t + 1
   */
  DenseLayer from(Sequence values, int delay, int firstRow) {
    int rows = values.at(0).columns();
    sources.add(new Source(values, delay, firstRow, weights.rows(weightName, firstRow, rows)));
    return this;
  }

  /**
   * Adds the gradient of what the rows from {@code firstRow} on multiply to a sequence.
   *
   * @param values null in a network that only runs forward
   */
  DenseLayer gradientTo(Sequence values, int delay, int firstRow) {
    if (values != null) {
      int rows = values.at(0).columns();
      PackedMatrix packed = weights.transposedRows(weightName, firstRow, rows);
      targets.add(new Source(values, delay, firstRow, packed));
    }
    return this;
  }

  /** Takes the bias from a block, where it is read in each step. */
  void load(Parameters parameters) {
    bias = parameters.matrix(biasName);
  }

  /** Writes the outputs of step t. */
  void forward(Matrix out, int t) {
    Bias.forward(out, bias);
    for (int s = 0; s < sources.size(); s++) {
      Source source = sources.get(s);
      Gemm.multiplyAdd(out, source.at(t), source.packed);
    }
  }

  /** Writes the outputs of all steps. */
  void forwardAll(Matrix out, int steps) {
    Bias.forward(out, bias);
    for (int s = 0; s < sources.size(); s++) {
      Source source = sources.get(s);
      Gemm.multiplyAdd(out, source.first(steps), source.packed);
    }
  }

  /** Adds the gradients of the sources of step t. */
  void addSourceGradients(Matrix dOut, int t) {
    for (int s = 0; s < targets.size(); s++) {
      Source target = targets.get(s);
      Gemm.multiplyAdd(target.at(t), dOut, target.packed);
    }
  }

  /** Adds the gradients of the sources of all steps. */
  void addAllSourceGradients(Matrix dOut, int steps) {
    for (int s = 0; s < targets.size(); s++) {
      Source target = targets.get(s);
      Gemm.multiplyAdd(target.first(steps), dOut, target.packed);
    }
  }

  /** Adds the gradients of weight and bias, for all time steps at once. */
  void addWeightGradient(Parameters into, Matrix dOut, int steps, Matrix scratch) {
    if (gradients == null || gradients.block != into) {
      gradients = new GradientViews(into);
    }
    for (int s = 0; s < sources.size(); s++) {
      Matrix in = sources.get(s).first(steps);
      Gemm.transposedMultiplyAdd(gradients.rows[s], in, dOut, scratch);
    }
    Bias.backward(gradients.bias, dOut);
  }
}
