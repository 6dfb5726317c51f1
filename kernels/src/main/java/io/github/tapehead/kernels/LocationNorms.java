package io.github.tapehead.kernels;

import static io.github.tapehead.kernels.Simd.BLOCK;
import static io.github.tapehead.kernels.Simd.F;
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
    Shapes.requireBlocks("norms", norms, batch, n);
    Shapes.requireBlocks("memory", memory, batch * width, n);
    for (int b = 0; b < batch; b++) {
      for (int i = 0; i < n; i += BLOCK) {
        long lane = (long) i * Float.BYTES;
        long mo = memory.row(b * width) + lane;
        block(norms.segment(), norms.row(b) + lane, memory.segment(), mo, memory.rowBytes(), width);
      }
    }
  }

  /** The norms of one block of locations. */
  private static void block(
      MemorySegment norms, long no, MemorySegment memory, long mo, long row, int width) {
    FloatVector s0 = FloatVector.zero(F);
    FloatVector s1 = FloatVector.zero(F);
    FloatVector s2 = FloatVector.zero(F);
    FloatVector s3 = FloatVector.zero(F);
    long at = mo;
    for (int m = 0; m < width; m++) {
      FloatVector x = FloatVector.fromMemorySegment(F, memory, at, ORDER);
      s0 = x.fma(x, s0);
      x = FloatVector.fromMemorySegment(F, memory, at + VECTOR_BYTES, ORDER);
      s1 = x.fma(x, s1);
      x = FloatVector.fromMemorySegment(F, memory, at + 2 * VECTOR_BYTES, ORDER);
      s2 = x.fma(x, s2);
      x = FloatVector.fromMemorySegment(F, memory, at + 3 * VECTOR_BYTES, ORDER);
      s3 = x.fma(x, s3);
      at += row;
    }
    s0.sqrt().intoMemorySegment(norms, no, ORDER);
    s1.sqrt().intoMemorySegment(norms, no + VECTOR_BYTES, ORDER);
    s2.sqrt().intoMemorySegment(norms, no + 2 * VECTOR_BYTES, ORDER);
    s3.sqrt().intoMemorySegment(norms, no + 3 * VECTOR_BYTES, ORDER);
  }
}
