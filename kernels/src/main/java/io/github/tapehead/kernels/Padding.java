package io.github.tapehead.kernels;

import static io.github.tapehead.kernels.Simd.FLOAT;

import java.lang.foreign.MemorySegment;

/** The floats of a row beyond its columns, up to whole vectors. */
final class Padding {
  private Padding() {}

  /** Sets the pad of a row of {@code n} columns to zero. */
  static void clear(MemorySegment segment, long offset, int n) {
    fill(segment, offset, n, 0);
  }

  /** Sets the pad of a row of {@code n} columns to {@code value}. */
  static void fill(MemorySegment segment, long offset, int n, float value) {
    for (int i = n; i < Simd.padded(n); i++) {
      segment.set(FLOAT, offset + (long) i * Float.BYTES, value);
    }
  }
}
