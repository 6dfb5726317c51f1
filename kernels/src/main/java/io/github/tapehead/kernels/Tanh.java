package io.github.tapehead.kernels;

import static io.github.tapehead.kernels.Simd.F;
import static io.github.tapehead.kernels.Simd.LANES;
import static io.github.tapehead.kernels.Simd.ORDER;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;

/**
 * The hyperbolic tangent: the nonlinearity of a dense tanh layer, of keys and of add vectors.
 *
 * <pre>
 *   y = tanh(x)          dx += dy · (1 − y²)
 * </pre>
 */
public final class Tanh {
  private Tanh() {}

  /**
   * Writes tanh(x) to {@code y}, to 6 ulp.
   *
   * @param y [rows × n]; may be {@code x} itself
   * @param x [rows × n]
   */
  public static void forward(Matrix y, Matrix x) {
    int n = y.columns();
    Shapes.requirePadded("y", y, y.rows(), n);
    Shapes.requirePadded("x", x, y.rows(), n);
    for (int r = 0; r < y.rows(); r++) {
      VectorMath.tanh(y.segment(), y.row(r), x.segment(), x.row(r), n);
    }
  }

  /**
   * Adds the gradient of {@code x} to {@code dx}.
   *
   * @param dx [rows × n]
   * @param dy [rows × n]
   * @param y [rows × n], from forward
   */
  public static void backward(Matrix dx, Matrix dy, Matrix y) {
    int n = dx.columns();
    Shapes.requirePadded("dx", dx, dx.rows(), n);
    Shapes.requirePadded("dy", dy, dx.rows(), n);
    Shapes.requirePadded("y", y, dx.rows(), n);
    for (int r = 0; r < dx.rows(); r++) {
      backward(dx.segment(), dx.row(r), dy.segment(), dy.row(r), y.segment(), y.row(r), n);
    }
  }

  private static void backward(
      MemorySegment dx, long dxo, MemorySegment dy, long dyo, MemorySegment y, long yo, int n) {
    for (int c = 0; c < n; c += LANES) {
      long lane = (long) c * Float.BYTES;
      FloatVector value = FloatVector.fromMemorySegment(F, y, yo + lane, ORDER);
      FloatVector gradient = FloatVector.fromMemorySegment(F, dy, dyo + lane, ORDER);
      FloatVector slope = value.mul(value).neg().fma(gradient, gradient);
      FloatVector.fromMemorySegment(F, dx, dxo + lane, ORDER)
          .add(slope)
          .intoMemorySegment(dx, dxo + lane, ORDER);
    }
  }
}
