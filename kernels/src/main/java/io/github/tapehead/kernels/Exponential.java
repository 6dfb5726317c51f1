package io.github.tapehead.kernels;

import static io.github.tapehead.kernels.Simd.F;
import static io.github.tapehead.kernels.Simd.LANES;
import static io.github.tapehead.kernels.Simd.ORDER;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * The exponential function, for key strengths of networks that have it in place of the softplus.
 *
 * <pre>
 *   y = min(e^x, largest float)          dx += dy · y where y &lt; largest float, else 0
 * </pre>
 *
 * <p>From x = 88.73 on y stands at the largest float and x has no gradient, so that no infinity
 * gets into a forward pass. NaN stays NaN.
 */
public final class Exponential {
  private static final float LARGEST = Float.MAX_VALUE;

  private Exponential() {}

  /**
   * Writes e^x to {@code y}, to 2 ulp and zero below e^−86.98; the pad of {@code y} becomes zero.
   *
   * @param y [rows × n]; may be {@code x} itself
   * @param x [rows × n]
   */
  public static void forward(Matrix y, Matrix x) {
    int n = y.columns();
    Shapes.requirePadded("y", y, y.rows(), n);
    Shapes.requirePadded("x", x, y.rows(), n);
    for (int r = 0; r < y.rows(); r++) {
      VectorMath.exp(y.segment(), y.row(r), x.segment(), x.row(r), 1f, 0f, n);
      limit(y.segment(), y.row(r), n);
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

  /** y = min(y, the largest float). */
  private static void limit(MemorySegment y, long yo, int n) {
    for (int c = 0; c < n; c += LANES) {
      long lane = (long) c * Float.BYTES;
      FloatVector value = FloatVector.fromMemorySegment(F, y, yo + lane, ORDER);
      value
          .blend(LARGEST, value.compare(VectorOperators.GT, LARGEST))
          .intoMemorySegment(y, yo + lane, ORDER);
    }
  }

  private static void backward(
      MemorySegment dx, long dxo, MemorySegment dy, long dyo, MemorySegment y, long yo, int n) {
    for (int c = 0; c < n; c += LANES) {
      long lane = (long) c * Float.BYTES;
      FloatVector value = FloatVector.fromMemorySegment(F, y, yo + lane, ORDER);
      value
          .blend(0f, value.compare(VectorOperators.GE, LARGEST))
          .fma(
              FloatVector.fromMemorySegment(F, dy, dyo + lane, ORDER),
              FloatVector.fromMemorySegment(F, dx, dxo + lane, ORDER))
          .intoMemorySegment(dx, dxo + lane, ORDER);
    }
  }
}
