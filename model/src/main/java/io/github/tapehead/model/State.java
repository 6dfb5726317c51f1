package io.github.tapehead.model;

import io.github.tapehead.kernels.Matrix;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.List;

/**
 * Something that a network remembers from step to step, and where it stands: for each sample a
 * dense tensor, which is some rows of every entry of a sequence.
 *
 * @param name of the tensor
 * @param shape of a sample's tensor
 * @param values the sequence
 * @param rows rows that a sample has in an entry
 * @param transposed whether these rows are the columns of the tensor
 */
record State(String name, List<Integer> shape, Sequence values, int rows, boolean transposed) {
  private static final ValueLayout.OfFloat FLOAT =
      ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  /** A vector, one row a sample. */
  static State vector(String name, Sequence values) {
    return new State(name, List.of(values.at(0).columns()), values, 1, false);
  }

  /** Floats in a sample's tensor. */
  int floats() {
    return rows * values.at(0).columns();
  }

  /** Writes a sample's tensor of entry t, little-endian. */
  void get(int t, int sample, MemorySegment to, long offset) {
    Matrix entry = values.at(t);
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < entry.columns(); c++) {
        to.set(FLOAT, offset + index(r, c), entry.get(sample * rows + r, c));
      }
    }
  }

  /** Sets a sample's tensor of entry t. */
  void set(int t, int sample, MemorySegment from, long offset) {
    Matrix entry = values.at(t);
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < entry.columns(); c++) {
        entry.set(sample * rows + r, c, from.get(FLOAT, offset + index(r, c)));
      }
    }
  }

  private long index(int row, int column) {
    int columns = values.at(0).columns();
    return Float.BYTES * (transposed ? (long) column * rows + row : (long) row * columns + column);
  }
}
