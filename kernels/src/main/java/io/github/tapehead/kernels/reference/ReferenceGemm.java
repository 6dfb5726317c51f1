package io.github.tapehead.kernels.reference;

import io.github.tapehead.kernels.Matrix;

/** {@link io.github.tapehead.kernels.Gemm} as three plain loops. */
public final class ReferenceGemm {
  private ReferenceGemm() {}

  /**
   * C += A·B.
   *
   * @param c [m × n]
   * @param a [m × k]
   * @param b [k × n]
   */
  public static void multiplyAdd(Matrix c, Matrix a, Matrix b) {
    for (int i = 0; i < c.rows(); i++) {
      for (int j = 0; j < c.columns(); j++) {
        float sum = c.get(i, j);
        for (int k = 0; k < b.rows(); k++) {
          sum += a.get(i, k) * b.get(k, j);
        }
        c.set(i, j, sum);
      }
    }
  }

  /**
   * C += A·Bᵀ.
   *
   * @param c [m × n]
   * @param a [m × k]
   * @param b [n × k]
   */
  public static void multiplyTransposedAdd(Matrix c, Matrix a, Matrix b) {
    for (int i = 0; i < c.rows(); i++) {
      for (int j = 0; j < c.columns(); j++) {
        float sum = c.get(i, j);
        for (int k = 0; k < b.columns(); k++) {
          sum += a.get(i, k) * b.get(j, k);
        }
        c.set(i, j, sum);
      }
    }
  }

  /**
   * C += Aᵀ·B.
   *
   * @param c [m × n]
   * @param a [k × m]
   * @param b [k × n]
   */
  public static void transposedMultiplyAdd(Matrix c, Matrix a, Matrix b) {
    for (int i = 0; i < c.rows(); i++) {
      for (int j = 0; j < c.columns(); j++) {
        float sum = c.get(i, j);
        for (int k = 0; k < b.rows(); k++) {
          sum += a.get(k, i) * b.get(k, j);
        }
        c.set(i, j, sum);
      }
    }
  }
}
