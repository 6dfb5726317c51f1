package io.github.tapehead.kernels;

import static io.github.tapehead.kernels.Simd.F;
import static io.github.tapehead.kernels.Simd.FLOAT;
import static io.github.tapehead.kernels.Simd.ORDER;
import static io.github.tapehead.kernels.Simd.VECTOR_BYTES;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;

/**
 * The loops of {@link MemoryWrite}: one head on one block of locations, four vectors side by side,
 * through the whole width of the memory. The weighting of the block stays in registers.
 *
 * <p>Rows of a memory are {@code row} bytes apart; the components of erase and add vectors are
 * neighbours. Sums over locations go to the lanes of one vector a component, for {@link
 * Reductions#addLanes}.
 */
final class MemoryWriteBlock {
  private MemoryWriteBlock() {}

  /** out = in · (1 − w · e). */
  static void erase(
      MemorySegment out,
      long oo,
      long row,
      MemorySegment in,
      long io,
      long inRow,
      MemorySegment w,
      long wo,
      MemorySegment erase,
      long eo,
      int width) {
    FloatVector w0 = FloatVector.fromMemorySegment(F, w, wo, ORDER);
    FloatVector w1 = FloatVector.fromMemorySegment(F, w, wo + VECTOR_BYTES, ORDER);
    FloatVector w2 = FloatVector.fromMemorySegment(F, w, wo + 2 * VECTOR_BYTES, ORDER);
    FloatVector w3 = FloatVector.fromMemorySegment(F, w, wo + 3 * VECTOR_BYTES, ORDER);
    long x = io;
    long y = oo;
    for (int m = 0; m < width; m++) {
      FloatVector e = FloatVector.broadcast(F, -erase.get(FLOAT, eo + (long) m * Float.BYTES));
      FloatVector x0 = FloatVector.fromMemorySegment(F, in, x, ORDER);
      x0.mul(e).fma(w0, x0).intoMemorySegment(out, y, ORDER);
      FloatVector x1 = FloatVector.fromMemorySegment(F, in, x + VECTOR_BYTES, ORDER);
      x1.mul(e).fma(w1, x1).intoMemorySegment(out, y + VECTOR_BYTES, ORDER);
      FloatVector x2 = FloatVector.fromMemorySegment(F, in, x + 2 * VECTOR_BYTES, ORDER);
      x2.mul(e).fma(w2, x2).intoMemorySegment(out, y + 2 * VECTOR_BYTES, ORDER);
      FloatVector x3 = FloatVector.fromMemorySegment(F, in, x + 3 * VECTOR_BYTES, ORDER);
      x3.mul(e).fma(w3, x3).intoMemorySegment(out, y + 3 * VECTOR_BYTES, ORDER);
      x += inRow;
      y += row;
    }
  }

  /** out += w · a. */
  static void add(
      MemorySegment out,
      long oo,
      long row,
      MemorySegment w,
      long wo,
      MemorySegment add,
      long ao,
      int width) {
    FloatVector w0 = FloatVector.fromMemorySegment(F, w, wo, ORDER);
    FloatVector w1 = FloatVector.fromMemorySegment(F, w, wo + VECTOR_BYTES, ORDER);
    FloatVector w2 = FloatVector.fromMemorySegment(F, w, wo + 2 * VECTOR_BYTES, ORDER);
    FloatVector w3 = FloatVector.fromMemorySegment(F, w, wo + 3 * VECTOR_BYTES, ORDER);
    long y = oo;
    for (int m = 0; m < width; m++) {
      FloatVector a = FloatVector.broadcast(F, add.get(FLOAT, ao + (long) m * Float.BYTES));
      w0.fma(a, FloatVector.fromMemorySegment(F, out, y, ORDER)).intoMemorySegment(out, y, ORDER);
      w1.fma(a, FloatVector.fromMemorySegment(F, out, y + VECTOR_BYTES, ORDER))
          .intoMemorySegment(out, y + VECTOR_BYTES, ORDER);
      w2.fma(a, FloatVector.fromMemorySegment(F, out, y + 2 * VECTOR_BYTES, ORDER))
          .intoMemorySegment(out, y + 2 * VECTOR_BYTES, ORDER);
      w3.fma(a, FloatVector.fromMemorySegment(F, out, y + 3 * VECTOR_BYTES, ORDER))
          .intoMemorySegment(out, y + 3 * VECTOR_BYTES, ORDER);
      y += row;
    }
  }

  /** out = in · (1 − w · e) + w · a. */
  static void write(
      MemorySegment out,
      long oo,
      long row,
      MemorySegment in,
      long io,
      long inRow,
      MemorySegment w,
      long wo,
      MemorySegment erase,
      long eo,
      MemorySegment add,
      long ao,
      int width) {
    FloatVector w0 = FloatVector.fromMemorySegment(F, w, wo, ORDER);
    FloatVector w1 = FloatVector.fromMemorySegment(F, w, wo + VECTOR_BYTES, ORDER);
    FloatVector w2 = FloatVector.fromMemorySegment(F, w, wo + 2 * VECTOR_BYTES, ORDER);
    FloatVector w3 = FloatVector.fromMemorySegment(F, w, wo + 3 * VECTOR_BYTES, ORDER);
    long x = io;
    long y = oo;
    for (int m = 0; m < width; m++) {
      FloatVector e = FloatVector.broadcast(F, -erase.get(FLOAT, eo + (long) m * Float.BYTES));
      FloatVector a = FloatVector.broadcast(F, add.get(FLOAT, ao + (long) m * Float.BYTES));
      FloatVector x0 = FloatVector.fromMemorySegment(F, in, x, ORDER);
      x0.fma(e, a).fma(w0, x0).intoMemorySegment(out, y, ORDER);
      FloatVector x1 = FloatVector.fromMemorySegment(F, in, x + VECTOR_BYTES, ORDER);
      x1.fma(e, a).fma(w1, x1).intoMemorySegment(out, y + VECTOR_BYTES, ORDER);
      FloatVector x2 = FloatVector.fromMemorySegment(F, in, x + 2 * VECTOR_BYTES, ORDER);
      x2.fma(e, a).fma(w2, x2).intoMemorySegment(out, y + 2 * VECTOR_BYTES, ORDER);
      FloatVector x3 = FloatVector.fromMemorySegment(F, in, x + 3 * VECTOR_BYTES, ORDER);
      x3.fma(e, a).fma(w3, x3).intoMemorySegment(out, y + 3 * VECTOR_BYTES, ORDER);
      x += inRow;
      y += row;
    }
  }

  /** dw += d · a; sums += w · d. */
  static void addBackward(
      MemorySegment d,
      long dOffset,
      long dRow,
      MemorySegment dw,
      long dwo,
      MemorySegment sums,
      long addSums,
      MemorySegment w,
      long wo,
      MemorySegment add,
      long ao,
      int width) {
    FloatVector w0 = FloatVector.fromMemorySegment(F, w, wo, ORDER);
    FloatVector w1 = FloatVector.fromMemorySegment(F, w, wo + VECTOR_BYTES, ORDER);
    FloatVector w2 = FloatVector.fromMemorySegment(F, w, wo + 2 * VECTOR_BYTES, ORDER);
    FloatVector w3 = FloatVector.fromMemorySegment(F, w, wo + 3 * VECTOR_BYTES, ORDER);
    FloatVector dw0 = FloatVector.fromMemorySegment(F, dw, dwo, ORDER);
    FloatVector dw1 = FloatVector.fromMemorySegment(F, dw, dwo + VECTOR_BYTES, ORDER);
    FloatVector dw2 = FloatVector.fromMemorySegment(F, dw, dwo + 2 * VECTOR_BYTES, ORDER);
    FloatVector dw3 = FloatVector.fromMemorySegment(F, dw, dwo + 3 * VECTOR_BYTES, ORDER);
    long y = dOffset;
    for (int m = 0; m < width; m++) {
      FloatVector a = FloatVector.broadcast(F, add.get(FLOAT, ao + (long) m * Float.BYTES));
      long sum = addSums + (long) m * VECTOR_BYTES;
      FloatVector s = FloatVector.fromMemorySegment(F, sums, sum, ORDER);
      FloatVector d0 = FloatVector.fromMemorySegment(F, d, y, ORDER);
      dw0 = d0.fma(a, dw0);
      s = d0.fma(w0, s);
      FloatVector d1 = FloatVector.fromMemorySegment(F, d, y + VECTOR_BYTES, ORDER);
      dw1 = d1.fma(a, dw1);
      s = d1.fma(w1, s);
      FloatVector d2 = FloatVector.fromMemorySegment(F, d, y + 2 * VECTOR_BYTES, ORDER);
      dw2 = d2.fma(a, dw2);
      s = d2.fma(w2, s);
      FloatVector d3 = FloatVector.fromMemorySegment(F, d, y + 3 * VECTOR_BYTES, ORDER);
      dw3 = d3.fma(a, dw3);
      s = d3.fma(w3, s);
      s.intoMemorySegment(sums, sum, ORDER);
      y += dRow;
    }
    dw0.intoMemorySegment(dw, dwo, ORDER);
    dw1.intoMemorySegment(dw, dwo + VECTOR_BYTES, ORDER);
    dw2.intoMemorySegment(dw, dwo + 2 * VECTOR_BYTES, ORDER);
    dw3.intoMemorySegment(dw, dwo + 3 * VECTOR_BYTES, ORDER);
  }

  /** dw −= e · d · x; sums += w · d · x; d −= d · w · e. */
  static void eraseBackward(
      MemorySegment d,
      long dOffset,
      long dRow,
      MemorySegment dw,
      long dwo,
      MemorySegment sums,
      long eraseSums,
      MemorySegment x,
      long xo,
      long xRow,
      MemorySegment w,
      long wo,
      MemorySegment erase,
      long eo,
      int width) {
    FloatVector w0 = FloatVector.fromMemorySegment(F, w, wo, ORDER);
    FloatVector w1 = FloatVector.fromMemorySegment(F, w, wo + VECTOR_BYTES, ORDER);
    FloatVector w2 = FloatVector.fromMemorySegment(F, w, wo + 2 * VECTOR_BYTES, ORDER);
    FloatVector w3 = FloatVector.fromMemorySegment(F, w, wo + 3 * VECTOR_BYTES, ORDER);
    FloatVector dw0 = FloatVector.fromMemorySegment(F, dw, dwo, ORDER);
    FloatVector dw1 = FloatVector.fromMemorySegment(F, dw, dwo + VECTOR_BYTES, ORDER);
    FloatVector dw2 = FloatVector.fromMemorySegment(F, dw, dwo + 2 * VECTOR_BYTES, ORDER);
    FloatVector dw3 = FloatVector.fromMemorySegment(F, dw, dwo + 3 * VECTOR_BYTES, ORDER);
    long y = dOffset;
    long z = xo;
    for (int m = 0; m < width; m++) {
      FloatVector e = FloatVector.broadcast(F, -erase.get(FLOAT, eo + (long) m * Float.BYTES));
      long sum = (long) m * VECTOR_BYTES;
      FloatVector s = FloatVector.fromMemorySegment(F, sums, eraseSums + sum, ORDER);
      FloatVector g = FloatVector.fromMemorySegment(F, d, y, ORDER);
      FloatVector weighted = g.mul(w0);
      FloatVector found = FloatVector.fromMemorySegment(F, x, z, ORDER);
      s = weighted.fma(found, s);
      dw0 = found.mul(e).fma(g, dw0);
      weighted.fma(e, g).intoMemorySegment(d, y, ORDER);
      g = FloatVector.fromMemorySegment(F, d, y + VECTOR_BYTES, ORDER);
      weighted = g.mul(w1);
      found = FloatVector.fromMemorySegment(F, x, z + VECTOR_BYTES, ORDER);
      s = weighted.fma(found, s);
      dw1 = found.mul(e).fma(g, dw1);
      weighted.fma(e, g).intoMemorySegment(d, y + VECTOR_BYTES, ORDER);
      g = FloatVector.fromMemorySegment(F, d, y + 2 * VECTOR_BYTES, ORDER);
      weighted = g.mul(w2);
      found = FloatVector.fromMemorySegment(F, x, z + 2 * VECTOR_BYTES, ORDER);
      s = weighted.fma(found, s);
      dw2 = found.mul(e).fma(g, dw2);
      weighted.fma(e, g).intoMemorySegment(d, y + 2 * VECTOR_BYTES, ORDER);
      g = FloatVector.fromMemorySegment(F, d, y + 3 * VECTOR_BYTES, ORDER);
      weighted = g.mul(w3);
      found = FloatVector.fromMemorySegment(F, x, z + 3 * VECTOR_BYTES, ORDER);
      s = weighted.fma(found, s);
      dw3 = found.mul(e).fma(g, dw3);
      weighted.fma(e, g).intoMemorySegment(d, y + 3 * VECTOR_BYTES, ORDER);
      s.intoMemorySegment(sums, eraseSums + sum, ORDER);
      y += dRow;
      z += xRow;
    }
    dw0.intoMemorySegment(dw, dwo, ORDER);
    dw1.intoMemorySegment(dw, dwo + VECTOR_BYTES, ORDER);
    dw2.intoMemorySegment(dw, dwo + 2 * VECTOR_BYTES, ORDER);
    dw3.intoMemorySegment(dw, dwo + 3 * VECTOR_BYTES, ORDER);
  }

  /**
   * Both backward at once: dw += d · (a − e · x); sums of w · d · x and of w · d; d −= d · w · e.
   */
  static void writeBackward(
      MemorySegment d,
      long dOffset,
      long dRow,
      MemorySegment dw,
      long dwo,
      MemorySegment sums,
      long eraseSums,
      long addSums,
      MemorySegment x,
      long xo,
      long xRow,
      MemorySegment w,
      long wo,
      MemorySegment erase,
      long eo,
      MemorySegment add,
      long ao,
      int width) {
    FloatVector w0 = FloatVector.fromMemorySegment(F, w, wo, ORDER);
    FloatVector w1 = FloatVector.fromMemorySegment(F, w, wo + VECTOR_BYTES, ORDER);
    FloatVector w2 = FloatVector.fromMemorySegment(F, w, wo + 2 * VECTOR_BYTES, ORDER);
    FloatVector w3 = FloatVector.fromMemorySegment(F, w, wo + 3 * VECTOR_BYTES, ORDER);
    FloatVector dw0 = FloatVector.fromMemorySegment(F, dw, dwo, ORDER);
    FloatVector dw1 = FloatVector.fromMemorySegment(F, dw, dwo + VECTOR_BYTES, ORDER);
    FloatVector dw2 = FloatVector.fromMemorySegment(F, dw, dwo + 2 * VECTOR_BYTES, ORDER);
    FloatVector dw3 = FloatVector.fromMemorySegment(F, dw, dwo + 3 * VECTOR_BYTES, ORDER);
    long y = dOffset;
    long z = xo;
    for (int m = 0; m < width; m++) {
      FloatVector e = FloatVector.broadcast(F, -erase.get(FLOAT, eo + (long) m * Float.BYTES));
      FloatVector a = FloatVector.broadcast(F, add.get(FLOAT, ao + (long) m * Float.BYTES));
      long sum = (long) m * VECTOR_BYTES;
      FloatVector s = FloatVector.fromMemorySegment(F, sums, eraseSums + sum, ORDER);
      FloatVector t = FloatVector.fromMemorySegment(F, sums, addSums + sum, ORDER);
      FloatVector g = FloatVector.fromMemorySegment(F, d, y, ORDER);
      FloatVector weighted = g.mul(w0);
      FloatVector found = FloatVector.fromMemorySegment(F, x, z, ORDER);
      s = weighted.fma(found, s);
      t = t.add(weighted);
      dw0 = found.fma(e, a).fma(g, dw0);
      weighted.fma(e, g).intoMemorySegment(d, y, ORDER);
      g = FloatVector.fromMemorySegment(F, d, y + VECTOR_BYTES, ORDER);
      weighted = g.mul(w1);
      found = FloatVector.fromMemorySegment(F, x, z + VECTOR_BYTES, ORDER);
      s = weighted.fma(found, s);
      t = t.add(weighted);
      dw1 = found.fma(e, a).fma(g, dw1);
      weighted.fma(e, g).intoMemorySegment(d, y + VECTOR_BYTES, ORDER);
      g = FloatVector.fromMemorySegment(F, d, y + 2 * VECTOR_BYTES, ORDER);
      weighted = g.mul(w2);
      found = FloatVector.fromMemorySegment(F, x, z + 2 * VECTOR_BYTES, ORDER);
      s = weighted.fma(found, s);
      t = t.add(weighted);
      dw2 = found.fma(e, a).fma(g, dw2);
      weighted.fma(e, g).intoMemorySegment(d, y + 2 * VECTOR_BYTES, ORDER);
      g = FloatVector.fromMemorySegment(F, d, y + 3 * VECTOR_BYTES, ORDER);
      weighted = g.mul(w3);
      found = FloatVector.fromMemorySegment(F, x, z + 3 * VECTOR_BYTES, ORDER);
      s = weighted.fma(found, s);
      t = t.add(weighted);
      dw3 = found.fma(e, a).fma(g, dw3);
      weighted.fma(e, g).intoMemorySegment(d, y + 3 * VECTOR_BYTES, ORDER);
      s.intoMemorySegment(sums, eraseSums + sum, ORDER);
      t.intoMemorySegment(sums, addSums + sum, ORDER);
      y += dRow;
      z += xRow;
    }
    dw0.intoMemorySegment(dw, dwo, ORDER);
    dw1.intoMemorySegment(dw, dwo + VECTOR_BYTES, ORDER);
    dw2.intoMemorySegment(dw, dwo + 2 * VECTOR_BYTES, ORDER);
    dw3.intoMemorySegment(dw, dwo + 3 * VECTOR_BYTES, ORDER);
  }
}
