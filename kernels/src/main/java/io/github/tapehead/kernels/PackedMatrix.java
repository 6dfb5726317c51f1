package io.github.tapehead.kernels;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import jdk.incubator.vector.FloatVector;

/**
 * A right-hand matrix B of a product, stored the way {@link GemmTile} walks it: panels of {@link
 * GemmTile#COLUMNS} columns, one behind the other, each row by row, the last panel filled up with
 * zeros. A weight matrix is packed once per update and then used in every time step.
 *
 * @param segment native memory
 * @param offset byte offset of the first panel
 * @param rows rows of B
 * @param columns columns of B
 */
public record PackedMatrix(MemorySegment segment, long offset, int rows, int columns) {
  /** A new packed matrix of zeros. */
  public static PackedMatrix allocate(SegmentAllocator allocator, int rows, int columns) {
    long bytes = (long) panels(columns) * panelBytes(rows);
    return new PackedMatrix(
        allocator.allocate(bytes, Matrix.ALIGNMENT * Float.BYTES), 0, rows, columns);
  }

  /**
   * Packs {@code source}, [rows × columns].
   *
   * @throws IllegalArgumentException if the shape is another
   */
  public void pack(Matrix source) {
    Shapes.require("source", source, rows, columns);
    for (int panel = 0; panel < panels(columns); panel++) {
      copyPanel(segment, panelOffset(panel), source, panel * GemmTile.COLUMNS, 0, rows);
    }
  }

  /**
   * Packs the transpose of {@code source}, [columns × rows].
   *
   * @throws IllegalArgumentException if the shape is another
   */
  public void packTransposed(Matrix source) {
    Shapes.require("source", source, columns, rows);
    for (int column = 0; column < columns; column++) {
      int panel = column / GemmTile.COLUMNS;
      long to = panelOffset(panel) + (long) (column - panel * GemmTile.COLUMNS) * Float.BYTES;
      scatterRow(segment, to, source.segment(), source.row(column), rows);
    }
  }

  /** Bytes from one panel to the next. */
  long panelBytes() {
    return panelBytes(rows);
  }

  /** The byte offset of a panel. */
  long panelOffset(int panel) {
    return offset + panel * panelBytes(rows);
  }

  /** Panels that hold {@code columns} columns. */
  static int panels(int columns) {
    return (columns + GemmTile.COLUMNS - 1) / GemmTile.COLUMNS;
  }

  private static long panelBytes(int rows) {
    return (long) rows * GemmTile.COLUMNS * Float.BYTES;
  }

  /** Copies rows [firstRow, firstRow + rows) of the panel that starts at a column of B. */
  static void copyPanel(
      MemorySegment to, long toOffset, Matrix b, int firstColumn, int firstRow, int rows) {
    int columns = Math.min(GemmTile.COLUMNS, b.columns() - firstColumn);
    long from = b.row(firstRow) + (long) firstColumn * Float.BYTES;
    if (columns == GemmTile.COLUMNS) {
      copyFull(to, toOffset, b.segment(), from, b.rowBytes(), rows);
    } else {
      copyPart(to, toOffset, b.segment(), from, b.rowBytes(), rows, columns);
    }
  }

  private static void copyFull(
      MemorySegment to, long toOffset, MemorySegment from, long fromOffset, long stride, int rows) {
    for (int r = 0; r < rows; r++) {
      long source = fromOffset + r * stride;
      long target = toOffset + (long) r * (GemmTile.COLUMNS * Float.BYTES);
      for (int c = 0; c < GemmTile.COLUMNS; c += Simd.LANES) {
        long lane = (long) c * Float.BYTES;
        FloatVector.fromMemorySegment(Simd.F, from, source + lane, Simd.ORDER)
            .intoMemorySegment(to, target + lane, Simd.ORDER);
      }
    }
  }

  private static void copyPart(
      MemorySegment to,
      long toOffset,
      MemorySegment from,
      long fromOffset,
      long stride,
      int rows,
      int columns) {
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < GemmTile.COLUMNS; c++) {
        float value =
            c < columns
                ? from.get(Simd.FLOAT, fromOffset + r * stride + (long) c * Float.BYTES)
                : 0;
        to.set(Simd.FLOAT, toOffset + ((long) r * GemmTile.COLUMNS + c) * Float.BYTES, value);
      }
    }
  }

  private static void scatterRow(
      MemorySegment to, long toOffset, MemorySegment from, long fromOffset, int count) {
    for (int i = 0; i < count; i++) {
      float value = from.get(Simd.FLOAT, fromOffset + (long) i * Float.BYTES);
      to.set(Simd.FLOAT, toOffset + (long) i * (GemmTile.COLUMNS * Float.BYTES), value);
    }
  }
}
