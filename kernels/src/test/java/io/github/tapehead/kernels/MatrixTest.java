package io.github.tapehead.kernels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@RequiresVectorBits
class MatrixTest {
  private final Arena arena = Arena.ofConfined();

  @AfterEach
  void close() {
    arena.close();
  }

  @Test
  void allocatedRowsAreAlignedPaddedAndZero() {
    for (int columns : new int[] {1, 15, 16, 17, 100}) {
      Matrix matrix = Matrix.allocate(arena, 3, columns);
      assertEquals(0, matrix.segment().address() % 64);
      assertEquals(0, matrix.ld() % Matrix.ALIGNMENT);
      assertTrue(matrix.ld() >= Simd.padded(columns));
      for (int i = 0; i < matrix.segment().byteSize(); i++) {
        assertEquals(0, matrix.segment().get(java.lang.foreign.ValueLayout.JAVA_BYTE, i));
      }
    }
  }

  @Test
  void setAndGetUseRowAndColumn() {
    Matrix matrix = numbered(3, 5);
    assertEquals(12, matrix.get(1, 2));
    assertEquals(matrix.offset() + matrix.rowBytes(), matrix.row(1));
  }

  @Test
  void viewsShareTheFloats() {
    Matrix matrix = numbered(7, 5);
    assertEquals(20, matrix.rows(2, 3).get(0, 0));
    assertEquals(3, matrix.rows(2, 3).rows());
    assertEquals(13, matrix.columns(3, 2).get(1, 0));
    assertEquals(2, matrix.columns(3, 2).columns());
    Matrix odd = matrix.everyRow(1, 2);
    assertEquals(3, odd.rows());
    assertEquals(54, odd.get(2, 4));
    assertEquals(4, matrix.everyRow(0, 2).rows());
    odd.columns(1, 1).set(1, 0, -1);
    assertEquals(-1, matrix.get(3, 1));
  }

  @Test
  void emptyRangesAreViewsToo() {
    Matrix matrix = numbered(2, 5);
    assertEquals(0, matrix.rows(2, 0).rows());
    assertEquals(0, matrix.everyRow(4, 5).rows());
  }

  @Test
  void zeroClearsTheElementsOfAViewOnly() {
    Matrix matrix = numbered(3, 5);
    matrix.rows(1, 1).zero();
    assertEquals(4, matrix.get(0, 4));
    assertEquals(0, matrix.get(1, 4));
    assertEquals(20, matrix.get(2, 0));
    matrix.rows(2, 1).columns(1, 2).zero();
    assertArrayEquals(new float[] {20, 0, 0, 23, 24}, SmallMatrix.values(matrix, 2));
    matrix.columns(2, 3).zero();
    assertArrayEquals(new float[] {0, 1, 0, 0, 0}, SmallMatrix.values(matrix, 0));
  }

  @Test
  void fillAndCopyLeaveThePad() {
    Matrix matrix = Matrix.allocate(arena, 2, 3);
    matrix.fill(4);
    assertEquals(4, matrix.get(1, 2));
    assertEquals(0, matrix.segment().get(Simd.FLOAT, matrix.row(0) + 3L * Float.BYTES));
    matrix.copyFrom(numbered(2, 5).columns(2, 3));
    assertEquals(14, matrix.get(1, 2));
    assertEquals(0, matrix.segment().get(Simd.FLOAT, matrix.row(0) + 3L * Float.BYTES));
  }

  @Test
  void wrongGeometryIsRefused() {
    MemorySegment heap = MemorySegment.ofArray(new float[8]);
    assertRefused("segment: heap memory", () -> new Matrix(heap, 0, 1, 8, 8));
    MemorySegment segment = arena.allocate(64);
    assertRefused("matrix: 2x0", () -> new Matrix(segment, 0, 2, 0, 8));
    assertRefused("matrix: -1x2", () -> new Matrix(segment, 0, -1, 2, 8));
    assertRefused("ld: 3, expected at least 4", () -> new Matrix(segment, 0, 2, 4, 3));
    assertOutside(() -> new Matrix(segment, 0, 2, 8, 9));
    assertOutside(() -> new Matrix(segment, -4, 1, 8, 8));
    assertOutside(() -> new Matrix(segment, 4, 1, 16, 16));
  }

  @Test
  void wrongViewsAreRefused() {
    Matrix matrix = numbered(3, 5);
    assertOutside(() -> matrix.rows(2, 2));
    assertOutside(() -> matrix.columns(4, 2));
    assertOutside(() -> matrix.everyRow(2, 2));
    assertRefused("source: 3x5", () -> Matrix.allocate(arena, 3, 4).copyFrom(matrix));
  }

  @Test
  void textShowsTheShape() {
    assertEquals("2x3", new Matrix(arena.allocate(64), 0, 2, 3, 3).toString());
    assertEquals("2x3 (ld 4)", new Matrix(arena.allocate(64), 0, 2, 3, 4).toString());
  }

  /** Element (r, c) is 10 · r + c. */
  private Matrix numbered(int rows, int columns) {
    Matrix matrix = Matrix.allocate(arena, rows, columns);
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < columns; c++) {
        matrix.set(r, c, 10 * r + c);
      }
    }
    return matrix;
  }

  private static void assertRefused(String message, Runnable action) {
    var e = assertThrows(IllegalArgumentException.class, action::run);
    assertTrue(e.getMessage().startsWith(message), e.getMessage());
  }

  private static void assertOutside(Runnable action) {
    assertThrows(IndexOutOfBoundsException.class, action::run);
  }
}
