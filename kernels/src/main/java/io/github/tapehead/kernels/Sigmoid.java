package io.github.tapehead.kernels;

import static io.github.tapehead.kernels.Simd.F;
import static io.github.tapehead.kernels.Simd.LANES;
import static io.github.tapehead.kernels.Simd.ORDER;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * The logistic function.
 *
 * <pre>
 *   y = 1 / (1 + e^−x)          dx += dy · y · (1 − y)
 * </pre>
 */
public final class Sigmoid {
  // Beyond this, 1 / (1 + e^−x) would be subnormal.
  private static final float LARGEST = 8e37f;

  private Sigmoid() {}

  /**
   * Writes σ(x) to {@code y}, to 4 ulp and zero below 1.2e−38; the pad of {@code y} becomes zero.
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

  /** One row; its pad becomes ½ where x is zero. */
  static void forward(MemorySegment y, long yo, MemorySegment x, long xo, int n) {
    VectorMath.exp(y, yo, x, xo, -1f, 0f, n);
    for (int c = 0; c < n; c += LANES) {
      long lane = (long) c * Float.BYTES;
      FloatVector e = FloatVector.fromMemorySegment(F, y, yo + lane, ORDER);
      FloatVector value = FloatVector.broadcast(F, 1f).div(e.add(1f));
      value = value.blend(0f, e.compare(VectorOperators.GT, LARGEST));
      value.intoMemorySegment(y, yo + lane, ORDER);
    }
  }

  private static void backward(
      MemorySegment dx, long dxo, MemorySegment dy, long dyo, MemorySegment y, long yo, int n) {
    for (int c = 0; c < n; c += LANES) {
      long lane = (long) c * Float.BYTES;
      FloatVector value = FloatVector.fromMemorySegment(F, y, yo + lane, ORDER);
      FloatVector slope =
          value.mul(value).sub(value).mul(FloatVector.fromMemorySegment(F, dy, dyo + lane, ORDER));
      FloatVector.fromMemorySegment(F, dx, dxo + lane, ORDER)
          .sub(slope)
          .intoMemorySegment(dx, dxo + lane, ORDER);
    }
  }
}
