package io.github.tapehead.bench.rivals;

import io.github.tapehead.kernels.Gemm;
import io.github.tapehead.kernels.Matrix;
import io.github.tapehead.kernels.PackedMatrix;
import io.github.tapehead.kernels.reference.ReferenceGemm;
import java.lang.foreign.Arena;
import java.util.Random;

/**
 * C += A·B or C += Aᵀ·B with random factors, for every library the same.
 *
 * <p>Ours keeps B packed, as a network does between two updates; in Aᵀ·B, where B are gradients,
 * packing is part of the product. C grows with each product and never overflows: a sum stops where
 * one more product is lost to rounding.
 */
final class Product implements AutoCloseable {
  private static final double TOLERANCE = 1e-5;

  private final ProductShape shape;
  private final Arena arena = Arena.ofShared();
  private final Matrix a;
  private final Matrix b;
  private final Matrix c;
  private final PackedMatrix packed;
  private final Matrix scratch;
  private final float[] expected;

  /** Draws the factors. */
  Product(ProductShape shape) {
    this.shape = shape;
    Random random = new Random(1);
    a =
        shape.transposed()
            ? draw(random, shape.k(), shape.m())
            : draw(random, shape.m(), shape.k());
    b = draw(random, shape.k(), shape.n());
    c = Matrix.allocate(arena, shape.m(), shape.n());
    packed = PackedMatrix.allocate(arena, shape.k(), shape.n());
    packed.pack(b);
    scratch = Matrix.allocate(arena, 1, Gemm.scratchFloats(shape.m()));
    Matrix result = Matrix.allocate(arena, shape.m(), shape.n());
    if (shape.transposed()) {
      ReferenceGemm.transposedMultiplyAdd(result, a, b);
    } else {
      ReferenceGemm.multiplyAdd(result, a, b);
    }
    expected = dense(result);
  }

  private Matrix draw(Random random, int rows, int columns) {
    Matrix matrix = Matrix.allocate(arena, rows, columns);
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < columns; c++) {
        matrix.set(r, c, random.nextFloat(-1, 1));
      }
    }
    return matrix;
  }

  /** Our product. */
  Matrix ours() {
    if (shape.transposed()) {
      Gemm.transposedMultiplyAdd(c, a, b, scratch);
    } else {
      Gemm.multiplyAdd(c, a, packed);
    }
    return c;
  }

  /** A, row by row without pads. */
  float[] a() {
    return dense(a);
  }

  /** B, row by row without pads. */
  float[] b() {
    return dense(b);
  }

  /** Our result, row by row without pads. */
  float[] result() {
    return dense(c);
  }

  /**
   * Requires a result, from C of zeros, row by row, to be right.
   *
   * @throws IllegalStateException if it is not
   */
  void require(String library, float[] found) {
    double largest = 0;
    for (float x : expected) {
      largest = Math.max(largest, Math.abs(x));
    }
    for (int i = 0; i < expected.length; i++) {
      if (!(Math.abs(found[i] - expected[i]) <= TOLERANCE * largest)) {
        throw new IllegalStateException(
            library + ": " + found[i] + " at " + i + ", expected " + expected[i]);
      }
    }
  }

  private static float[] dense(Matrix matrix) {
    float[] values = new float[matrix.rows() * matrix.columns()];
    for (int i = 0; i < values.length; i++) {
      values[i] = matrix.get(i / matrix.columns(), i % matrix.columns());
    }
    return values;
  }

  @Override
  public void close() {
    arena.close();
  }
}
