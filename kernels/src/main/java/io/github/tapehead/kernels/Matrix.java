package io.github.tapehead.kernels;

import static io.github.tapehead.kernels.Simd.FLOAT;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.util.Objects;

/**
 * A view of {@code rows} rows of {@code columns} floats in native memory.
 *
 * <p>A batch of activations has one row per sample. A batch of memories has {@code width} rows per
 * sample, one behind the other, and a column per location. A vector is a matrix of one row.
 *
 * <p>Most kernels run over whole vectors: they read and write a row up to {@link Simd#padded(int)
 * padded(columns)} floats, those of the memory up to {@link Simd#blocks(int) blocks(columns)}. Pad
 * floats are zero when memory is allocated and every kernel keeps them zero. Views of some columns
 * ({@link #columns}) have neighbours where the pad would be; kernels say which of their arguments
 * may be such views.
 *
 * @param segment native memory
 * @param offset byte offset of the first element
 * @param rows number of rows, at least 0
 * @param columns floats in a row, at least 1
 * @param ld leading dimension: floats from the start of one row to that of the next
 */
public record Matrix(MemorySegment segment, long offset, int rows, int columns, int ld) {
  /** Rows start at multiples of this many floats, 64 bytes, unless a view says otherwise. */
  public static final int ALIGNMENT = 16;

  // Floats in 2 KiB.
  private static final int SAME_SETS = 512;

  // No kernel runs, or is compiled, without a matrix.
  static {
    SegmentKinds.load();
  }

  /**
   * Checks the geometry.
   *
   * @throws IllegalArgumentException if the segment is not native or the rows overlap
   * @throws IndexOutOfBoundsException if the view does not lie inside the segment
   */
  public Matrix {
    if (!segment.isNative()) {
      throw new IllegalArgumentException("segment: heap memory, expected native memory");
    }
    if (rows < 0 || columns < 1) {
      throw new IllegalArgumentException("matrix: " + rows + "x" + columns + ", expected >= 0x1");
    }
    if (rows > 1 && ld < columns) {
      throw new IllegalArgumentException("ld: " + ld + ", expected at least " + columns);
    }
    if (rows > 0) {
      long floats = (long) (rows - 1) * ld + columns;
      Objects.checkFromIndexSize(offset, floats * Float.BYTES, segment.byteSize());
    }
  }

  /**
   * The leading dimension of an allocated matrix: {@code columns} rounded up to a multiple of
   * {@link #ALIGNMENT} and to whole blocks of four vectors; and a block more where rows would be a
   * multiple of 2 KiB apart, for a loop down some columns would find them all in the same few sets
   * of the first-level cache.
   */
  public static int aligned(int columns) {
    int unit = Math.max(ALIGNMENT, Simd.BLOCK);
    int ld = (columns + unit - 1) & -unit;
    return ld % SAME_SETS == 0 ? ld + unit : ld;
  }

  /** A new matrix of zeros, rows aligned and padded. */
  public static Matrix allocate(SegmentAllocator allocator, int rows, int columns) {
    int ld = aligned(columns);
    MemorySegment segment =
        allocator.allocate(Math.max(1L, rows) * ld * Float.BYTES, ALIGNMENT * Float.BYTES);
    return new Matrix(segment, 0, rows, columns, ld);
  }

  /** The byte offset of the start of a row. */
  public long row(int row) {
    return offset + (long) row * ld * Float.BYTES;
  }

  /** Bytes from one row to the next. */
  public long rowBytes() {
    return (long) ld * Float.BYTES;
  }

  /** One element. */
  public float get(int row, int column) {
    return segment.get(FLOAT, element(row, column));
  }

  /** Sets one element. */
  public void set(int row, int column, float value) {
    segment.set(FLOAT, element(row, column), value);
  }

  /** A view of {@code count} rows from {@code first} on. */
  public Matrix rows(int first, int count) {
    Objects.checkFromIndexSize(first, count, rows);
    return new Matrix(segment, row(first), count, columns, ld);
  }

  /** A view of {@code count} columns from {@code first} on. */
  public Matrix columns(int first, int count) {
    Objects.checkFromIndexSize(first, count, columns);
    return new Matrix(segment, offset + (long) first * Float.BYTES, rows, count, ld);
  }

  /** A view of every {@code stride}-th row, beginning with {@code first}. */
  public Matrix everyRow(int first, int stride) {
    Objects.checkIndex(first, stride);
    int count = (rows - first + stride - 1) / stride;
    return new Matrix(segment, row(first), count, columns, Math.multiplyExact(ld, stride));
  }

  /** Sets every element to zero; the pad stays. */
  public void zero() {
    boolean contiguous = ld == columns && (long) rows * columns <= Integer.MAX_VALUE;
    int lines = contiguous ? 1 : rows;
    int floats = contiguous ? rows * columns : columns;
    int whole = floats & -Simd.LANES;
    for (int r = 0; r < lines; r++) {
      Rows.zero(segment, row(r), whole);
      for (int c = whole; c < floats; c++) {
        segment.set(FLOAT, row(r) + (long) c * Float.BYTES, 0);
      }
    }
  }

  /** Sets every element to {@code value}; the pad stays. */
  public void fill(float value) {
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < columns; c++) {
        set(r, c, value);
      }
    }
  }

  /** Copies the elements of a matrix of the same shape; the pad stays. */
  public void copyFrom(Matrix source) {
    Shapes.require("source", source, rows, columns);
    for (int r = 0; r < rows; r++) {
      MemorySegment.copy(
          source.segment, source.row(r), segment, row(r), (long) columns * Float.BYTES);
    }
  }

  private long element(int row, int column) {
    assert row >= 0 && row < rows && column >= 0 && column < columns : row + ", " + column;
    return offset + ((long) row * ld + column) * Float.BYTES;
  }

  @Override
  public String toString() {
    return rows + "x" + columns + (ld == columns ? "" : " (ld " + ld + ")");
  }
}
