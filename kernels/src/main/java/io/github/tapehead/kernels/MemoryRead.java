package io.github.tapehead.kernels;

import static io.github.tapehead.kernels.Simd.BLOCK;
import static io.github.tapehead.kernels.Simd.F;
import static io.github.tapehead.kernels.Simd.FLOAT;
import static io.github.tapehead.kernels.Simd.LANES;
import static io.github.tapehead.kernels.Simd.ORDER;
import static io.github.tapehead.kernels.Simd.VECTOR_BYTES;

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

  /** Floats of scratch that forward needs. */
  public static int scratchFloats(int width) {
    return Math.multiplyExact(width, LANES);
  }

  /**
   * Writes the read vectors of one head for a batch.
   *
   * @param read r, [batch × width], may be a view of some columns
   * @param weighting w, [batch × locations]
   * @param memory [batch · width × locations]
   * @param scratch a row of {@link #scratchFloats} floats
   */
  public static void forward(Matrix read, Matrix weighting, Matrix memory, Matrix scratch) {
    int batch = weighting.rows();
    int n = weighting.columns();
    int width = read.columns();
    Shapes.require("read", read, batch, width);
    Shapes.requireBlocks("weighting", weighting, batch, n);
    Shapes.requireBlocks("memory", memory, batch * width, n);
    Shapes.requireScratch(scratch, scratchFloats(width));
    MemorySegment sums = scratch.segment();
    for (int b = 0; b < batch; b++) {
      Rows.zero(sums, scratch.offset(), scratchFloats(width));
      for (int i = 0; i < n; i += BLOCK) {
        long lane = (long) i * Float.BYTES;
        block(
            sums,
            scratch.offset(),
            weighting.segment(),
            weighting.row(b) + lane,
            memory.segment(),
            memory.row(b * width) + lane,
            memory.rowBytes(),
            width);
      }
      for (int m = 0; m < width; m++) {
        read.set(b, m, 0);
      }
      Reductions.addLanes(read.segment(), read.row(b), 1f, sums, scratch.offset(), width);
    }
  }

  /** Adds w · M of one block of locations to the lanes of sums, a vector for each component. */
  private static void block(
      MemorySegment sums,
      long so,
      MemorySegment w,
      long wo,
      MemorySegment memory,
      long mo,
      long row,
      int width) {
    FloatVector w0 = FloatVector.fromMemorySegment(F, w, wo, ORDER);
    FloatVector w1 = FloatVector.fromMemorySegment(F, w, wo + VECTOR_BYTES, ORDER);
    FloatVector w2 = FloatVector.fromMemorySegment(F, w, wo + 2 * VECTOR_BYTES, ORDER);
    FloatVector w3 = FloatVector.fromMemorySegment(F, w, wo + 3 * VECTOR_BYTES, ORDER);
    long at = mo;
    for (int m = 0; m < width; m++) {
      long sum = so + (long) m * VECTOR_BYTES;
      FloatVector s = FloatVector.fromMemorySegment(F, sums, sum, ORDER);
      s = w0.fma(FloatVector.fromMemorySegment(F, memory, at, ORDER), s);
      FloatVector t = w1.mul(FloatVector.fromMemorySegment(F, memory, at + VECTOR_BYTES, ORDER));
      s = w2.fma(FloatVector.fromMemorySegment(F, memory, at + 2 * VECTOR_BYTES, ORDER), s);
      t = w3.fma(FloatVector.fromMemorySegment(F, memory, at + 3 * VECTOR_BYTES, ORDER), t);
      s.add(t).intoMemorySegment(sums, sum, ORDER);
      at += row;
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
    Shapes.requireBlocks("dWeighting", dWeighting, batch, n);
    Shapes.requireBlocks("dMemory", dMemory, batch * width, n);
    Shapes.require("dRead", dRead, batch, width);
    Shapes.requireBlocks("weighting", weighting, batch, n);
    Shapes.requireBlocks("memory", memory, batch * width, n);
    for (int b = 0; b < batch; b++) {
      for (int i = 0; i < n; i += BLOCK) {
        long lane = (long) i * Float.BYTES;
        backwardBlock(
            dWeighting.segment(),
            dWeighting.row(b) + lane,
            dMemory.segment(),
            dMemory.row(b * width) + lane,
            dMemory.rowBytes(),
            dRead.segment(),
            dRead.row(b),
            weighting.segment(),
            weighting.row(b) + lane,
            memory.segment(),
            memory.row(b * width) + lane,
            memory.rowBytes(),
            width);
      }
    }
  }

  /** The gradients of one block of locations. */
  private static void backwardBlock(
      MemorySegment dw,
      long dwo,
      MemorySegment dm,
      long dmo,
      long dRow,
      MemorySegment dr,
      long dro,
      MemorySegment w,
      long wo,
      MemorySegment memory,
      long mo,
      long row,
      int width) {
    FloatVector w0 = FloatVector.fromMemorySegment(F, w, wo, ORDER);
    FloatVector w1 = FloatVector.fromMemorySegment(F, w, wo + VECTOR_BYTES, ORDER);
    FloatVector w2 = FloatVector.fromMemorySegment(F, w, wo + 2 * VECTOR_BYTES, ORDER);
    FloatVector w3 = FloatVector.fromMemorySegment(F, w, wo + 3 * VECTOR_BYTES, ORDER);
    FloatVector s0 = FloatVector.fromMemorySegment(F, dw, dwo, ORDER);
    FloatVector s1 = FloatVector.fromMemorySegment(F, dw, dwo + VECTOR_BYTES, ORDER);
    FloatVector s2 = FloatVector.fromMemorySegment(F, dw, dwo + 2 * VECTOR_BYTES, ORDER);
    FloatVector s3 = FloatVector.fromMemorySegment(F, dw, dwo + 3 * VECTOR_BYTES, ORDER);
    long at = mo;
    long d = dmo;
    for (int m = 0; m < width; m++) {
      FloatVector r = FloatVector.broadcast(F, dr.get(FLOAT, dro + (long) m * Float.BYTES));
      s0 = r.fma(FloatVector.fromMemorySegment(F, memory, at, ORDER), s0);
      s1 = r.fma(FloatVector.fromMemorySegment(F, memory, at + VECTOR_BYTES, ORDER), s1);
      s2 = r.fma(FloatVector.fromMemorySegment(F, memory, at + 2 * VECTOR_BYTES, ORDER), s2);
      s3 = r.fma(FloatVector.fromMemorySegment(F, memory, at + 3 * VECTOR_BYTES, ORDER), s3);
      r.fma(w0, FloatVector.fromMemorySegment(F, dm, d, ORDER)).intoMemorySegment(dm, d, ORDER);
      long d1 = d + VECTOR_BYTES;
      r.fma(w1, FloatVector.fromMemorySegment(F, dm, d1, ORDER)).intoMemorySegment(dm, d1, ORDER);
      long d2 = d + 2 * VECTOR_BYTES;
      r.fma(w2, FloatVector.fromMemorySegment(F, dm, d2, ORDER)).intoMemorySegment(dm, d2, ORDER);
      long d3 = d + 3 * VECTOR_BYTES;
      r.fma(w3, FloatVector.fromMemorySegment(F, dm, d3, ORDER)).intoMemorySegment(dm, d3, ORDER);
      at += row;
      d += dRow;
    }
    s0.intoMemorySegment(dw, dwo, ORDER);
    s1.intoMemorySegment(dw, dwo + VECTOR_BYTES, ORDER);
    s2.intoMemorySegment(dw, dwo + 2 * VECTOR_BYTES, ORDER);
    s3.intoMemorySegment(dw, dwo + 3 * VECTOR_BYTES, ORDER);
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
