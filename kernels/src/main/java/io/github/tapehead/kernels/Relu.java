package io.github.tapehead.kernels;

import static io.github.tapehead.kernels.Simd.F;
import static io.github.tapehead.kernels.Simd.LANES;
import static io.github.tapehead.kernels.Simd.ORDER;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * The rectifier: keys, key strengths, erase and add vectors, and with 1 added the sharpening
 * exponents, of networks that have it in place of a smooth function.
 *
 * <pre>
 *   y = max(x, 0)          dx = dy where x &gt; 0, else 0
 * </pre>
 *
 * <p>At zero, where there is no derivative, it is taken to be zero: so y tells backward all that it
 * needs of x. NaN stays NaN.
 */
public final class Relu {
  private Relu() {}

  /**
   * Writes max(x, 0) to {@code y}, exactly.
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
    }
  }

  /**
   * Turns the gradient of {@code y} into that of {@code x}, in place: what is not positive has
   * none.
   *
   * @param dx [rows × n]; overwritten, on entry the gradient of y
   * @param x [rows × n], or y from forward
   */
  public static void backward(Matrix dx, Matrix x) {
    int n = dx.columns();
    Shapes.requirePadded("dx", dx, dx.rows(), n);
    Shapes.requirePadded("x", x, dx.rows(), n);
    for (int r = 0; r < dx.rows(); r++) {
      backward(dx.segment(), dx.row(r), x.segment(), x.row(r), n);
    }
  }

  private static void forward(MemorySegment y, long yo, MemorySegment x, long xo, int n) {
    for (int c = 0; c < n; c += LANES) {
      long lane = (long) c * Float.BYTES;
      FloatVector value = FloatVector.fromMemorySegment(F, x, xo + lane, ORDER);
      value.blend(0f, value.compare(VectorOperators.LE, 0f)).intoMemorySegment(y, yo + lane, ORDER);
    }
  }

  private static void backward(MemorySegment dx, long dxo, MemorySegment x, long xo, int n) {
    for (int c = 0; c < n; c += LANES) {
      long lane = (long) c * Float.BYTES;
      FloatVector value = FloatVector.fromMemorySegment(F, x, xo + lane, ORDER);
      FloatVector.fromMemorySegment(F, dx, dxo + lane, ORDER)
          .blend(0f, value.compare(VectorOperators.LE, 0f))
          .intoMemorySegment(dx, dxo + lane, ORDER);
    }
  }
}
