package io.github.tapehead.kernels;

import static io.github.tapehead.kernels.Simd.F;
import static io.github.tapehead.kernels.Simd.FLOAT;
import static io.github.tapehead.kernels.Simd.LANES;
import static io.github.tapehead.kernels.Simd.ORDER;
import static io.github.tapehead.kernels.Simd.VECTOR_BYTES;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;

/**
 * A taller register tile than {@link GemmTile#fourRows}, for vectors of 512 bits: machines that
 * have them have 32 registers, and need sixteen sums in flight to keep their multipliers busy.
 */
final class TallGemmTile {
  /** Rows of C in a tile. */
  static final int ROWS = 8;

  /** Whether the tile is worth its registers. */
  static final boolean FITS = LANES >= 16;

  private static final long PANEL_ROW = GemmTile.COLUMNS * Float.BYTES;

  private TallGemmTile() {}

  /**
   * C[8 × 2 vectors] += A[8 × depth] · B[depth × 2 vectors].
   *
   * @param aRow bytes from one row of A to the next
   */
  static void eightRows(
      MemorySegment c,
      long c0,
      long cRow,
      MemorySegment a,
      long aStart,
      long aRow,
      MemorySegment b,
      long bStart,
      int depth) {
    long c1 = c0 + cRow;
    long c2 = c1 + cRow;
    long c3 = c2 + cRow;
    long c4 = c3 + cRow;
    long c5 = c4 + cRow;
    long c6 = c5 + cRow;
    long c7 = c6 + cRow;
    long a1 = aStart + aRow;
    long a2 = a1 + aRow;
    long a3 = a2 + aRow;
    long a4 = a3 + aRow;
    long a5 = a4 + aRow;
    long a6 = a5 + aRow;
    long a7 = a6 + aRow;
    FloatVector c00 = FloatVector.fromMemorySegment(F, c, c0, ORDER);
    FloatVector c01 = FloatVector.fromMemorySegment(F, c, c0 + VECTOR_BYTES, ORDER);
    FloatVector c10 = FloatVector.fromMemorySegment(F, c, c1, ORDER);
    FloatVector c11 = FloatVector.fromMemorySegment(F, c, c1 + VECTOR_BYTES, ORDER);
    FloatVector c20 = FloatVector.fromMemorySegment(F, c, c2, ORDER);
    FloatVector c21 = FloatVector.fromMemorySegment(F, c, c2 + VECTOR_BYTES, ORDER);
    FloatVector c30 = FloatVector.fromMemorySegment(F, c, c3, ORDER);
    FloatVector c31 = FloatVector.fromMemorySegment(F, c, c3 + VECTOR_BYTES, ORDER);
    FloatVector c40 = FloatVector.fromMemorySegment(F, c, c4, ORDER);
    FloatVector c41 = FloatVector.fromMemorySegment(F, c, c4 + VECTOR_BYTES, ORDER);
    FloatVector c50 = FloatVector.fromMemorySegment(F, c, c5, ORDER);
    FloatVector c51 = FloatVector.fromMemorySegment(F, c, c5 + VECTOR_BYTES, ORDER);
    FloatVector c60 = FloatVector.fromMemorySegment(F, c, c6, ORDER);
    FloatVector c61 = FloatVector.fromMemorySegment(F, c, c6 + VECTOR_BYTES, ORDER);
    FloatVector c70 = FloatVector.fromMemorySegment(F, c, c7, ORDER);
    FloatVector c71 = FloatVector.fromMemorySegment(F, c, c7 + VECTOR_BYTES, ORDER);
    for (int k = 0; k < depth; k++) {
      long bk = bStart + (long) k * PANEL_ROW;
      long ak = (long) k * Float.BYTES;
      FloatVector b0 = FloatVector.fromMemorySegment(F, b, bk, ORDER);
      FloatVector b1 = FloatVector.fromMemorySegment(F, b, bk + VECTOR_BYTES, ORDER);
      FloatVector x = FloatVector.broadcast(F, a.get(FLOAT, aStart + ak));
      c00 = x.fma(b0, c00);
      c01 = x.fma(b1, c01);
      x = FloatVector.broadcast(F, a.get(FLOAT, a1 + ak));
      c10 = x.fma(b0, c10);
      c11 = x.fma(b1, c11);
      x = FloatVector.broadcast(F, a.get(FLOAT, a2 + ak));
      c20 = x.fma(b0, c20);
      c21 = x.fma(b1, c21);
      x = FloatVector.broadcast(F, a.get(FLOAT, a3 + ak));
      c30 = x.fma(b0, c30);
      c31 = x.fma(b1, c31);
      x = FloatVector.broadcast(F, a.get(FLOAT, a4 + ak));
      c40 = x.fma(b0, c40);
      c41 = x.fma(b1, c41);
      x = FloatVector.broadcast(F, a.get(FLOAT, a5 + ak));
      c50 = x.fma(b0, c50);
      c51 = x.fma(b1, c51);
      x = FloatVector.broadcast(F, a.get(FLOAT, a6 + ak));
      c60 = x.fma(b0, c60);
      c61 = x.fma(b1, c61);
      x = FloatVector.broadcast(F, a.get(FLOAT, a7 + ak));
      c70 = x.fma(b0, c70);
      c71 = x.fma(b1, c71);
    }
    c00.intoMemorySegment(c, c0, ORDER);
    c01.intoMemorySegment(c, c0 + VECTOR_BYTES, ORDER);
    c10.intoMemorySegment(c, c1, ORDER);
    c11.intoMemorySegment(c, c1 + VECTOR_BYTES, ORDER);
    c20.intoMemorySegment(c, c2, ORDER);
    c21.intoMemorySegment(c, c2 + VECTOR_BYTES, ORDER);
    c30.intoMemorySegment(c, c3, ORDER);
    c31.intoMemorySegment(c, c3 + VECTOR_BYTES, ORDER);
    c40.intoMemorySegment(c, c4, ORDER);
    c41.intoMemorySegment(c, c4 + VECTOR_BYTES, ORDER);
    c50.intoMemorySegment(c, c5, ORDER);
    c51.intoMemorySegment(c, c5 + VECTOR_BYTES, ORDER);
    c60.intoMemorySegment(c, c6, ORDER);
    c61.intoMemorySegment(c, c6 + VECTOR_BYTES, ORDER);
    c70.intoMemorySegment(c, c7, ORDER);
    c71.intoMemorySegment(c, c7 + VECTOR_BYTES, ORDER);
  }
}
