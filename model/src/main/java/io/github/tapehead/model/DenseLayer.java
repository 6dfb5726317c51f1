package io.github.tapehead.model;

import io.github.tapehead.kernels.Bias;
import io.github.tapehead.kernels.Gemm;
import io.github.tapehead.kernels.Matrix;
import io.github.tapehead.kernels.PackedMatrix;
import java.lang.foreign.SegmentAllocator;
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
  private final int columns;
  private final SegmentAllocator allocator;
  private final List<Source> sources = new ArrayList<>();
  private final List<Source> targets = new ArrayList<>();
  private Views weights;
  private Views gradients;

  /**
   * A sequence and the rows of the weight that multiply it, packed; or, for its gradient, the same
   * rows transposed. Step t takes entry t + delay.
   */
  private record Source(Sequence values, int delay, int firstRow, PackedMatrix packed) {
    Matrix first(int steps) {
      return delay == 0 ? values.first(steps) : values.afterFirst(steps);
    }
  }

  /** The tensors of the layer in one block; made when a block is first seen, not in every step. */
  private final class Views {
    private final Parameters block;
    private final Matrix bias;
    private final Matrix[] sourceRows = new Matrix[sources.size()];
    private final Matrix[] targetRows = new Matrix[targets.size()];

    Views(Parameters block) {
      this.block = block;
      bias = block.matrix(biasName);
      Matrix weight = block.matrix(weightName);
      for (int s = 0; s < sourceRows.length; s++) {
        Source source = sources.get(s);
        sourceRows[s] = weight.rows(source.firstRow, source.packed.rows());
      }
      for (int s = 0; s < targetRows.length; s++) {
        Source target = targets.get(s);
        targetRows[s] = weight.rows(target.firstRow, target.packed.columns());
      }
    }
  }

  /**
   * A layer without sources yet.
   *
   * @param name prefix of the tensors {@code .weight} and {@code .bias}
   */
  DenseLayer(Layout layout, String name, SegmentAllocator allocator) {
    weightName = name + ".weight";
    biasName = name + ".bias";
    columns = layout.tensor(weightName).columns();
    this.allocator = allocator;
  }

  /**
   * Multiplies rows of the weight, from {@code firstRow} on, with a sequence.
   *
   * @param delay what step t takes: entry t, or with 1 entry t + 1
   */
  DenseLayer from(Sequence values, int delay, int firstRow) {
    int rows = values.at(0).columns();
    PackedMatrix packed = PackedMatrix.allocate(allocator, rows, columns);
    sources.add(new Source(values, delay, firstRow, packed));
    return this;
  }

  /** Adds the gradient of what the rows from {@code firstRow} on multiply to a sequence. */
  DenseLayer gradientTo(Sequence values, int delay, int firstRow) {
    int rows = values.at(0).columns();
    PackedMatrix packed = PackedMatrix.allocate(allocator, columns, rows);
    targets.add(new Source(values, delay, firstRow, packed));
    return this;
  }

  /** Packs the weights for the products of the next steps. */
  void load(Parameters parameters) {
    weights = views(weights, parameters);
    for (int s = 0; s < sources.size(); s++) {
      sources.get(s).packed.pack(weights.sourceRows[s]);
    }
    for (int s = 0; s < targets.size(); s++) {
      targets.get(s).packed.packTransposed(weights.targetRows[s]);
    }
  }

  /** Starts the outputs with the bias. */
  void start(Matrix out) {
    Bias.forward(out, weights.bias);
  }

  /** Adds what the sources give in step t. */
  void add(Matrix out, int t) {
    for (int s = 0; s < sources.size(); s++) {
      Source source = sources.get(s);
      Gemm.multiplyAdd(out, source.values.at(t + source.delay), source.packed);
    }
  }

  /** Adds what the sources give in all steps. */
  void addAll(Matrix out, int steps) {
    for (int s = 0; s < sources.size(); s++) {
      Source source = sources.get(s);
      Gemm.multiplyAdd(out, source.first(steps), source.packed);
    }
  }

  /** Adds the gradients of the sources of step t. */
  void addSourceGradients(Matrix dOut, int t) {
    for (int s = 0; s < targets.size(); s++) {
      Source target = targets.get(s);
      Gemm.multiplyAdd(target.values.at(t + target.delay), dOut, target.packed);
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
    gradients = views(gradients, into);
    for (int s = 0; s < sources.size(); s++) {
      Matrix in = sources.get(s).first(steps);
      Gemm.transposedMultiplyAdd(gradients.sourceRows[s], in, dOut, scratch);
    }
    Bias.backward(gradients.bias, dOut);
  }

  private Views views(Views known, Parameters block) {
    return known != null && known.block == block ? known : new Views(block);
  }
}
