package io.github.tapehead.model;

import io.github.tapehead.kernels.Bias;
import io.github.tapehead.kernels.Matrix;
import io.github.tapehead.kernels.Softmax;
import io.github.tapehead.kernels.Tanh;
import java.util.List;

/**
 * The read vectors and weightings before the first step: learned, {@code r = tanh(read_vectors)}
 * and {@code w = softmax(weightings)}; fixed, zero and all weight on location 0; or given, {@code r
 * = read_vectors} and {@code w = weightings} without a gradient. The same for all samples of a
 * batch.
 */
final class InitialAccess {
  private static final String READ_VECTORS = "initial.read_vectors";
  private static final String WEIGHTINGS = "initial.weightings";

  /** All weight on location 0. */
  private static final StartingValues FIRST_LOCATION = (column, _) -> column == 0 ? 1 : 0;

  private final InitialState kind;
  private final int writeHeads;
  private final int width;
  private final Matrix reads;
  private final Matrix dReads;
  private final Matrix readVectors;
  private final Matrix weightings;
  private final Matrix dWeightings;
  private final Matrix[] weightingRows;
  private final Matrix[] dWeightingRows;
  private final Matrix[] headWeighting;
  private Matrix[] dHeadWeighting;

  /** What is learned or given. Equal weightings would never break the symmetry of the locations. */
  static List<TensorSpec> tensors(NetworkConfiguration c) {
    return switch (c.initialState()) {
      case FIXED -> List.of();
      case LEARNED -> tensors(c, StartingValues.STATE, StartingValues.normal(1));
      case GIVEN -> tensors(c, StartingValues.ZERO, FIRST_LOCATION);
    };
  }

  private static List<TensorSpec> tensors(
      NetworkConfiguration c, StartingValues reads, StartingValues weightings) {
    List<Layout.Run> vector = TensorSpec.dense(c.width());
    List<Layout.Run> weighting = TensorSpec.dense(c.locations());
    return List.of(
        new TensorSpec(READ_VECTORS, c.readHeads(), vector, reads),
        new TensorSpec(WEIGHTINGS, c.heads(), weighting, weightings));
  }

  /**
   * Refuses a tensor with which the network would compute logarithms of negative numbers.
   *
   * @throws IllegalArgumentException if it holds given weightings and one is negative
   */
  static void requireValid(NetworkConfiguration c, String name, float[] values) {
    if (c.initialState() != InitialState.GIVEN || !name.equals(WEIGHTINGS)) {
      return;
    }
    for (int i = 0; i < values.length; i++) {
      if (values[i] < 0) {
        throw new IllegalArgumentException(
            name + ": holds " + values[i] + " at index " + i + ", expected 0 or more");
      }
    }
  }

  /**
   * Fills the entries 0 of a worker's sequences.
   *
   * @param write weightings of the write heads, [batch · heads × locations]
   * @param read weightings of the read heads, likewise
   */
  InitialAccess(Signals signals, Matrix write, Matrix read) {
    NetworkConfiguration c = signals.configuration();
    kind = c.initialState();
    writeHeads = c.writeHeads();
    width = c.width();
    reads = signals.reads().at(0);
    dReads = signals.trains() ? signals.dReads().at(0) : null;
    readVectors = Matrix.allocate(signals.allocator(), c.readHeads(), width);
    weightings = Matrix.allocate(signals.allocator(), c.heads(), c.locations());
    dWeightings = signals.gradient(c.heads(), c.locations());
    weightingRows = rows(weightings);
    dWeightingRows = signals.trains() ? rows(dWeightings) : null;
    headWeighting = heads(write, read, c.readHeads());
    if (kind == InitialState.FIXED) {
      for (Matrix weighting : headWeighting) {
        for (int b = 0; b < signals.batch(); b++) {
          weighting.set(b, 0, 1);
        }
      }
    }
  }

  void load(Parameters parameters) {
    switch (kind) {
      case FIXED -> {
        return;
      }
      case LEARNED -> {
        Tanh.forward(readVectors, parameters.matrix(READ_VECTORS));
        Softmax.forward(weightings, parameters.matrix(WEIGHTINGS));
      }
      case GIVEN -> {
        readVectors.copyFrom(parameters.matrix(READ_VECTORS));
        weightings.copyFrom(parameters.matrix(WEIGHTINGS));
      }
    }
    for (int b = 0; b < reads.rows(); b++) {
      for (int i = 0; i < reads.columns(); i++) {
        reads.set(b, i, readVectors.get(i / width, i % width));
      }
    }
    for (int h = 0; h < headWeighting.length; h++) {
      Bias.forward(headWeighting[h], weightingRows[h]);
    }
  }

  /** Adds the gradients of what is learned, from those of the sequences' entries 0. */
  void backward(Parameters gradients, Matrix dWrite, Matrix dRead) {
    if (kind != InitialState.LEARNED) {
      return;
    }
    Matrix dReadVectors = gradients.matrix(READ_VECTORS);
    for (int i = 0; i < dReads.columns(); i++) {
      float sum = 0;
      for (int b = 0; b < dReads.rows(); b++) {
        sum += dReads.get(b, i);
      }
      int head = i / width;
      int m = i % width;
      float r = readVectors.get(head, m);
      dReadVectors.set(head, m, Math.fma(sum, 1 - r * r, dReadVectors.get(head, m)));
    }
    if (dHeadWeighting == null) {
      dHeadWeighting = heads(dWrite, dRead, readVectors.rows());
    }
    dWeightings.zero();
    for (int h = 0; h < dHeadWeighting.length; h++) {
      Bias.backward(dWeightingRows[h], dHeadWeighting[h]);
    }
    Softmax.backward(gradients.matrix(WEIGHTINGS), dWeightings, weightings);
  }

  /** The weightings of each head, write heads first. */
  private Matrix[] heads(Matrix write, Matrix read, int readHeads) {
    Matrix[] heads = new Matrix[writeHeads + readHeads];
    for (int j = 0; j < writeHeads; j++) {
      heads[j] = write.everyRow(j, writeHeads);
    }
    for (int j = 0; j < readHeads; j++) {
      heads[writeHeads + j] = read.everyRow(j, readHeads);
    }
    return heads;
  }

  private static Matrix[] rows(Matrix matrix) {
    Matrix[] rows = new Matrix[matrix.rows()];
    for (int r = 0; r < rows.length; r++) {
      rows[r] = matrix.rows(r, 1);
    }
    return rows;
  }
}
