package io.github.tapehead.kernels;

import static io.github.tapehead.kernels.Simd.LANES;
import static io.github.tapehead.kernels.Simd.load;
import static io.github.tapehead.kernels.Simd.store;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;

/**
 * The logistic function.
 *
 * <pre>
 *   y = 1 / (1 + e^−x)          dx += dy · y · (1 − y)
 * </pre>
 */
public final class Sigmoid {
  private Sigmoid() {}

  /**
   * Writes σ(x) to {@code y}, to 4 ulp; the pad of {@code y} becomes zero.
   *
   * @param y [rows × n]; may be {@code x} itself
   * @param x [rows × n]
   */
  public static void forward(Matrix y, Matrix x) {
    int n = y.columns();
    Shapes.requirePadded("y", y, y.rows(), n);
    Shapes.requirePadded("x", x, y.rows(), n);
    for (int r = 0; r < y.rows(); r++) {
      forward(y.segment(), y.row(r), x.segment(), x.row(r), n);
      Padding.clear(y.segment(), y.row(r), n);
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

  static void forward(MemorySegment y, long yo, MemorySegment x, long xo, int n) {
    for (int c = 0; c < n; c += LANES) {
      long lane = (long) c * Float.BYTES;
      store(VectorMath.sigmoid(load(x, xo + lane)), y, yo + lane);
    }
  }

  private static void backward(
      MemorySegment dx, long dxo, MemorySegment dy, long dyo, MemorySegment y, long yo, int n) {
    for (int c = 0; c < n; c += LANES) {
      long lane = (long) c * Float.BYTES;
      FloatVector value = load(y, yo + lane);
      FloatVector slope = value.mul(value).sub(value).mul(load(dy, dyo + lane));
      store(load(dx, dxo + lane).sub(slope), dx, dxo + lane);
    }
  }
}
