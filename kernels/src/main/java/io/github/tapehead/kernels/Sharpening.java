package io.github.tapehead.kernels;

import static io.github.tapehead.kernels.Simd.F;
import static io.github.tapehead.kernels.Simd.LANES;
import static io.github.tapehead.kernels.Simd.ORDER;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;

/**
 * Sharpening of the shifted weighting (Graves et al. 2014, eq. 9), as a softmax of logarithms.
 *
 * <pre>
 *   l_i = log(w̃_i + 1e−16)          w_i = w̃_i^γ / Σ_j w̃_j^γ = softmax_i(γ · l_i)
 *   u_i = w_i · (dw_i − Σ_j w_j · dw_j)     dw̃_i += γ · u_i / (w̃_i + 1e−16)     dγ += Σ_i u_i · l_i
 * </pre>
 *
 * <p>Small weights become zero as in {@link Softmax}.
 */
public final class Sharpening {
  private static final float EPSILON = 1e-16f;

  private Sharpening() {}

  /**
   * Writes the final weighting of one head for a batch.
   *
   * @param weighting w, [batch × locations]
   * @param logShifted l, [batch × locations], overwritten; backward needs it
   * @param shifted w̃, [batch × locations], not negative
   * @param sharpening γ, [batch × 1]
   */
  public static void forward(
      Matrix weighting, Matrix logShifted, Matrix shifted, Matrix sharpening) {
    int batch = weighting.rows();
    int n = weighting.columns();
    Shapes.requirePadded("weighting", weighting, batch, n);
    Shapes.requirePadded("logShifted", logShifted, batch, n);
    Shapes.requirePadded("shifted", shifted, batch, n);
    Shapes.require("sharpening", sharpening, batch, 1);
    MemorySegment w = weighting.segment();
    MemorySegment l = logShifted.segment();
    for (int b = 0; b < batch; b++) {
      long wo = weighting.row(b);
      long lo = logShifted.row(b);
      VectorMath.log(l, lo, shifted.segment(), shifted.row(b), EPSILON, n);
      Padding.clear(l, lo, n);
      Softmax.row(w, wo, l, lo, sharpening.get(b, 0), n);
    }
  }

  /**
   * Adds the gradients of the shifted weighting and of the exponent.
   *
   * @param dShifted dw̃, [batch × locations]
   * @param dSharpening dγ, [batch × 1]
   * @param dWeighting dw, [batch × locations]
   * @param weighting w, from forward
   * @param logShifted l, from forward
   * @param shifted w̃
   * @param sharpening γ
   */
  public static void backward(
      Matrix dShifted,
      Matrix dSharpening,
      Matrix dWeighting,
      Matrix weighting,
      Matrix logShifted,
      Matrix shifted,
      Matrix sharpening) {
    int batch = weighting.rows();
    int n = weighting.columns();
    Shapes.requirePadded("dShifted", dShifted, batch, n);
    Shapes.require("dSharpening", dSharpening, batch, 1);
    Shapes.requirePadded("dWeighting", dWeighting, batch, n);
    Shapes.requirePadded("weighting", weighting, batch, n);
    Shapes.requirePadded("logShifted", logShifted, batch, n);
    Shapes.requirePadded("shifted", shifted, batch, n);
    Shapes.require("sharpening", sharpening, batch, 1);
    MemorySegment dw = dWeighting.segment();
    MemorySegment w = weighting.segment();
    for (int b = 0; b < batch; b++) {
      long dwo = dWeighting.row(b);
      long wo = weighting.row(b);
      float mean = Reductions.dot(dw, dwo, w, wo, n);
      MemorySegment l = logShifted.segment();
      float dGamma = Reductions.centredDot(dw, dwo, mean, w, wo, l, logShifted.row(b), n);
      dSharpening.set(b, 0, dSharpening.get(b, 0) + dGamma);
      base(
          dShifted.segment(),
          dShifted.row(b),
          dw,
          dwo,
          w,
          wo,
          shifted.segment(),
          shifted.row(b),
          mean,
          sharpening.get(b, 0),
          n);
    }
  }

  private static void base(
      MemorySegment ds,
      long dso,
      MemorySegment dw,
      long dwo,
      MemorySegment w,
      long wo,
      MemorySegment s,
      long so,
      float mean,
      float gamma,
      int n) {
    FloatVector g = FloatVector.broadcast(F, gamma);
    for (int c = 0; c < n; c += LANES) {
      long lane = (long) c * Float.BYTES;
      FloatVector u =
          FloatVector.fromMemorySegment(F, dw, dwo + lane, ORDER)
              .sub(mean)
              .mul(FloatVector.fromMemorySegment(F, w, wo + lane, ORDER));
      FloatVector inverse =
          g.div(FloatVector.fromMemorySegment(F, s, so + lane, ORDER).add(EPSILON));
      u.fma(inverse, FloatVector.fromMemorySegment(F, ds, dso + lane, ORDER))
          .intoMemorySegment(ds, dso + lane, ORDER);
    }
  }
}
