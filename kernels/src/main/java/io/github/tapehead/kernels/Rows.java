package io.github.tapehead.kernels;

import static io.github.tapehead.kernels.Simd.F;
import static io.github.tapehead.kernels.Simd.LANES;
import static io.github.tapehead.kernels.Simd.ORDER;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;

/** Loops over a row that several kernels share. They run up to whole vectors. */
final class Rows {
  private Rows() {}

  /** y = 0. */
  static void zero(MemorySegment y, long yo, int n) {
    for (int c = 0; c < n; c += LANES) {
      FloatVector.zero(F).intoMemorySegment(y, yo + (long) c * Float.BYTES, ORDER);
    }
  }

  /** y = x. */
  static void copy(MemorySegment y, long yo, MemorySegment x, long xo, int n) {
    for (int c = 0; c < n; c += LANES) {
      long lane = (long) c * Float.BYTES;
      FloatVector.fromMemorySegment(F, x, xo + lane, ORDER).intoMemorySegment(y, yo + lane, ORDER);
    }
  }

  /** y = factor · x. */
  static void scale(MemorySegment y, long yo, MemorySegment x, long xo, float factor, int n) {
    FloatVector f = FloatVector.broadcast(F, factor);
    for (int c = 0; c < n; c += LANES) {
      long lane = (long) c * Float.BYTES;
      FloatVector.fromMemorySegment(F, x, xo + lane, ORDER)
          .mul(f)
          .intoMemorySegment(y, yo + lane, ORDER);
    }
  }

  /** y += factor · x. */
  static void addScaled(MemorySegment y, long yo, MemorySegment x, long xo, float factor, int n) {
    FloatVector f = FloatVector.broadcast(F, factor);
    for (int c = 0; c < n; c += LANES) {
      long lane = (long) c * Float.BYTES;
      FloatVector.fromMemorySegment(F, x, xo + lane, ORDER)
          .fma(f, FloatVector.fromMemorySegment(F, y, yo + lane, ORDER))
          .intoMemorySegment(y, yo + lane, ORDER);
    }
  }

  /** y += factor · (a − b). */
  static void addScaledDifference(
      MemorySegment y,
      long yo,
      MemorySegment a,
      long ao,
      MemorySegment b,
      long bo,
      float factor,
      int n) {
    FloatVector f = FloatVector.broadcast(F, factor);
    for (int c = 0; c < n; c += LANES) {
      long lane = (long) c * Float.BYTES;
      FloatVector.fromMemorySegment(F, a, ao + lane, ORDER)
          .sub(FloatVector.fromMemorySegment(F, b, bo + lane, ORDER))
          .fma(f, FloatVector.fromMemorySegment(F, y, yo + lane, ORDER))
          .intoMemorySegment(y, yo + lane, ORDER);
    }
  }

  /** y += x. */
  static void add(MemorySegment y, long yo, MemorySegment x, long xo, int n) {
    for (int c = 0; c < n; c += LANES) {
      long lane = (long) c * Float.BYTES;
      FloatVector.fromMemorySegment(F, y, yo + lane, ORDER)
          .add(FloatVector.fromMemorySegment(F, x, xo + lane, ORDER))
          .intoMemorySegment(y, yo + lane, ORDER);
    }
  }
}
