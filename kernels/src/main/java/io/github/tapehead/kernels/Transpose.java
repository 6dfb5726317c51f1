package io.github.tapehead.kernels;

import static io.github.tapehead.kernels.Simd.FLOAT;

import java.lang.foreign.MemorySegment;

/** The transpose of a block, for {@link Gemm}. */
final class Transpose {
  private Transpose() {}

  /**
   * out[j][i] = in[i][j] for i &lt; rows and j &lt; columns: four columns at a time, so that a row
   * of the block is read once from each cache line.
   *
   * @param outRow bytes from one row of the result to the next
   * @param inRow bytes from one row of the block to the next
   */
  static void block(
      MemorySegment out,
      long outStart,
      long outRow,
      MemorySegment in,
      long inStart,
      long inRow,
      int rows,
      int columns) {
    int j = 0;
    for (; j < columns - 3; j += 4) {
      long to = outStart + j * outRow;
      long from = inStart + (long) j * Float.BYTES;
      for (int i = 0; i < rows; i++) {
        long at = from + i * inRow;
        long lane = to + (long) i * Float.BYTES;
        out.set(FLOAT, lane, in.get(FLOAT, at));
        out.set(FLOAT, lane + outRow, in.get(FLOAT, at + Float.BYTES));
        out.set(FLOAT, lane + 2 * outRow, in.get(FLOAT, at + 2 * Float.BYTES));
        out.set(FLOAT, lane + 3 * outRow, in.get(FLOAT, at + 3 * Float.BYTES));
      }
    }
    for (; j < columns; j++) {
      long to = outStart + j * outRow;
      long from = inStart + (long) j * Float.BYTES;
      for (int i = 0; i < rows; i++) {
        out.set(FLOAT, to + (long) i * Float.BYTES, in.get(FLOAT, from + i * inRow));
      }
    }
  }
}
