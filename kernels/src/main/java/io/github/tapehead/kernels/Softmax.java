package io.github.tapehead.kernels;

import static io.github.tapehead.kernels.Simd.F;
import static io.github.tapehead.kernels.Simd.LANES;
import static io.github.tapehead.kernels.Simd.load;
import static io.github.tapehead.kernels.Simd.store;

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
  private static final float SMALLEST = -64f;
  private static final float OUTSIDE = -1e30f;

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
      scaled(y.segment(), y.row(r), x.segment(), x.row(r), 1f, n);
      normalize(y.segment(), y.row(r), n);
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
      float mean = dot(dy.segment(), dy.row(r), y.segment(), y.row(r), n);
      backward(dx.segment(), dx.row(r), dy.segment(), dy.row(r), y.segment(), y.row(r), mean, n);
    }
  }

  /** Turns a row of logits into its softmax, in place; its pad becomes zero. */
  static void normalize(MemorySegment y, long yo, int n) {
    Padding.fill(y, yo, n, OUTSIDE);
    float sum = exponentials(y, yo, max(y, yo, n), n);
    scaled(y, yo, y, yo, 1f / sum, n);
  }

  /** y = factor · x. */
  static void scaled(MemorySegment y, long yo, MemorySegment x, long xo, float factor, int n) {
    FloatVector f = FloatVector.broadcast(F, factor);
    for (int c = 0; c < n; c += LANES) {
      long lane = (long) c * Float.BYTES;
      store(load(x, xo + lane).mul(f), y, yo + lane);
    }
  }

  /** Σ x · y. */
  static float dot(MemorySegment x, long xo, MemorySegment y, long yo, int n) {
    FloatVector sum = FloatVector.zero(F);
    for (int c = 0; c < n; c += LANES) {
      long lane = (long) c * Float.BYTES;
      sum = load(x, xo + lane).fma(load(y, yo + lane), sum);
    }
    return Simd.sum(sum);
  }

  private static float max(MemorySegment x, long xo, int n) {
    FloatVector max = load(x, xo);
    for (int c = LANES; c < n; c += LANES) {
      FloatVector value = load(x, xo + (long) c * Float.BYTES);
      max = max.blend(value, value.compare(VectorOperators.GT, max));
    }
    return max.reduceLanes(VectorOperators.MAX);
  }

  private static float exponentials(MemorySegment x, long xo, float max, int n) {
    FloatVector sum = FloatVector.zero(F);
    for (int c = 0; c < n; c += LANES) {
      long lane = (long) c * Float.BYTES;
      FloatVector below = load(x, xo + lane).sub(max);
      FloatVector e = VectorMath.exp(below).blend(0f, below.lt(SMALLEST));
      sum = sum.add(e);
      store(e, x, xo + lane);
    }
    return Simd.sum(sum);
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
      FloatVector gradient = load(dy, dyo + lane).sub(mean);
      store(load(y, yo + lane).fma(gradient, load(dx, dxo + lane)), dx, dxo + lane);
    }
  }
}
