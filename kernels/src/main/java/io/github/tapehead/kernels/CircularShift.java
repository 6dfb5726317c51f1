package io.github.tapehead.kernels;

import static io.github.tapehead.kernels.Simd.FLOAT;
import static io.github.tapehead.kernels.Simd.LANES;

import java.lang.foreign.MemorySegment;

/**
 * Circular shift: the convolution of the gated weighting with the shift weighting (Graves et al.
 * 2014, eq. 8), indices modulo the number of locations. Shift +1 moves the weighting to the next
 * location.
 *
 * <pre>
 *   w̃_i = Σ_j s(j) · w_(i−j)          j = −range … range
 *   dw_i += Σ_j s(j) · dw̃_(i+j)          ds(j) += Σ_i dw̃_i · w_(i−j)
 * </pre>
 *
 * <p>Each weighting is first copied into scratch with its two ends continued around the circle, so
 * that every shift is a plain load at another offset.
 */
public final class CircularShift {
  private CircularShift() {}

  /** Floats of scratch that both directions need. */
  public static int scratchFloats(int locations, int shifts) {
    return Simd.padded(locations) + shifts + LANES;
  }

  /**
   * Writes the shifted weighting of one head for a batch.
   *
   * @param shifted w̃, [batch × locations]
   * @param gated w, [batch × locations]
   * @param shift s, [batch × 2 · range + 1]
   * @param scratch a row of {@link #scratchFloats} floats
   */
  public static void forward(Matrix shifted, Matrix gated, Matrix shift, Matrix scratch) {
    int batch = shifted.rows();
    int n = shifted.columns();
    int range = range(shift, n);
    Shapes.requirePadded("shifted", shifted, batch, n);
    Shapes.requirePadded("gated", gated, batch, n);
    Shapes.require("shift", shift, batch, 2 * range + 1);
    Shapes.requireScratch(scratch, scratchFloats(n, shift.columns()));
    MemorySegment ring = scratch.segment();
    for (int b = 0; b < batch; b++) {
      unroll(ring, scratch.offset(), gated.segment(), gated.row(b), range, n);
      MemorySegment out = shifted.segment();
      long oo = shifted.row(b);
      Rows.scale(out, oo, ring, scratch.offset(), shift.get(b, 2 * range), n);
      for (int j = range - 1; j >= -range; j--) {
        long moved = scratch.offset() + (long) (range - j) * Float.BYTES;
        Rows.addScaled(out, oo, ring, moved, shift.get(b, range + j), n);
      }
      Padding.clear(out, oo, n);
    }
  }

  /**
   * Adds the gradients of the gated weighting and of the shift weighting.
   *
   * @param dGated dw, [batch × locations]
   * @param dShift ds, [batch × 2 · range + 1]
   * @param dShifted dw̃, [batch × locations]
   * @param gated w, [batch × locations]
   * @param shift s, [batch × 2 · range + 1]
   * @param scratch a row of {@link #scratchFloats} floats
   */
  public static void backward(
      Matrix dGated, Matrix dShift, Matrix dShifted, Matrix gated, Matrix shift, Matrix scratch) {
    int batch = dShifted.rows();
    int n = dShifted.columns();
    int range = range(shift, n);
    Shapes.requirePadded("dGated", dGated, batch, n);
    Shapes.require("dShift", dShift, batch, 2 * range + 1);
    Shapes.requirePadded("dShifted", dShifted, batch, n);
    Shapes.requirePadded("gated", gated, batch, n);
    Shapes.require("shift", shift, batch, 2 * range + 1);
    Shapes.requireScratch(scratch, scratchFloats(n, shift.columns()));
    MemorySegment ring = scratch.segment();
    long start = scratch.offset();
    for (int b = 0; b < batch; b++) {
      unroll(ring, start, gated.segment(), gated.row(b), range, n);
      for (int j = -range; j <= range; j++) {
        long moved = start + (long) (range - j) * Float.BYTES;
        float change = Reductions.dot(dShifted.segment(), dShifted.row(b), ring, moved, n);
        dShift.set(b, range + j, dShift.get(b, range + j) + change);
      }
      unroll(ring, start, dShifted.segment(), dShifted.row(b), range, n);
      for (int j = -range; j <= range; j++) {
        long moved = start + (long) (range + j) * Float.BYTES;
        Rows.addScaled(dGated.segment(), dGated.row(b), ring, moved, shift.get(b, range + j), n);
      }
      Padding.clear(dGated.segment(), dGated.row(b), n);
    }
  }

  /** ring(i) = w((i − range) mod n) for i from 0 to n + 2 · range, then zeros. */
  private static void unroll(
      MemorySegment ring, long start, MemorySegment w, long wo, int range, int n) {
    long middle = start + (long) range * Float.BYTES;
    Rows.copy(ring, middle, w, wo, n);
    for (int i = 0; i < range; i++) {
      long at = (long) i * Float.BYTES;
      long end = (long) n * Float.BYTES;
      ring.set(FLOAT, middle + end + at, w.get(FLOAT, wo + at));
      ring.set(FLOAT, start + at, w.get(FLOAT, wo + end - (long) (range - i) * Float.BYTES));
    }
    for (int i = n + 2 * range; i < Simd.padded(n) + 2 * range; i++) {
      ring.set(FLOAT, start + (long) i * Float.BYTES, 0);
    }
  }

  private static int range(Matrix shift, int locations) {
    int shifts = shift.columns();
    if (shifts % 2 == 0 || shifts > locations) {
      throw new IllegalArgumentException(
          "shift: " + shifts + " columns, expected an odd number up to " + locations);
    }
    return shifts / 2;
  }
}
