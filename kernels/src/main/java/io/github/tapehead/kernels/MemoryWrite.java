package io.github.tapehead.kernels;

import static io.github.tapehead.kernels.Simd.F;
import static io.github.tapehead.kernels.Simd.LANES;
import static io.github.tapehead.kernels.Simd.ORDER;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;

/**
 * Writing with several heads at once: all erases, then all adds (Graves et al. 2014, eqs. 3 and 4).
 *
 * <pre>
 *   M = M' ∘ Π_j (1 − w_j ⊗ e_j) + Σ_j w_j ⊗ a_j
 *
 *   da_j += w_j · dM          dw_j += dM · a_j
 *   with P_j = M' ∘ Π_(l&lt;j) (1 − w_l ⊗ e_l), from the last head to the first:
 *   de_j −= Σ_i w_j · dP · P_j     dw_j −= Σ_m e_j · dP · P_j     dP ∘= 1 − w_j ⊗ e_j
 * </pre>
 *
 * <p>Weightings of the heads stand in neighbouring rows, row {@code b · heads + j}; erase and add
 * vectors in neighbouring columns, from {@code j · width} on.
 */
public final class MemoryWrite {
  private MemoryWrite() {}

  /**
   * Writes the new memory.
   *
   * @param memory M, [batch · width × locations]; may be {@code previous} itself
   * @param previous M', [batch · width × locations]
   * @param weighting w, [batch · heads × locations]
   * @param erase e, [batch × heads · width]
   * @param add a, [batch × heads · width]
   * @param heads number of write heads
   */
  public static void forward(
      Matrix memory, Matrix previous, Matrix weighting, Matrix erase, Matrix add, int heads) {
    int batch = erase.rows();
    int width = width(erase, heads);
    int n = weighting.columns();
    Shapes.requirePadded("memory", memory, batch * width, n);
    Shapes.requirePadded("previous", previous, batch * width, n);
    Shapes.requirePadded("weighting", weighting, batch * heads, n);
    Shapes.require("add", add, batch, heads * width);
    MemorySegment out = memory.segment();
    MemorySegment w = weighting.segment();
    int last = heads - 1;
    for (int b = 0; b < batch; b++) {
      for (int m = 0; m < width; m++) {
        long oo = memory.row(b * width + m);
        MemorySegment in = previous.segment();
        long io = previous.row(b * width + m);
        for (int j = 0; j < last; j++) {
          long wo = weighting.row(b * heads + j);
          write(out, oo, in, io, w, wo, erase.get(b, j * width + m), 0f, n);
          in = out;
          io = oo;
        }
        float e = erase.get(b, last * width + m);
        float a = add.get(b, last * width + m);
        write(out, oo, in, io, w, weighting.row(b * heads + last), e, a, n);
        for (int j = 0; j < last; j++) {
          long wo = weighting.row(b * heads + j);
          write(out, oo, out, oo, w, wo, 0f, add.get(b, j * width + m), n);
        }
      }
    }
  }

  /**
   * Adds the gradients of weightings, erase and add vectors, and takes the memory's gradient back
   * over the write.
   *
   * @param dMemory in: the gradient of M; out: that of M', [batch · width × locations]
   * @param dWeighting dw, [batch · heads × locations]
   * @param dErase de, [batch × heads · width]
   * @param dAdd da, [batch × heads · width]
   * @param previous M'
   * @param weighting w
   * @param erase e
   * @param add a
   * @param heads number of write heads
   * @param scratch {@code heads} rows of {@code locations} floats, padded
   */
  public static void backward(
      Matrix dMemory,
      Matrix dWeighting,
      Matrix dErase,
      Matrix dAdd,
      Matrix previous,
      Matrix weighting,
      Matrix erase,
      Matrix add,
      int heads,
      Matrix scratch) {
    int batch = erase.rows();
    int width = width(erase, heads);
    int n = weighting.columns();
    Shapes.requirePadded("dMemory", dMemory, batch * width, n);
    Shapes.requirePadded("dWeighting", dWeighting, batch * heads, n);
    Shapes.require("dErase", dErase, batch, heads * width);
    Shapes.require("dAdd", dAdd, batch, heads * width);
    Shapes.requirePadded("previous", previous, batch * width, n);
    Shapes.requirePadded("weighting", weighting, batch * heads, n);
    Shapes.require("add", add, batch, heads * width);
    Shapes.requirePadded("scratch", scratch, heads, n);
    MemorySegment w = weighting.segment();
    MemorySegment dw = dWeighting.segment();
    MemorySegment d = dMemory.segment();
    MemorySegment s = scratch.segment();
    for (int b = 0; b < batch; b++) {
      for (int m = 0; m < width; m++) {
        long dRow = dMemory.row(b * width + m);
        for (int j = 0; j < heads; j++) {
          int column = j * width + m;
          int head = b * heads + j;
          long wo = weighting.row(head);
          float change = Reductions.dot(d, dRow, w, wo, n);
          dAdd.set(b, column, dAdd.get(b, column) + change);
          Rows.addScaled(dw, dWeighting.row(head), d, dRow, add.get(b, column), n);
        }
        // What each head found before its own erase: M' for the first, then row j of scratch.
        MemorySegment found = previous.segment();
        long foundRow = previous.row(b * width + m);
        for (int j = 0; j + 1 < heads; j++) {
          long next = scratch.row(j + 1);
          float e = erase.get(b, j * width + m);
          write(s, next, found, foundRow, w, weighting.row(b * heads + j), e, 0f, n);
          found = s;
          foundRow = next;
        }
        for (int j = heads - 1; j >= 0; j--) {
          int column = j * width + m;
          int head = b * heads + j;
          long wo = weighting.row(head);
          MemorySegment x = j == 0 ? previous.segment() : s;
          long xo = j == 0 ? previous.row(b * width + m) : scratch.row(j);
          float change = Reductions.centredDot(d, dRow, 0f, x, xo, w, wo, n);
          dErase.set(b, column, dErase.get(b, column) - change);
          float e = erase.get(b, column);
          eraseBackward(d, dRow, dw, dWeighting.row(head), x, xo, w, wo, e, n);
        }
      }
    }
  }

  /** out = in · (1 − w · e) + w · a. */
  private static void write(
      MemorySegment out,
      long oo,
      MemorySegment in,
      long io,
      MemorySegment w,
      long wo,
      float erase,
      float add,
      int n) {
    FloatVector e = FloatVector.broadcast(F, -erase);
    FloatVector a = FloatVector.broadcast(F, add);
    for (int i = 0; i < n; i += LANES) {
      long lane = (long) i * Float.BYTES;
      FloatVector x = FloatVector.fromMemorySegment(F, in, io + lane, ORDER);
      x.fma(e, a)
          .fma(FloatVector.fromMemorySegment(F, w, wo + lane, ORDER), x)
          .intoMemorySegment(out, oo + lane, ORDER);
    }
  }

  /** dw −= e · d · x and d −= d · w · e. */
  private static void eraseBackward(
      MemorySegment d,
      long dOffset,
      MemorySegment dw,
      long dwo,
      MemorySegment x,
      long xo,
      MemorySegment w,
      long wo,
      float erase,
      int n) {
    FloatVector e = FloatVector.broadcast(F, -erase);
    for (int i = 0; i < n; i += LANES) {
      long lane = (long) i * Float.BYTES;
      FloatVector gradient = FloatVector.fromMemorySegment(F, d, dOffset + lane, ORDER);
      FloatVector weight = FloatVector.fromMemorySegment(F, w, wo + lane, ORDER);
      FloatVector product = gradient.mul(FloatVector.fromMemorySegment(F, x, xo + lane, ORDER));
      product
          .fma(e, FloatVector.fromMemorySegment(F, dw, dwo + lane, ORDER))
          .intoMemorySegment(dw, dwo + lane, ORDER);
      gradient.mul(weight).fma(e, gradient).intoMemorySegment(d, dOffset + lane, ORDER);
    }
  }

  private static int width(Matrix erase, int heads) {
    if (heads < 1 || erase.columns() % heads != 0) {
      throw new IllegalArgumentException(
          "heads: " + heads + ", expected a divisor of the " + erase.columns() + " erase columns");
    }
    return erase.columns() / heads;
  }
}
