package io.github.tapehead.kernels;

/**
 * A scaled block added to another, by its name in BLAS: {@code y += factor · x}. Sums and means of
 * the gradients and the parameters of several workers are made of it.
 */
public final class Axpy {
  private Axpy() {}

  /**
   * Adds to {@code y}, with one rounding an element.
   *
   * @param y [rows × n], added to
   * @param factor of x
   * @param x [rows × n]; not {@code y} itself
   */
  public static void forward(Matrix y, float factor, Matrix x) {
    int n = y.columns();
    Shapes.requirePadded("y", y, y.rows(), n);
    Shapes.requirePadded("x", x, y.rows(), n);
    for (int r = 0; r < y.rows(); r++) {
      Rows.addScaled(y.segment(), y.row(r), x.segment(), x.row(r), factor, n);
    }
  }
}
