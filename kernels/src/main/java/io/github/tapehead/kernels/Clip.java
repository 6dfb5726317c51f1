package io.github.tapehead.kernels;

import static io.github.tapehead.kernels.Simd.F;
import static io.github.tapehead.kernels.Simd.LANES;
import static io.github.tapehead.kernels.Simd.ORDER;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * Clipping to [−limit, limit], as Collier and Beel (2018) do with the raw parameters of the heads.
 *
 * <pre>
 *   y = min(max(x, −limit), limit)          dx = dy where |x| &lt; limit, else 0
 * </pre>
 *
 * <p>At the limit itself, where there is no derivative, it is taken to be zero: so the clipped
 * values tell backward all that it needs of x. NaN stays NaN.
 */
public final class Clip {
  private Clip() {}

  /**
   * Writes the clipped values to {@code y}, exactly.
   *
   * @param y [rows × n]; may be {@code x} itself
   * @param x [rows × n]
   * @param limit positive
   */
  public static void forward(Matrix y, Matrix x, float limit) {
    int n = y.columns();
    Shapes.requirePadded("y", y, y.rows(), n);
    Shapes.requirePadded("x", x, y.rows(), n);
    for (int r = 0; r < y.rows(); r++) {
      row(y.segment(), y.row(r), x.segment(), x.row(r), limit, n);
    }
  }

  /**
   * Turns the gradient of the clipped values into that of {@code x}, in place: what was clipped has
   * none.
   *
   * @param dx [rows × n]; overwritten, on entry the gradient of y
   * @param x [rows × n], or y from forward
   * @param limit the limit of forward
   */
  public static void backward(Matrix dx, Matrix x, float limit) {
    int n = dx.columns();
    Shapes.requirePadded("dx", dx, dx.rows(), n);
    Shapes.requirePadded("x", x, dx.rows(), n);
    for (int r = 0; r < dx.rows(); r++) {
      backward(dx.segment(), dx.row(r), x.segment(), x.row(r), limit, n);
    }
  }

  /** One row. */
  static void row(MemorySegment y, long yo, MemorySegment x, long xo, float limit, int n) {
    FloatVector high = FloatVector.broadcast(F, limit);
    FloatVector low = high.neg();
    for (int c = 0; c < n; c += LANES) {
      long lane = (long) c * Float.BYTES;
      FloatVector value = FloatVector.fromMemorySegment(F, x, xo + lane, ORDER);
      value = value.blend(high, value.compare(VectorOperators.GT, high));
      value.blend(low, value.lt(low)).intoMemorySegment(y, yo + lane, ORDER);
    }
  }

  private static void backward(
      MemorySegment dx, long dxo, MemorySegment x, long xo, float limit, int n) {
    for (int c = 0; c < n; c += LANES) {
      long lane = (long) c * Float.BYTES;
      FloatVector value = FloatVector.fromMemorySegment(F, x, xo + lane, ORDER).abs();
      FloatVector.fromMemorySegment(F, dx, dxo + lane, ORDER)
          .blend(0f, value.compare(VectorOperators.GE, limit))
          .intoMemorySegment(dx, dxo + lane, ORDER);
    }
  }
}
