package io.github.tapehead.kernels;

import static io.github.tapehead.kernels.Simd.F;
import static io.github.tapehead.kernels.Simd.LANES;
import static io.github.tapehead.kernels.Simd.ORDER;

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
      Softmax.row(w, wo, similarity.segment(), similarity.row(b), beta, n);
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
    MemorySegment dw = dWeighting.segment();
    MemorySegment w = weighting.segment();
    MemorySegment k = similarity.segment();
    for (int b = 0; b < batch; b++) {
      long dwo = dWeighting.row(b);
      long wo = weighting.row(b);
      float mean = Reductions.dot(dw, dwo, w, wo, n);
      float change = Reductions.centredDot(dw, dwo, mean, w, wo, k, similarity.row(b), n);
      dKeyStrength.set(b, 0, dKeyStrength.get(b, 0) + change);
      float beta = keyStrength.get(b, 0);
      backward(dSimilarity.segment(), dSimilarity.row(b), dw, dwo, w, wo, mean, beta, n);
    }
  }

  /** dK += β · w · (dw − mean). */
  private static void backward(
      MemorySegment dk,
      long dko,
      MemorySegment dw,
      long dwo,
      MemorySegment w,
      long wo,
      float mean,
      float beta,
      int n) {
    for (int c = 0; c < n; c += LANES) {
      long lane = (long) c * Float.BYTES;
      FloatVector gradient = FloatVector.fromMemorySegment(F, dw, dwo + lane, ORDER);
      FloatVector u = gradient.sub(mean).mul(FloatVector.fromMemorySegment(F, w, wo + lane, ORDER));
      u.fma(FloatVector.broadcast(F, beta), FloatVector.fromMemorySegment(F, dk, dko + lane, ORDER))
          .intoMemorySegment(dk, dko + lane, ORDER);
    }
  }
}
