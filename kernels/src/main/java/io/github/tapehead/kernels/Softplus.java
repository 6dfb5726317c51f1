package io.github.tapehead.kernels;

import static io.github.tapehead.kernels.Simd.F;
import static io.github.tapehead.kernels.Simd.LANES;
import static io.github.tapehead.kernels.Simd.ORDER;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;

/**
 * The softplus: key strengths, and with 1 added the sharpening exponents.
 *
 * <pre>
 *   y = log(1 + e^x) = max(x, 0) + log(1 + e^−|x|)          dx += dy · σ(x)
 * </pre>
 */
public final class Softplus {
  private Softplus() {}

  /**
   * Writes softplus(x) to {@code y}, to 4 ulp; the pad of {@code y} becomes zero.
   *
   * @param y [rows × n]
   * @param x [rows × n]
   */
  public static void forward(Matrix y, Matrix x) {
    int n = y.columns();
    Shapes.requirePadded("y", y, y.rows(), n);
    Shapes.requirePadded("x", x, y.rows(), n);
    for (int r = 0; r < y.rows(); r++) {
      negativeMagnitude(y.segment(), y.row(r), x.segment(), x.row(r), n);
      VectorMath.exp(y.segment(), y.row(r), y.segment(), y.row(r), 1f, 0f, n);
      VectorMath.log(y.segment(), y.row(r), y.segment(), y.row(r), 1f, n);
      addPositivePart(y.segment(), y.row(r), x.segment(), x.row(r), n);
      Padding.clear(y.segment(), y.row(r), n);
    }
  }

  /**
   * Adds the gradient of {@code x} to {@code dx}.
   *
   * @param dx [rows × n]
   * @param dy [rows × n]
   * @param x [rows × n]
   * @param scratch a row of n floats, padded
   */
  public static void backward(Matrix dx, Matrix dy, Matrix x, Matrix scratch) {
    int n = dx.columns();
    Shapes.requirePadded("dx", dx, dx.rows(), n);
    Shapes.requirePadded("dy", dy, dx.rows(), n);
    Shapes.requirePadded("x", x, dx.rows(), n);
    Shapes.requireScratch(scratch, Simd.padded(n));
    MemorySegment slope = scratch.segment();
    for (int r = 0; r < dx.rows(); r++) {
      Sigmoid.forward(slope, scratch.offset(), x.segment(), x.row(r), n);
      backward(dx.segment(), dx.row(r), dy.segment(), dy.row(r), slope, scratch.offset(), n);
    }
  }

  /** y = −|x|. */
  static void negativeMagnitude(MemorySegment y, long yo, MemorySegment x, long xo, int n) {
    for (int c = 0; c < n; c += LANES) {
      long lane = (long) c * Float.BYTES;
      FloatVector value = FloatVector.fromMemorySegment(F, x, xo + lane, ORDER);
      value.abs().neg().intoMemorySegment(y, yo + lane, ORDER);
    }
  }

  /** y += max(x, 0). */
  private static void addPositivePart(MemorySegment y, long yo, MemorySegment x, long xo, int n) {
    for (int c = 0; c < n; c += LANES) {
      long lane = (long) c * Float.BYTES;
      FloatVector value = FloatVector.fromMemorySegment(F, x, xo + lane, ORDER);
      value = value.blend(0f, value.lt(0f));
      FloatVector.fromMemorySegment(F, y, yo + lane, ORDER)
          .add(value)
          .intoMemorySegment(y, yo + lane, ORDER);
    }
  }

  private static void backward(
      MemorySegment dx, long dxo, MemorySegment dy, long dyo, MemorySegment slope, long so, int n) {
    for (int c = 0; c < n; c += LANES) {
      long lane = (long) c * Float.BYTES;
      FloatVector.fromMemorySegment(F, slope, so + lane, ORDER)
          .fma(
              FloatVector.fromMemorySegment(F, dy, dyo + lane, ORDER),
              FloatVector.fromMemorySegment(F, dx, dxo + lane, ORDER))
          .intoMemorySegment(dx, dxo + lane, ORDER);
    }
  }
}
