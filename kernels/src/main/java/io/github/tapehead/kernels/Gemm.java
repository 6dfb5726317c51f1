package io.github.tapehead.kernels;

import java.lang.foreign.MemorySegment;

/**
 * Matrix products that add to their result, in the forms that a recurrent network needs:
 *
 * <pre>
 *   C += A·B     {@link #multiplyAdd}, B packed         activations times weights
 *   C += A·Bᵀ    the same, with B packed transposed     gradients times weights
 *   C += Aᵀ·B    {@link #transposedMultiplyAdd}         weight gradients, all time steps at once
 * </pre>
 *
 * <p>All three run the same register tiles ({@link GemmTile}, {@link TallGemmTile}) over rows of A
 * and packed panels of B; the third first copies a block of both into scratch, A transposed. Rows
 * of C need room for whole tiles, as {@link Matrix#allocate} gives. Each element of C is one sum
 * over k in ascending order, cut into blocks of {@value #DEPTH_BLOCK}; rows that do not fill a tile
 * of four may sum in four parts.
 */
public final class Gemm {
  /** Steps of k for which a panel of B stays in the first-level cache. */
  private static final int DEPTH_BLOCK = 256;

  private Gemm() {}

  /**
   * C += A·B.
   *
   * @param c [m × n], rows padded to whole tiles
   * @param a [m × k], may be a view of some columns
   * @param b [k × n]
   * @throws IllegalArgumentException if shapes do not fit
   */
  public static void multiplyAdd(Matrix c, Matrix a, PackedMatrix b) {
    Shapes.require("a", a, c.rows(), b.rows());
    requireTiles(c, b.columns());
    int panels = PackedMatrix.panels(b.columns());
    int wide = c.rows() < GemmTile.ROWS ? panels & -GemmTile.PANELS : 0;
    for (int k = 0; k < b.rows(); k += DEPTH_BLOCK) {
      int depth = Math.min(DEPTH_BLOCK, b.rows() - k);
      long aStart = a.offset() + (long) k * Float.BYTES;
      for (int panel = 0; panel < wide; panel += GemmTile.PANELS) {
        long b0 = b.panelOffset(panel) + (long) k * GemmTile.COLUMNS * Float.BYTES;
        long c0 = c.offset() + (long) panel * GemmTile.COLUMNS * Float.BYTES;
        for (int i = 0; i < c.rows(); i++) {
          long at = c0 + i * c.rowBytes();
          long ai = aStart + i * a.rowBytes();
          GemmTile.oneRow(c.segment(), at, a.segment(), ai, b.segment(), b0, b.panelBytes(), depth);
        }
      }
      for (int panel = wide; panel < panels; panel++) {
        long bStart = b.panelOffset(panel) + (long) k * GemmTile.COLUMNS * Float.BYTES;
        panel(c, panel, a.segment(), aStart, a.rowBytes(), b.segment(), bStart, depth);
      }
    }
  }

  /**
   * C += Aᵀ·B.
   *
   * @param c [m × n], rows padded to whole tiles
   * @param a [k × m], may be a view of some columns
   * @param b [k × n]
   * @param scratch a row of {@link #scratchFloats(int) scratchFloats(m)} floats, for a block of Aᵀ
   *     and one panel of B
   * @throws IllegalArgumentException if shapes do not fit
   */
  public static void transposedMultiplyAdd(Matrix c, Matrix a, Matrix b, Matrix scratch) {
    Shapes.require("a", a, b.rows(), c.rows());
    requireTiles(c, b.columns());
    Shapes.requireScratch(scratch, scratchFloats(c.rows()));
    MemorySegment s = scratch.segment();
    long bStart = scratch.offset();
    long aStart = bStart + (long) DEPTH_BLOCK * GemmTile.COLUMNS * Float.BYTES;
    long aRow = (long) DEPTH_BLOCK * Float.BYTES;
    for (int k = 0; k < b.rows(); k += DEPTH_BLOCK) {
      int depth = Math.min(DEPTH_BLOCK, b.rows() - k);
      Transpose.block(s, aStart, aRow, a.segment(), a.row(k), a.rowBytes(), depth, c.rows());
      for (int panel = 0; panel < PackedMatrix.panels(b.columns()); panel++) {
        PackedMatrix.copyPanel(s, bStart, b, panel * GemmTile.COLUMNS, k, depth);
        panel(c, panel, s, aStart, aRow, s, bStart, depth);
      }
    }
  }

  /** Floats of scratch that {@link #transposedMultiplyAdd} needs for m rows of C. */
  public static int scratchFloats(int rows) {
    return Math.multiplyExact(DEPTH_BLOCK, Math.addExact(GemmTile.COLUMNS, rows));
  }

  /** Adds the product of a block of A and one panel of B to the columns of that panel. */
  private static void panel(
      Matrix c,
      int panel,
      MemorySegment a,
      long aStart,
      long aRow,
      MemorySegment b,
      long bStart,
      int depth) {
    MemorySegment target = c.segment();
    long cRow = c.rowBytes();
    long c0 = c.offset() + (long) panel * GemmTile.COLUMNS * Float.BYTES;
    int evenDepth = depth & -2;
    int tiledRows = c.rows() & -GemmTile.ROWS;
    int tallRows = TallGemmTile.FITS ? c.rows() & -TallGemmTile.ROWS : 0;
    for (int i = 0; i < tallRows; i += TallGemmTile.ROWS) {
      TallGemmTile.eightRows(
          target, c0 + i * cRow, cRow, a, aStart + i * aRow, aRow, b, bStart, evenDepth);
    }
    for (int i = tallRows; i < tiledRows; i += GemmTile.ROWS) {
      GemmTile.fourRows(
          target, c0 + i * cRow, cRow, a, aStart + i * aRow, aRow, b, bStart, evenDepth);
    }
    int quadDepth = depth & -4;
    for (int i = tiledRows; i < c.rows(); i++) {
      GemmTile.oneRow(target, c0 + i * cRow, a, aStart + i * aRow, b, bStart, quadDepth);
    }
    if (evenDepth < depth) {
      rest(target, c0, cRow, a, aStart, aRow, b, bStart, 0, tiledRows, evenDepth, depth);
    }
    if (quadDepth < depth) {
      rest(target, c0, cRow, a, aStart, aRow, b, bStart, tiledRows, c.rows(), quadDepth, depth);
    }
  }

  /** The steps [firstK, depth) that were too few for a tile, for rows [firstRow, lastRow). */
  private static void rest(
      MemorySegment c,
      long c0,
      long cRow,
      MemorySegment a,
      long aStart,
      long aRow,
      MemorySegment b,
      long bStart,
      int firstRow,
      int lastRow,
      int firstK,
      int depth) {
    GemmTile.remainder(
        c,
        c0 + firstRow * cRow,
        cRow,
        a,
        aStart + firstRow * aRow + (long) firstK * Float.BYTES,
        aRow,
        b,
        bStart + (long) firstK * GemmTile.COLUMNS * Float.BYTES,
        lastRow - firstRow,
        depth - firstK);
  }

  private static void requireTiles(Matrix c, int columns) {
    int tiles = PackedMatrix.panels(columns) * GemmTile.COLUMNS;
    Shapes.requirePadded("c", c, c.rows(), columns, tiles);
  }
}
