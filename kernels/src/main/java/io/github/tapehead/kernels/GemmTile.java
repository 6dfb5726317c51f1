package io.github.tapehead.kernels;

import static io.github.tapehead.kernels.Simd.F;
import static io.github.tapehead.kernels.Simd.FLOAT;
import static io.github.tapehead.kernels.Simd.LANES;
import static io.github.tapehead.kernels.Simd.ORDER;
import static io.github.tapehead.kernels.Simd.VECTOR_BYTES;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;

/**
 * The register tile of {@link Gemm}: C += A·B for {@link #ROWS} rows and two vectors of columns.
 * The eight sums live in registers while k runs; with two vectors of B and a broadcast of A they
 * fit the sixteen registers of AVX2 without a spill, which larger tiles do not once C2 has
 * scheduled them.
 *
 * <p>Rows of A are contiguous and B is one panel of a {@link PackedMatrix}: strides that are
 * constants let C2 take the bounds checks out of the loops. The loops call the Vector API directly:
 * helper methods of our own are not inlined any more in methods of this many vector operations.
 */
final class GemmTile {
  /** Rows of C in a tile. */
  static final int ROWS = 4;

  /** Columns of C in a tile, and of a packed panel. */
  static final int COLUMNS = 2 * LANES;

  /** Panels that a single row is multiplied with at a time. */
  static final int PANELS = 4;

  private static final long PANEL_ROW = COLUMNS * Float.BYTES;

  private GemmTile() {}

  /**
   * C[4 × 2 vectors] += A[4 × depth] · B[depth × 2 vectors], two steps of k at a time.
   *
   * @param depth even
   * @param aRow bytes from one row of A to the next
   */
  static void fourRows(
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
    long a1 = aStart + aRow;
    long a2 = a1 + aRow;
    long a3 = a2 + aRow;
    FloatVector c00 = FloatVector.fromMemorySegment(F, c, c0, ORDER);
    FloatVector c01 = FloatVector.fromMemorySegment(F, c, c0 + VECTOR_BYTES, ORDER);
    FloatVector c10 = FloatVector.fromMemorySegment(F, c, c1, ORDER);
    FloatVector c11 = FloatVector.fromMemorySegment(F, c, c1 + VECTOR_BYTES, ORDER);
    FloatVector c20 = FloatVector.fromMemorySegment(F, c, c2, ORDER);
    FloatVector c21 = FloatVector.fromMemorySegment(F, c, c2 + VECTOR_BYTES, ORDER);
    FloatVector c30 = FloatVector.fromMemorySegment(F, c, c3, ORDER);
    FloatVector c31 = FloatVector.fromMemorySegment(F, c, c3 + VECTOR_BYTES, ORDER);
    for (int k = 0; k < depth; k += 2) {
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
      ak += Float.BYTES;
      b0 = FloatVector.fromMemorySegment(F, b, bk + PANEL_ROW, ORDER);
      b1 = FloatVector.fromMemorySegment(F, b, bk + PANEL_ROW + VECTOR_BYTES, ORDER);
      x = FloatVector.broadcast(F, a.get(FLOAT, aStart + ak));
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
    }
    c00.intoMemorySegment(c, c0, ORDER);
    c01.intoMemorySegment(c, c0 + VECTOR_BYTES, ORDER);
    c10.intoMemorySegment(c, c1, ORDER);
    c11.intoMemorySegment(c, c1 + VECTOR_BYTES, ORDER);
    c20.intoMemorySegment(c, c2, ORDER);
    c21.intoMemorySegment(c, c2 + VECTOR_BYTES, ORDER);
    c30.intoMemorySegment(c, c3, ORDER);
    c31.intoMemorySegment(c, c3 + VECTOR_BYTES, ORDER);
  }

  /**
   * C[1 × 2 vectors] += A[1 × depth] · B[depth × 2 vectors]: for batches of one and for what is
   * left of four rows. Four steps of k at a time keep eight sums in flight.
   *
   * @param depth a multiple of 4
   */
  static void oneRow(
      MemorySegment c,
      long c0,
      MemorySegment a,
      long aStart,
      MemorySegment b,
      long bStart,
      int depth) {
    FloatVector s00 = FloatVector.fromMemorySegment(F, c, c0, ORDER);
    FloatVector s01 = FloatVector.fromMemorySegment(F, c, c0 + VECTOR_BYTES, ORDER);
    FloatVector s10 = FloatVector.zero(F);
    FloatVector s11 = FloatVector.zero(F);
    FloatVector s20 = FloatVector.zero(F);
    FloatVector s21 = FloatVector.zero(F);
    FloatVector s30 = FloatVector.zero(F);
    FloatVector s31 = FloatVector.zero(F);
    for (int k = 0; k < depth; k += 4) {
      long bk = bStart + (long) k * PANEL_ROW;
      long ak = aStart + (long) k * Float.BYTES;
      FloatVector x = FloatVector.broadcast(F, a.get(FLOAT, ak));
      s00 = FloatVector.fromMemorySegment(F, b, bk, ORDER).fma(x, s00);
      s01 = FloatVector.fromMemorySegment(F, b, bk + VECTOR_BYTES, ORDER).fma(x, s01);
      bk += PANEL_ROW;
      x = FloatVector.broadcast(F, a.get(FLOAT, ak + Float.BYTES));
      s10 = FloatVector.fromMemorySegment(F, b, bk, ORDER).fma(x, s10);
      s11 = FloatVector.fromMemorySegment(F, b, bk + VECTOR_BYTES, ORDER).fma(x, s11);
      bk += PANEL_ROW;
      x = FloatVector.broadcast(F, a.get(FLOAT, ak + 2 * Float.BYTES));
      s20 = FloatVector.fromMemorySegment(F, b, bk, ORDER).fma(x, s20);
      s21 = FloatVector.fromMemorySegment(F, b, bk + VECTOR_BYTES, ORDER).fma(x, s21);
      bk += PANEL_ROW;
      x = FloatVector.broadcast(F, a.get(FLOAT, ak + 3 * Float.BYTES));
      s30 = FloatVector.fromMemorySegment(F, b, bk, ORDER).fma(x, s30);
      s31 = FloatVector.fromMemorySegment(F, b, bk + VECTOR_BYTES, ORDER).fma(x, s31);
    }
    s00.add(s10).add(s20.add(s30)).intoMemorySegment(c, c0, ORDER);
    s01.add(s11).add(s21.add(s31)).intoMemorySegment(c, c0 + VECTOR_BYTES, ORDER);
  }

  /**
   * The same for {@link #PANELS} neighbouring panels of B: one broadcast for eight sums, and fewer
   * loops to enter.
   *
   * @param b0 where the first panel starts
   * @param panelBytes from one panel to the next
   */
  static void oneRow(
      MemorySegment c,
      long c0,
      MemorySegment a,
      long aStart,
      MemorySegment b,
      long b0,
      long panelBytes,
      int depth) {
    long b1 = b0 + panelBytes;
    long b2 = b1 + panelBytes;
    long b3 = b2 + panelBytes;
    long c1 = c0 + PANEL_ROW;
    long c2 = c1 + PANEL_ROW;
    long c3 = c2 + PANEL_ROW;
    FloatVector s00 = FloatVector.fromMemorySegment(F, c, c0, ORDER);
    FloatVector s01 = FloatVector.fromMemorySegment(F, c, c0 + VECTOR_BYTES, ORDER);
    FloatVector s10 = FloatVector.fromMemorySegment(F, c, c1, ORDER);
    FloatVector s11 = FloatVector.fromMemorySegment(F, c, c1 + VECTOR_BYTES, ORDER);
    FloatVector s20 = FloatVector.fromMemorySegment(F, c, c2, ORDER);
    FloatVector s21 = FloatVector.fromMemorySegment(F, c, c2 + VECTOR_BYTES, ORDER);
    FloatVector s30 = FloatVector.fromMemorySegment(F, c, c3, ORDER);
    FloatVector s31 = FloatVector.fromMemorySegment(F, c, c3 + VECTOR_BYTES, ORDER);
    for (int k = 0; k < depth; k++) {
      long row = (long) k * PANEL_ROW;
      long next = row + VECTOR_BYTES;
      FloatVector x = FloatVector.broadcast(F, a.get(FLOAT, aStart + (long) k * Float.BYTES));
      s00 = FloatVector.fromMemorySegment(F, b, b0 + row, ORDER).fma(x, s00);
      s01 = FloatVector.fromMemorySegment(F, b, b0 + next, ORDER).fma(x, s01);
      s10 = FloatVector.fromMemorySegment(F, b, b1 + row, ORDER).fma(x, s10);
      s11 = FloatVector.fromMemorySegment(F, b, b1 + next, ORDER).fma(x, s11);
      s20 = FloatVector.fromMemorySegment(F, b, b2 + row, ORDER).fma(x, s20);
      s21 = FloatVector.fromMemorySegment(F, b, b2 + next, ORDER).fma(x, s21);
      s30 = FloatVector.fromMemorySegment(F, b, b3 + row, ORDER).fma(x, s30);
      s31 = FloatVector.fromMemorySegment(F, b, b3 + next, ORDER).fma(x, s31);
    }
    s00.intoMemorySegment(c, c0, ORDER);
    s01.intoMemorySegment(c, c0 + VECTOR_BYTES, ORDER);
    s10.intoMemorySegment(c, c1, ORDER);
    s11.intoMemorySegment(c, c1 + VECTOR_BYTES, ORDER);
    s20.intoMemorySegment(c, c2, ORDER);
    s21.intoMemorySegment(c, c2 + VECTOR_BYTES, ORDER);
    s30.intoMemorySegment(c, c3, ORDER);
    s31.intoMemorySegment(c, c3 + VECTOR_BYTES, ORDER);
  }

  /** C[rows × 2 vectors] += A[rows × depth] · B, one row and one step of k after the other. */
  static void remainder(
      MemorySegment c,
      long c0,
      long cRow,
      MemorySegment a,
      long aStart,
      long aRow,
      MemorySegment b,
      long bStart,
      int rows,
      int depth) {
    for (int i = 0; i < rows; i++) {
      long ci = c0 + i * cRow;
      FloatVector s0 = FloatVector.fromMemorySegment(F, c, ci, ORDER);
      FloatVector s1 = FloatVector.fromMemorySegment(F, c, ci + VECTOR_BYTES, ORDER);
      for (int k = 0; k < depth; k++) {
        long bk = bStart + (long) k * PANEL_ROW;
        FloatVector x =
            FloatVector.broadcast(F, a.get(FLOAT, aStart + i * aRow + (long) k * Float.BYTES));
        s0 = FloatVector.fromMemorySegment(F, b, bk, ORDER).fma(x, s0);
        s1 = FloatVector.fromMemorySegment(F, b, bk + VECTOR_BYTES, ORDER).fma(x, s1);
      }
      s0.intoMemorySegment(c, ci, ORDER);
      s1.intoMemorySegment(c, ci + VECTOR_BYTES, ORDER);
    }
  }
}
