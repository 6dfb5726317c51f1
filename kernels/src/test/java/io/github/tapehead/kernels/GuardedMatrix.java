package io.github.tapehead.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.BitSet;

/**
 * A matrix inside a larger segment, in which every other float is a guard: a NaN, so that a kernel
 * that reads one betrays itself too.
 */
final class GuardedMatrix {
  /** Where the matrix lies in its segment. */
  enum Placement {
    /** As {@link Matrix#allocate} places it. */
    ALIGNED(16, 0, 1),
    /** At an odd offset, with an odd leading dimension. */
    ODD(7, 5, 1),
    /** Every third row and some columns of a wider matrix. */
    VIEW(16, 3, 3);

    final int before;
    final int gap;
    final int stride;

    Placement(int before, int gap, int stride) {
      this.before = before;
      this.gap = gap;
      this.stride = stride;
    }
  }

  private static final float GUARD = Float.NaN;
  private static final ValueLayout.OfFloat FLOAT = Simd.FLOAT;

  final Matrix matrix;
  private final Argument argument;
  private final MemorySegment snapshot;
  private final BitSet owned = new BitSet();
  private final BitSet pad = new BitSet();

  GuardedMatrix(Arena arena, Argument argument, Placement placement) {
    this.argument = argument;
    int lead = placement.gap;
    int ld = placement.gap + lead + argument.room();
    if (placement == Placement.ALIGNED) {
      ld = Matrix.aligned(argument.room());
    }
    int allRows = argument.rows() * placement.stride;
    long floats = placement.before + (long) allRows * ld + 2L * Simd.LANES + 16;
    MemorySegment segment = arena.allocate(floats * Float.BYTES, 64);
    snapshot = arena.allocate(floats * Float.BYTES, 64);
    matrix =
        new Matrix(segment, (long) placement.before * Float.BYTES, allRows, ld, ld)
            .everyRow(placement.stride - 1, placement.stride)
            .columns(lead, argument.columns());
    for (int r = 0; r < argument.rows(); r++) {
      int start = (int) (matrix.row(r) / Float.BYTES);
      owned.set(start, start + argument.columns());
      pad.set(start + argument.columns(), start + argument.room());
    }
  }

  /** Sets guards, zero pads and {@code values}; null for NaN in every element. */
  void fill(double[] values) {
    MemorySegment segment = matrix.segment();
    for (int i = 0; i < segment.byteSize() / Float.BYTES; i++) {
      segment.setAtIndex(FLOAT, i, pad.get(i) ? 0 : GUARD);
    }
    for (int i = 0; values != null && i < values.length; i++) {
      matrix.set(i / matrix.columns(), i % matrix.columns(), (float) values[i]);
    }
    snapshot.copyFrom(segment);
  }

  /** Brings back what {@link #fill} set. */
  void restore() {
    MemorySegment.copy(snapshot, 0, matrix.segment(), 0, snapshot.byteSize());
  }

  /** The elements, row by row. */
  double[] values() {
    double[] values = new double[matrix.rows() * matrix.columns()];
    for (int i = 0; i < values.length; i++) {
      values[i] = matrix.get(i / matrix.columns(), i % matrix.columns());
    }
    return values;
  }

  /** Fails if a guard, a pad or an element of an input has changed. */
  void verify(String when) {
    for (int i = 0; i < snapshot.byteSize() / Float.BYTES; i++) {
      float before = snapshot.getAtIndex(FLOAT, i);
      float after = matrix.segment().getAtIndex(FLOAT, i);
      if (pad.get(i)) {
        if (argument.role() != Argument.Role.SCRATCH && after != 0) {
          assertEquals(0, after, when + ": pad of " + argument + ", float " + i);
        }
      } else if (!owned.get(i) || argument.role() == Argument.Role.INPUT) {
        int expected = Float.floatToRawIntBits(before);
        if (expected != Float.floatToRawIntBits(after)) {
          String what = owned.get(i) ? ": input " : ": guard of ";
          assertEquals(before, after, when + what + argument + ", float " + i);
        }
      }
    }
  }
}
