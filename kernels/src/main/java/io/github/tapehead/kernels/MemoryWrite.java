package io.github.tapehead.kernels;

import static io.github.tapehead.kernels.Simd.BLOCK;
import static io.github.tapehead.kernels.Simd.LANES;
import static io.github.tapehead.kernels.Simd.VECTOR_BYTES;

import java.lang.foreign.MemorySegment;

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
  private static final long BLOCK_BYTES = BLOCK * Float.BYTES;

  private MemoryWrite() {}

  /** Floats of scratch that backward needs. */
  public static int scratchFloats(int heads, int width) {
    int sums = Math.multiplyExact(2 * LANES, Math.multiplyExact(heads, width));
    return Math.addExact(sums, Math.multiplyExact(BLOCK, Math.multiplyExact(heads - 1, width)));
  }

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
    Shapes.requireBlocks("memory", memory, batch * width, n);
    Shapes.requireBlocks("previous", previous, batch * width, n);
    Shapes.requireBlocks("weighting", weighting, batch * heads, n);
    Shapes.require("add", add, batch, heads * width);
    MemorySegment out = memory.segment();
    long row = memory.rowBytes();
    MemorySegment w = weighting.segment();
    int last = heads - 1;
    for (int b = 0; b < batch; b++) {
      for (int i = 0; i < n; i += BLOCK) {
        long lane = (long) i * Float.BYTES;
        long oo = memory.row(b * width) + lane;
        long wo = weighting.row(b * heads) + lane;
        long eo = erase.row(b);
        long ao = add.row(b);
        MemorySegment in = previous.segment();
        long io = previous.row(b * width) + lane;
        long inRow = previous.rowBytes();
        for (int j = 0; j < last; j++) {
          long wj = wo + j * weighting.rowBytes();
          long ej = eo + (long) j * width * Float.BYTES;
          MemoryWriteBlock.erase(out, oo, row, in, io, inRow, w, wj, erase.segment(), ej, width);
          in = out;
          io = oo;
          inRow = row;
        }
        MemoryWriteBlock.write(
            out,
            oo,
            row,
            in,
            io,
            inRow,
            w,
            wo + last * weighting.rowBytes(),
            erase.segment(),
            eo + (long) last * width * Float.BYTES,
            add.segment(),
            ao + (long) last * width * Float.BYTES,
            width);
        for (int j = 0; j < last; j++) {
          long wj = wo + j * weighting.rowBytes();
          long aj = ao + (long) j * width * Float.BYTES;
          MemoryWriteBlock.add(out, oo, row, w, wj, add.segment(), aj, width);
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
   * @param scratch a row of {@link #scratchFloats} floats
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
    Shapes.requireBlocks("dMemory", dMemory, batch * width, n);
    Shapes.requireBlocks("dWeighting", dWeighting, batch * heads, n);
    Shapes.require("dErase", dErase, batch, heads * width);
    Shapes.require("dAdd", dAdd, batch, heads * width);
    Shapes.requireBlocks("previous", previous, batch * width, n);
    Shapes.requireBlocks("weighting", weighting, batch * heads, n);
    Shapes.require("add", add, batch, heads * width);
    Shapes.requireScratch(scratch, scratchFloats(heads, width));
    int sumFloats = heads * width * LANES;
    MemorySegment s = scratch.segment();
    long dErases = scratch.offset();
    long dAdds = dErases + (long) sumFloats * Float.BYTES;
    long founds = dAdds + (long) sumFloats * Float.BYTES;
    for (int b = 0; b < batch; b++) {
      Rows.zero(s, dErases, 2 * sumFloats);
      for (int i = 0; i < n; i += BLOCK) {
        backward(
            dMemory,
            dWeighting,
            previous,
            weighting,
            erase,
            add,
            heads,
            b,
            i,
            s,
            dErases,
            dAdds,
            founds);
      }
      Reductions.addLanes(dErase.segment(), dErase.row(b), -1f, s, dErases, heads * width);
      Reductions.addLanes(dAdd.segment(), dAdd.row(b), 1f, s, dAdds, heads * width);
    }
  }

  /** The gradients of the block of locations from {@code i} on of sample {@code b}. */
  private static void backward(
      Matrix dMemory,
      Matrix dWeighting,
      Matrix previous,
      Matrix weighting,
      Matrix erase,
      Matrix add,
      int heads,
      int b,
      int i,
      MemorySegment s,
      long dErases,
      long dAdds,
      long founds) {
    int width = erase.columns() / heads;
    int last = heads - 1;
    long lane = (long) i * Float.BYTES;
    MemorySegment d = dMemory.segment();
    long dOffset = dMemory.row(b * width) + lane;
    long dRow = dMemory.rowBytes();
    MemorySegment dw = dWeighting.segment();
    MemorySegment w = weighting.segment();
    MemorySegment e = erase.segment();
    MemorySegment a = add.segment();
    long headBytes = (long) width * Float.BYTES;
    long sumBytes = (long) width * VECTOR_BYTES;
    long foundBytes = (long) width * BLOCK_BYTES;
    // What each head found before its own erase: M' for the first, then a block of scratch.
    MemorySegment x = previous.segment();
    long xo = previous.row(b * width) + lane;
    long xRow = previous.rowBytes();
    for (int j = 0; j < last; j++) {
      long wj = weighting.row(b * heads + j) + lane;
      long dwj = dWeighting.row(b * heads + j) + lane;
      long aj = add.row(b) + j * headBytes;
      MemoryWriteBlock.addBackward(
          d, dOffset, dRow, dw, dwj, s, dAdds + j * sumBytes, w, wj, a, aj, width);
      long found = founds + j * foundBytes;
      long ej = erase.row(b) + j * headBytes;
      MemoryWriteBlock.erase(s, found, BLOCK_BYTES, x, xo, xRow, w, wj, e, ej, width);
      x = s;
      xo = found;
      xRow = BLOCK_BYTES;
    }
    MemoryWriteBlock.writeBackward(
        d,
        dOffset,
        dRow,
        dw,
        dWeighting.row(b * heads + last) + lane,
        s,
        dErases + last * sumBytes,
        dAdds + last * sumBytes,
        x,
        xo,
        xRow,
        w,
        weighting.row(b * heads + last) + lane,
        e,
        erase.row(b) + last * headBytes,
        a,
        add.row(b) + last * headBytes,
        width);
    for (int j = last - 1; j >= 0; j--) {
      boolean first = j == 0;
      MemoryWriteBlock.eraseBackward(
          d,
          dOffset,
          dRow,
          dw,
          dWeighting.row(b * heads + j) + lane,
          s,
          dErases + j * sumBytes,
          first ? previous.segment() : s,
          first ? previous.row(b * width) + lane : founds + (j - 1) * foundBytes,
          first ? previous.rowBytes() : BLOCK_BYTES,
          w,
          weighting.row(b * heads + j) + lane,
          e,
          erase.row(b) + j * headBytes,
          width);
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
