package io.github.tapehead.kernels;

import java.lang.foreign.Arena;

/** Small matrices, written out in tests. */
final class SmallMatrix {
  private SmallMatrix() {}

  /** A matrix of the rows given. */
  static Matrix of(float[]... rows) {
    Matrix matrix = zeros(rows.length, rows[0].length);
    for (int r = 0; r < rows.length; r++) {
      for (int c = 0; c < rows[r].length; c++) {
        matrix.set(r, c, rows[r][c]);
      }
    }
    return matrix;
  }

  /** A matrix of one row. */
  static Matrix row(float... values) {
    return of(values);
  }

  static Matrix zeros(int rows, int columns) {
    return Matrix.allocate(Arena.ofAuto(), rows, columns);
  }

  static Matrix filled(int rows, int columns, float value) {
    Matrix matrix = zeros(rows, columns);
    matrix.fill(value);
    return matrix;
  }

  /** The elements of a row. */
  static float[] values(Matrix matrix, int row) {
    float[] values = new float[matrix.columns()];
    for (int c = 0; c < values.length; c++) {
      values[c] = matrix.get(row, c);
    }
    return values;
  }

  static float sum(Matrix matrix, int row) {
    double sum = 0;
    for (float value : values(matrix, row)) {
      sum += value;
    }
    return (float) sum;
  }
}
