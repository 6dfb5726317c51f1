package io.github.tapehead.kernels;

/** Checks of shapes, by name. Each kernel calls them once, at its entry. */
final class Shapes {
  private Shapes() {}

  /**
   * Requires a shape.
   *
   * @throws IllegalArgumentException such as {@code content: 2x4, expected 2x128}
   */
  static void require(String name, Matrix matrix, int rows, int columns) {
    if (matrix.rows() != rows || matrix.columns() != columns) {
      throw wrong(name, matrix, rows, columns, "");
    }
  }

  /**
   * Requires a shape, and rows that have room for whole vectors.
   *
   * @throws IllegalArgumentException if the shape is another or a row's pad is missing
   */
  static void requirePadded(String name, Matrix matrix, int rows, int columns) {
    requirePadded(name, matrix, rows, columns, Simd.padded(columns));
  }

  /** The same for rows that have room for whole blocks of {@link Simd#BLOCK} floats. */
  static void requireBlocks(String name, Matrix matrix, int rows, int columns) {
    requirePadded(name, matrix, rows, columns, Simd.blocks(columns));
  }

  /** The same for rows that have room for {@code padded} floats. */
  static void requirePadded(String name, Matrix matrix, int rows, int columns, int padded) {
    require(name, matrix, rows, columns);
    boolean room =
        (matrix.ld() >= padded || rows <= 1)
            && (rows == 0
                || matrix.row(rows - 1) + (long) padded * Float.BYTES
                    <= matrix.segment().byteSize());
    if (!room) {
      throw wrong(name, matrix, rows, columns, " in rows padded to " + padded);
    }
  }

  /**
   * Requires room for scratch floats in one row, its pad included.
   *
   * @throws IllegalArgumentException if there is less
   */
  static void requireScratch(Matrix scratch, int floats) {
    int room = Simd.padded(scratch.columns());
    boolean padded = scratch.offset() + (long) room * Float.BYTES <= scratch.segment().byteSize();
    if (!padded) {
      room = scratch.columns();
    }
    if (scratch.rows() < 1 || room < floats) {
      throw new IllegalArgumentException("scratch: " + room + " floats, expected " + floats);
    }
  }

  private static IllegalArgumentException wrong(
      String name, Matrix matrix, int rows, int columns, String more) {
    return new IllegalArgumentException(
        name + ": " + matrix + ", expected " + rows + "x" + columns + more);
  }
}
