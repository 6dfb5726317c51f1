package io.github.tapehead.kernels;

import static io.github.tapehead.kernels.Simd.F;
import static io.github.tapehead.kernels.Simd.FLOAT;
import static io.github.tapehead.kernels.Simd.LANES;
import static io.github.tapehead.kernels.Simd.ORDER;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;

/**
 * Reading: the sum of the locations, weighted (Graves et al. 2014, eq. 2).
 *
 * <pre>
 *   r = Σ_i w_i · M_i          dw_i += dr · M_i          dM_i += w_i · dr
 * </pre>
 */
public final class MemoryRead {
  private MemoryRead() {}

  /**
   * Writes the read vectors of one head for a batch.
   *
   * @param read r, [batch × width], may be a view of some columns
   * @param weighting w, [batch × locations]
   * @param memory [batch · width × locations]
   */
  public static void forward(Matrix read, Matrix weighting, Matrix memory) {
    int batch = weighting.rows();
    int n = weighting.columns();
    int width = read.columns();
    Shapes.require("read", read, batch, width);
    Shapes.requirePadded("weighting", weighting, batch, n);
    Shapes.requirePadded("memory", memory, batch * width, n);
    for (int b = 0; b < batch; b++) {
      long wo = weighting.row(b);
      for (int m = 0; m < width; m++) {
        float sum =
            Reductions.dot(weighting.segment(), wo, memory.segment(), memory.row(b * width + m), n);
        read.set(b, m, sum);
      }
    }
  }

  /**
   * Adds the gradients of weighting and memory.
   *
   * @param dWeighting dw, [batch × locations]
   * @param dMemory [batch · width × locations]
   * @param dRead dr, [batch × width]
   * @param weighting w
   * @param memory [batch · width × locations]
   */
  public static void backward(
      Matrix dWeighting, Matrix dMemory, Matrix dRead, Matrix weighting, Matrix memory) {
    int batch = weighting.rows();
    int n = weighting.columns();
    int width = dRead.columns();
    Shapes.requirePadded("dWeighting", dWeighting, batch, n);
    Shapes.requirePadded("dMemory", dMemory, batch * width, n);
    Shapes.require("dRead", dRead, batch, width);
    Shapes.requirePadded("weighting", weighting, batch, n);
    Shapes.requirePadded("memory", memory, batch * width, n);
    for (int b = 0; b < batch; b++) {
      backward(
          dWeighting.segment(),
          dWeighting.row(b),
          dMemory.segment(),
          dMemory.row(b * width),
          dMemory.rowBytes(),
          dRead.segment(),
          dRead.row(b),
          weighting.segment(),
          weighting.row(b),
          memory.segment(),
          memory.row(b * width),
          memory.rowBytes(),
          width,
          n);
    }
  }

  private static void backward(
      MemorySegment dw,
      long dwo,
      MemorySegment dm,
      long dmo,
      long dmRow,
      MemorySegment dr,
      long dro,
      MemorySegment w,
      long wo,
      MemorySegment memory,
      long mo,
      long mRow,
      int width,
      int n) {
    for (int i = 0; i < n; i += LANES) {
      long lane = (long) i * Float.BYTES;
      FloatVector weight = FloatVector.fromMemorySegment(F, w, wo + lane, ORDER);
      FloatVector sum = FloatVector.fromMemorySegment(F, dw, dwo + lane, ORDER);
      for (int m = 0; m < width; m++) {
        FloatVector r = FloatVector.broadcast(F, dr.get(FLOAT, dro + (long) m * Float.BYTES));
        sum = r.fma(FloatVector.fromMemorySegment(F, memory, mo + lane + m * mRow, ORDER), sum);
        long at = dmo + lane + m * dmRow;
        r.fma(weight, FloatVector.fromMemorySegment(F, dm, at, ORDER))
            .intoMemorySegment(dm, at, ORDER);
      }
      sum.intoMemorySegment(dw, dwo + lane, ORDER);
    }
  }

  /** The width of each memory in a batch. */
  static int width(Matrix memory, int batch) {
    if (batch < 1 || memory.rows() % batch != 0) {
      throw new IllegalArgumentException(
          "memory: " + memory + ", expected a multiple of " + batch + " rows");
    }
    return memory.rows() / batch;
  }
}
