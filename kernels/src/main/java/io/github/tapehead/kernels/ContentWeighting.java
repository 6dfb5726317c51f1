package io.github.tapehead.kernels;

import static io.github.tapehead.kernels.Simd.F;
import static io.github.tapehead.kernels.Simd.LANES;
import static io.github.tapehead.kernels.Simd.load;
import static io.github.tapehead.kernels.Simd.store;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;

/**
 * Content weighting: a softmax over the similarities, sharpened by the key strength (Graves et al.
 * 2014, eq. 5).
 *
 * <pre>
 *   w_i = softmax_i(β · K_i)
 *   u_i = w_i · (dw_i − Σ_j w_j · dw_j)          dK_i += β · u_i          dβ += Σ_i u_i · K_i
 * </pre>
 *
 * <p>Small weights become zero as in {@link Softmax}.
 */
public final class ContentWeighting {
  private ContentWeighting() {}

  /**
   * Writes the weighting of one head for a batch.
   *
   * @param weighting w, [batch × locations]
   * @param similarity K, [batch × locations]
   * @param keyStrength β, [batch × 1]
   */
  public static void forward(Matrix weighting, Matrix similarity, Matrix keyStrength) {
    int batch = weighting.rows();
    int n = weighting.columns();
    Shapes.requirePadded("weighting", weighting, batch, n);
    Shapes.requirePadded("similarity", similarity, batch, n);
    Shapes.require("keyStrength", keyStrength, batch, 1);
    MemorySegment w = weighting.segment();
    for (int b = 0; b < batch; b++) {
      long wo = weighting.row(b);
      float beta = keyStrength.get(b, 0);
      Softmax.scaled(w, wo, similarity.segment(), similarity.row(b), beta, n);
      Softmax.normalize(w, wo, n);
    }
  }

  /**
   * Adds the gradients of similarity and key strength.
   *
   * @param dSimilarity dK, [batch × locations]
   * @param dKeyStrength dβ, [batch × 1]
   * @param dWeighting dw, [batch × locations]
   * @param weighting w, from forward
   * @param similarity K
   * @param keyStrength β
   */
  public static void backward(
      Matrix dSimilarity,
      Matrix dKeyStrength,
      Matrix dWeighting,
      Matrix weighting,
      Matrix similarity,
      Matrix keyStrength) {
    int batch = weighting.rows();
    int n = weighting.columns();
    Shapes.requirePadded("dSimilarity", dSimilarity, batch, n);
    Shapes.require("dKeyStrength", dKeyStrength, batch, 1);
    Shapes.requirePadded("dWeighting", dWeighting, batch, n);
    Shapes.requirePadded("weighting", weighting, batch, n);
    Shapes.requirePadded("similarity", similarity, batch, n);
    Shapes.require("keyStrength", keyStrength, batch, 1);
    for (int b = 0; b < batch; b++) {
      MemorySegment dw = dWeighting.segment();
      MemorySegment w = weighting.segment();
      float mean = Softmax.dot(dw, dWeighting.row(b), w, weighting.row(b), n);
      float dBeta =
          backward(
              dSimilarity.segment(),
              dSimilarity.row(b),
              dw,
              dWeighting.row(b),
              w,
              weighting.row(b),
              similarity.segment(),
              similarity.row(b),
              mean,
              keyStrength.get(b, 0),
              n);
      dKeyStrength.set(b, 0, dKeyStrength.get(b, 0) + dBeta);
    }
  }

  /** Adds u · factor to dx and returns Σ u · x, for u = w · (dw − mean). */
  static float backward(
      MemorySegment dx,
      long dxo,
      MemorySegment dw,
      long dwo,
      MemorySegment w,
      long wo,
      MemorySegment x,
      long xo,
      float mean,
      float factor,
      int n) {
    FloatVector f = FloatVector.broadcast(F, factor);
    FloatVector sum = FloatVector.zero(F);
    for (int c = 0; c < n; c += LANES) {
      long lane = (long) c * Float.BYTES;
      FloatVector u = load(dw, dwo + lane).sub(mean).mul(load(w, wo + lane));
      sum = u.fma(load(x, xo + lane), sum);
      store(u.fma(f, load(dx, dxo + lane)), dx, dxo + lane);
    }
    return Simd.sum(sum);
  }
}
