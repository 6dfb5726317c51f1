package io.github.tapehead.kernels;

import static io.github.tapehead.kernels.Simd.F;
import static io.github.tapehead.kernels.Simd.FLOAT;
import static io.github.tapehead.kernels.Simd.LANES;
import static io.github.tapehead.kernels.Simd.ORDER;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * The softmax of each row.
 *
 * <pre>
 *   y_i = e^(x_i − max x) / Σ_j e^(x_j − max x)          dx_i += y_i · (dy_i − Σ_j y_j · dy_j)
 * </pre>
 *
 * <p>Weights below e^−64 of the largest become exactly zero, with zero gradient: they could not
 * change any sum of floats, and as subnormal numbers, here or in later products, they would cost a
 * hundred times the time.
 */
public final class Softmax {
  // e^−64
  private static final float SMALLEST = 1.6038109e-28f;
  // Up to here factor · max x is rounded by less than 1/16.
  private static final float LARGE_SHIFT = 1 << 20;

  private Softmax() {}

  /**
   * Writes the softmax of each row of {@code x} to {@code y}.
   *
   * @param y [rows × n]; may be {@code x} itself
   * @param x [rows × n]
   */
  public static void forward(Matrix y, Matrix x) {
    int n = y.columns();
    Shapes.requirePadded("y", y, y.rows(), n);
    Shapes.requirePadded("x", x, y.rows(), n);
    for (int r = 0; r < y.rows(); r++) {
      row(y.segment(), y.row(r), x.segment(), x.row(r), 1f, n);
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
      float mean = Reductions.dot(dy.segment(), dy.row(r), y.segment(), y.row(r), n);
      backward(dx.segment(), dx.row(r), dy.segment(), dy.row(r), y.segment(), y.row(r), mean, n);
    }
  }

  /**
   * One row of y = softmax(factor · x), for a factor that is not negative; its pad becomes zero.
   * The sum is finite for all finite factors and x.
   */
  static void row(MemorySegment y, long yo, MemorySegment x, long xo, float factor, int n) {
    float max = max(x, xo, n);
    float shift = -factor * max;
    if (Math.abs(shift) < LARGE_SHIFT) {
      VectorMath.exp(y, yo, x, xo, factor, shift, n);
    } else {
      // The exponent of the largest would be what rounding took from the shift.
      lower(y, yo, x, xo, max, n);
      VectorMath.exp(y, yo, y, yo, factor, 0f, n);
    }
    Padding.clear(y, yo, n);
    normalize(y, yo, 1f / Reductions.sum(y, yo, n), n);
  }

  /** The largest of a row; NaN, or the largest of the others, where some are NaN. */
  static float max(MemorySegment x, long xo, int n) {
    int i = 0;
    float max = Float.NEGATIVE_INFINITY;
    if (n >= LANES) {
      FloatVector lanes = FloatVector.fromMemorySegment(F, x, xo, ORDER);
      for (i = LANES; i <= n - LANES; i += LANES) {
        FloatVector value = FloatVector.fromMemorySegment(F, x, xo + (long) i * Float.BYTES, ORDER);
        lanes = lanes.blend(value, value.compare(VectorOperators.GT, lanes));
      }
      max = lanes.reduceLanes(VectorOperators.MAX);
    }
    for (; i < n; i++) {
      max = Math.max(max, x.get(FLOAT, xo + (long) i * Float.BYTES));
    }
    return max;
  }

  /** y = x − max. */
  private static void lower(MemorySegment y, long yo, MemorySegment x, long xo, float max, int n) {
    for (int c = 0; c < n; c += LANES) {
      long lane = (long) c * Float.BYTES;
      FloatVector.fromMemorySegment(F, x, xo + lane, ORDER)
          .sub(max)
          .intoMemorySegment(y, yo + lane, ORDER);
    }
  }

  /** y = factor · y, but zero where y is small against the largest, which is 1. */
  private static void normalize(MemorySegment y, long yo, float factor, int n) {
    for (int c = 0; c < n; c += LANES) {
      long lane = (long) c * Float.BYTES;
      FloatVector value = FloatVector.fromMemorySegment(F, y, yo + lane, ORDER);
      value.mul(factor).blend(0f, value.lt(SMALLEST)).intoMemorySegment(y, yo + lane, ORDER);
    }
  }

  private static void backward(
      MemorySegment dx,
      long dxo,
      MemorySegment dy,
      long dyo,
      MemorySegment y,
      long yo,
      float mean,
      int n) {
    for (int c = 0; c < n; c += LANES) {
      long lane = (long) c * Float.BYTES;
      FloatVector gradient = FloatVector.fromMemorySegment(F, dy, dyo + lane, ORDER).sub(mean);
      FloatVector.fromMemorySegment(F, y, yo + lane, ORDER)
          .fma(gradient, FloatVector.fromMemorySegment(F, dx, dxo + lane, ORDER))
          .intoMemorySegment(dx, dxo + lane, ORDER);
    }
  }
}
