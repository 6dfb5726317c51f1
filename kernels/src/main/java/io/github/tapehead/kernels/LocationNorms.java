package io.github.tapehead.kernels;

import static io.github.tapehead.kernels.Simd.F;
import static io.github.tapehead.kernels.Simd.LANES;
import static io.github.tapehead.kernels.Simd.ORDER;
import static io.github.tapehead.kernels.Simd.VECTOR_BYTES;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;

/**
 * The Euclidean norms of the locations, |M_i|, for {@link CosineSimilarity}, which also takes their
 * gradient.
 */
public final class LocationNorms {
  private LocationNorms() {}

  /**
   * Writes the Euclidean norm of each location.
   *
   * @param norms |M_i|, [batch × locations]
   * @param memory [batch · width × locations]
   */
  public static void forward(Matrix norms, Matrix memory) {
    int batch = norms.rows();
    int n = norms.columns();
    int width = MemoryRead.width(memory, batch);
    Shapes.requirePadded("norms", norms, batch, n);
    Shapes.requirePadded("memory", memory, batch * width, n);
    for (int b = 0; b < batch; b++) {
      forward(
          norms.segment(),
          norms.row(b),
          memory.segment(),
          memory.row(b * width),
          memory.rowBytes(),
          width,
          n);
    }
  }

  private static void forward(
      MemorySegment norms, long no, MemorySegment m, long mo, long stride, int width, int n) {
    int i = 0;
    for (; i < n - 3 * LANES; i += 4 * LANES) {
      long lane = (long) i * Float.BYTES;
      FloatVector s0 = FloatVector.zero(F);
      FloatVector s1 = FloatVector.zero(F);
      FloatVector s2 = FloatVector.zero(F);
      FloatVector s3 = FloatVector.zero(F);
      for (int j = 0; j < width; j++) {
        long at = mo + lane + j * stride;
        FloatVector x = FloatVector.fromMemorySegment(F, m, at, ORDER);
        s0 = x.fma(x, s0);
        x = FloatVector.fromMemorySegment(F, m, at + VECTOR_BYTES, ORDER);
        s1 = x.fma(x, s1);
        x = FloatVector.fromMemorySegment(F, m, at + 2 * VECTOR_BYTES, ORDER);
        s2 = x.fma(x, s2);
        x = FloatVector.fromMemorySegment(F, m, at + 3 * VECTOR_BYTES, ORDER);
        s3 = x.fma(x, s3);
      }
      long to = no + lane;
      s0.sqrt().intoMemorySegment(norms, to, ORDER);
      s1.sqrt().intoMemorySegment(norms, to + VECTOR_BYTES, ORDER);
      s2.sqrt().intoMemorySegment(norms, to + 2 * VECTOR_BYTES, ORDER);
      s3.sqrt().intoMemorySegment(norms, to + 3 * VECTOR_BYTES, ORDER);
    }
    for (; i < n; i += LANES) {
      long lane = (long) i * Float.BYTES;
      FloatVector sum = FloatVector.zero(F);
      for (int j = 0; j < width; j++) {
        FloatVector x = FloatVector.fromMemorySegment(F, m, mo + lane + j * stride, ORDER);
        sum = x.fma(x, sum);
      }
      sum.sqrt().intoMemorySegment(norms, no + lane, ORDER);
    }
  }
}
