package io.github.tapehead.model;

import io.github.tapehead.kernels.Bias;
import io.github.tapehead.kernels.Gemm;
import io.github.tapehead.kernels.Matrix;
import io.github.tapehead.kernels.PackedMatrix;
import java.lang.foreign.SegmentAllocator;

/**
 * A dense layer over the concatenation of several sources, {@code out = [s_0 ; s_1 ; …]·w + b}. The
 * sources are never concatenated: each is multiplied by its rows of the weight, so that a source
 * may be projected for all time steps at once and another step by step.
 */
final class DenseLayer {
  private final String weightName;
  private final String biasName;
  private final int[] firstRows;
  private final int[] widths;
  private final PackedMatrix[] packed;
  private final PackedMatrix[] packedTransposed;
  private Views weights;
  private Views gradients;

  /** The tensors of the layer in one block; made when a block is first seen, not in every step. */
  private final class Views {
    private final Parameters block;
    private final Matrix bias;
    private final Matrix[] rows = new Matrix[widths.length];

    Views(Parameters block) {
      this.block = block;
      bias = block.matrix(biasName);
      for (int s = 0; s < widths.length; s++) {
        rows[s] = block.matrix(weightName).rows(firstRows[s], widths[s]);
      }
    }
  }

  /**
   * A layer over sources of the given widths.
   *
   * @param name prefix of the tensors {@code .weight} and {@code .bias}
   */
  DenseLayer(Layout layout, String name, SegmentAllocator allocator, int... widths) {
    weightName = name + ".weight";
    biasName = name + ".bias";
    this.widths = widths.clone();
    int columns = layout.tensor(weightName).columns();
    firstRows = new int[widths.length];
    packed = new PackedMatrix[widths.length];
    packedTransposed = new PackedMatrix[widths.length];
    int row = 0;
    for (int s = 0; s < widths.length; s++) {
      firstRows[s] = row;
      row += widths[s];
      packed[s] = PackedMatrix.allocate(allocator, widths[s], columns);
      packedTransposed[s] = PackedMatrix.allocate(allocator, columns, widths[s]);
    }
  }

  /** Packs the weights for the products of the next steps. */
  void load(Parameters parameters) {
    weights = views(weights, parameters);
    for (int s = 0; s < widths.length; s++) {
      packed[s].pack(weights.rows[s]);
      packedTransposed[s].packTransposed(weights.rows[s]);
    }
  }

  /** Starts the outputs with the bias. */
  void start(Matrix out) {
    Bias.forward(out, weights.bias);
  }

  /** Adds what a source gives. */
  void add(Matrix out, int source, Matrix in) {
    Gemm.multiplyAdd(out, in, packed[source]);
  }

  /** Adds the gradient of a source. */
  void addSourceGradient(Matrix dIn, int source, Matrix dOut) {
    Gemm.multiplyAdd(dIn, dOut, packedTransposed[source]);
  }

  /** Adds the gradient of a source's weights, for any number of time steps at once. */
  void addWeightGradient(Parameters into, int source, Matrix in, Matrix dOut, Matrix scratch) {
    gradients = views(gradients, into);
    Gemm.transposedMultiplyAdd(gradients.rows[source], in, dOut, scratch);
  }

  /** Adds the gradient of the bias. */
  void addBiasGradient(Parameters into, Matrix dOut) {
    gradients = views(gradients, into);
    Bias.backward(gradients.bias, dOut);
  }

  private Views views(Views known, Parameters block) {
    return known != null && known.block == block ? known : new Views(block);
  }
}
