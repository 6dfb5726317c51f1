package io.github.tapehead.kernels;

import static io.github.tapehead.kernels.Simd.F;
import static io.github.tapehead.kernels.Simd.FLOAT;
import static io.github.tapehead.kernels.Simd.LANES;
import static io.github.tapehead.kernels.Simd.ORDER;
import static io.github.tapehead.kernels.Simd.VECTOR_BYTES;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShuffle;

/**
 * Sums over a row of {@code n} floats with zeros in the pad. Each lane sums its floats in order,
 * then lanes are added by halves: always the same bits, interpreted or compiled. ({@code
 * reduceLanes} leaves the order open, and it differs between the two.)
 */
final class Reductions {
  private static final VectorShuffle<Float> SWAP_8 = swap(8);
  private static final VectorShuffle<Float> SWAP_4 = swap(4);
  private static final VectorShuffle<Float> SWAP_2 = swap(2);
  private static final VectorShuffle<Float> SWAP_1 = swap(1);

  private Reductions() {}

  /** Σ x. */
  static float sum(MemorySegment x, long xo, int n) {
    FloatVector sum = FloatVector.zero(F);
    for (int c = 0; c < n; c += LANES) {
      sum = sum.add(FloatVector.fromMemorySegment(F, x, xo + (long) c * Float.BYTES, ORDER));
    }
    if (LANES > 8) {
      sum = sum.add(sum.rearrange(SWAP_8));
    }
    if (LANES > 4) {
      sum = sum.add(sum.rearrange(SWAP_4));
    }
    sum = sum.add(sum.rearrange(SWAP_2));
    return sum.add(sum.rearrange(SWAP_1)).lane(0);
  }

  /** Σ x · y. */
  static float dot(MemorySegment x, long xo, MemorySegment y, long yo, int n) {
    FloatVector sum = FloatVector.zero(F);
    for (int c = 0; c < n; c += LANES) {
      long lane = (long) c * Float.BYTES;
      FloatVector a = FloatVector.fromMemorySegment(F, x, xo + lane, ORDER);
      sum = a.fma(FloatVector.fromMemorySegment(F, y, yo + lane, ORDER), sum);
    }
    if (LANES > 8) {
      sum = sum.add(sum.rearrange(SWAP_8));
    }
    if (LANES > 4) {
      sum = sum.add(sum.rearrange(SWAP_4));
    }
    sum = sum.add(sum.rearrange(SWAP_2));
    return sum.add(sum.rearrange(SWAP_1)).lane(0);
  }

  /** Σ (x − centre) · y; the pad of y is zero. */
  static float centredDot(MemorySegment x, long xo, float centre, MemorySegment y, long yo, int n) {
    FloatVector sum = FloatVector.zero(F);
    for (int c = 0; c < n; c += LANES) {
      long lane = (long) c * Float.BYTES;
      FloatVector a = FloatVector.fromMemorySegment(F, x, xo + lane, ORDER).sub(centre);
      sum = a.fma(FloatVector.fromMemorySegment(F, y, yo + lane, ORDER), sum);
    }
    if (LANES > 8) {
      sum = sum.add(sum.rearrange(SWAP_8));
    }
    if (LANES > 4) {
      sum = sum.add(sum.rearrange(SWAP_4));
    }
    sum = sum.add(sum.rearrange(SWAP_2));
    return sum.add(sum.rearrange(SWAP_1)).lane(0);
  }

  /** Σ (x − centre) · y · z; the pad of y or z is zero. */
  static float centredDot(
      MemorySegment x,
      long xo,
      float centre,
      MemorySegment y,
      long yo,
      MemorySegment z,
      long zo,
      int n) {
    FloatVector sum = FloatVector.zero(F);
    for (int c = 0; c < n; c += LANES) {
      long lane = (long) c * Float.BYTES;
      FloatVector a = FloatVector.fromMemorySegment(F, x, xo + lane, ORDER).sub(centre);
      a = a.mul(FloatVector.fromMemorySegment(F, y, yo + lane, ORDER));
      sum = a.fma(FloatVector.fromMemorySegment(F, z, zo + lane, ORDER), sum);
    }
    if (LANES > 8) {
      sum = sum.add(sum.rearrange(SWAP_8));
    }
    if (LANES > 4) {
      sum = sum.add(sum.rearrange(SWAP_4));
    }
    sum = sum.add(sum.rearrange(SWAP_2));
    return sum.add(sum.rearrange(SWAP_1)).lane(0);
  }

  /** Σ x · (y − z). */
  static float dotDifference(
      MemorySegment x, long xo, MemorySegment y, long yo, MemorySegment z, long zo, int n) {
    FloatVector sum = FloatVector.zero(F);
    for (int c = 0; c < n; c += LANES) {
      long lane = (long) c * Float.BYTES;
      FloatVector difference =
          FloatVector.fromMemorySegment(F, y, yo + lane, ORDER)
              .sub(FloatVector.fromMemorySegment(F, z, zo + lane, ORDER));
      sum = difference.fma(FloatVector.fromMemorySegment(F, x, xo + lane, ORDER), sum);
    }
    if (LANES > 8) {
      sum = sum.add(sum.rearrange(SWAP_8));
    }
    if (LANES > 4) {
      sum = sum.add(sum.rearrange(SWAP_4));
    }
    sum = sum.add(sum.rearrange(SWAP_2));
    return sum.add(sum.rearrange(SWAP_1)).lane(0);
  }

  /**
   * out_j += factor · Σ partial_j: the lanes of one vector per row, which a loop over blocks of
   * columns has summed so far.
   *
   * @param out where the sums go, one float behind the other
   * @param partial one vector after the other
   */
  static void addLanes(
      MemorySegment out, long oo, float factor, MemorySegment partial, long po, int rows) {
    for (int j = 0; j < rows; j++) {
      FloatVector sum =
          FloatVector.fromMemorySegment(F, partial, po + (long) j * VECTOR_BYTES, ORDER);
      if (LANES > 8) {
        sum = sum.add(sum.rearrange(SWAP_8));
      }
      if (LANES > 4) {
        sum = sum.add(sum.rearrange(SWAP_4));
      }
      sum = sum.add(sum.rearrange(SWAP_2));
      float total = sum.add(sum.rearrange(SWAP_1)).lane(0);
      long at = oo + (long) j * Float.BYTES;
      out.set(FLOAT, at, Math.fma(factor, total, out.get(FLOAT, at)));
    }
  }

  private static VectorShuffle<Float> swap(int distance) {
    return VectorShuffle.fromOp(F, lane -> distance < LANES ? lane ^ distance : lane);
  }
}
