package io.github.tapehead.bench.kernels;

import io.github.tapehead.kernels.Matrix;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** The matrices of a case. The same calls in the same order draw the same numbers. */
final class Arguments {
  private final Arena arena;
  private final Random random = new Random(1);
  private final List<Matrix> results = new ArrayList<>();
  private Runnable settle = () -> {};

  Arguments(Arena arena) {
    this.arena = arena;
  }

  Arena arena() {
    return arena;
  }

  /** Zeros: scratch, or to be filled. */
  Matrix zeros(int rows, int columns) {
    return Matrix.allocate(arena, rows, columns);
  }

  /** Zeros that the call writes or adds to: compared. */
  Matrix result(int rows, int columns) {
    return result(zeros(rows, columns));
  }

  /** Marks a matrix that the call overwrites as a result. */
  Matrix result(Matrix matrix) {
    results.add(matrix);
    return matrix;
  }

  /** Numbers between two limits. */
  Matrix uniform(int rows, int columns, float low, float high) {
    Matrix matrix = zeros(rows, columns);
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < columns; c++) {
        matrix.set(r, c, random.nextFloat(low, high));
      }
    }
    return matrix;
  }

  /** Zeros and ones. */
  Matrix bits(int rows, int columns) {
    Matrix matrix = zeros(rows, columns);
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < columns; c++) {
        matrix.set(r, c, random.nextInt(2));
      }
    }
    return matrix;
  }

  /** Rows of positive numbers with a sum of 1. */
  Matrix weighting(int rows, int columns) {
    Matrix matrix = uniform(rows, columns, 0.1f, 1);
    for (int r = 0; r < rows; r++) {
      float sum = 0;
      for (int c = 0; c < columns; c++) {
        sum += matrix.get(r, c);
      }
      for (int c = 0; c < columns; c++) {
        matrix.set(r, c, matrix.get(r, c) / sum);
      }
    }
    return matrix;
  }

  /** What to do after the comparison, so that values stay where they are over many calls. */
  void settle(Runnable change) {
    settle = change;
  }

  void settle() {
    settle.run();
  }

  List<Matrix> results() {
    return results;
  }
}
