package io.github.tapehead.model;

import io.github.tapehead.kernels.Matrix;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.ValueLayout;
import java.util.HashMap;
import java.util.Map;

/**
 * One block of floats with the tensors of a {@link Layout}: the parameters of a network, their
 * gradients, or an optimiser's moments. Lives as long as the arena that gave its memory.
 */
public final class Parameters {
  private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;

  private final Layout layout;
  private final Matrix flat;
  private final Map<String, Matrix> matrices = new HashMap<>();

  /** A block of zeros. */
  public Parameters(Layout layout, SegmentAllocator allocator) {
    this(
        layout,
        allocator.allocate((long) layout.floats() * Float.BYTES, Matrix.ALIGNMENT * Float.BYTES),
        0);
  }

  /**
   * The tensors in memory that is there already, such as an optimiser's.
   *
   * @param flat [1 × floats of the layout]
   * @throws IllegalArgumentException if it has another size
   */
  public Parameters(Layout layout, Matrix flat) {
    this(layout, flat.segment(), flat.offset());
    if (flat.rows() != 1 || flat.columns() != layout.floats()) {
      throw new IllegalArgumentException(
          "flat: " + flat + ", expected [1 × " + layout.floats() + "]");
    }
  }

  private Parameters(Layout layout, MemorySegment segment, long begin) {
    this.layout = layout;
    flat = new Matrix(segment, begin, 1, layout.floats(), layout.floats());
    for (Layout.Tensor t : layout.tensors()) {
      long offset = begin + (long) t.offset() * Float.BYTES;
      matrices.put(t.name(), new Matrix(segment, offset, t.rows(), t.columns(), t.ld()));
    }
  }

  /** The layout of the block. */
  public Layout layout() {
    return layout;
  }

  /** The whole block as a row, pads included; they are zero and stay zero under any optimiser. */
  public Matrix flat() {
    return flat;
  }

  /**
   * A tensor as it is stored, inner pads included.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  public Matrix matrix(String name) {
    Matrix matrix = matrices.get(name);
    return matrix != null ? matrix : matrices.get(layout.tensor(name).name());
  }

  /** Sets everything to zero. */
  public void zero() {
    flat.zero();
  }

  /**
   * Copies another block.
   *
   * @throws IllegalArgumentException if it has another size
   */
  public void copyFrom(Parameters other) {
    flat.copyFrom(other.flat);
  }

  /** A tensor's values in the dense order of the weights file, row by row. */
  public float[] get(String name) {
    Layout.Tensor t = layout.tensor(name);
    Matrix matrix = matrix(name);
    float[] values = new float[Math.multiplyExact(t.rows(), t.denseColumns())];
    for (int r = 0; r < t.rows(); r++) {
      for (Layout.Run run : t.runs()) {
        long from = matrix.row(r) + (long) run.stored() * Float.BYTES;
        int to = r * t.denseColumns() + run.dense();
        MemorySegment.copy(matrix.segment(), FLOAT, from, values, to, run.columns());
      }
    }
    return values;
  }

  /**
   * Sets a tensor from the dense order of the weights file.
   *
   * @throws IllegalArgumentException if the number of values is wrong
   */
  public void set(String name, float[] values) {
    Layout.Tensor t = layout.tensor(name);
    Matrix matrix = matrix(name);
    int expected = Math.multiplyExact(t.rows(), t.denseColumns());
    if (values.length != expected) {
      throw new IllegalArgumentException(
          name + ": " + values.length + " values, expected " + expected);
    }
    for (int r = 0; r < t.rows(); r++) {
      for (Layout.Run run : t.runs()) {
        int from = r * t.denseColumns() + run.dense();
        long to = matrix.row(r) + (long) run.stored() * Float.BYTES;
        MemorySegment.copy(values, from, matrix.segment(), FLOAT, to, run.columns());
      }
    }
  }
}
