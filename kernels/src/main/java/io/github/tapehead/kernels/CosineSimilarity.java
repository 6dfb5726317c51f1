package io.github.tapehead.kernels;

import static io.github.tapehead.kernels.Simd.F;
import static io.github.tapehead.kernels.Simd.FLOAT;
import static io.github.tapehead.kernels.Simd.LANES;
import static io.github.tapehead.kernels.Simd.ORDER;
import static io.github.tapehead.kernels.Simd.VECTOR_BYTES;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * Cosine similarity of a key and every location (Graves et al. 2014, eq. 6), with a small constant
 * against division by zero.
 *
 * <pre>
 *   K_i = k·M_i / D_i     D_i = |k| · |M_i| + 1e−8     p_i = dK_i / D_i
 *   dM_i += p_i · (k − K_i · |k|/|M_i| · M_i)          dk += Σ_i p_i · (M_i − K_i · |M_i|/|k| · k)
 * </pre>
 *
 * <p>The gradient of a norm at the zero vector is taken as zero: keys and memories of zeros give no
 * NaN. The norms of the locations are an input ({@link LocationNorms}), for several heads and two
 * time steps share them; their gradient is part of {@link #backward}.
 */
public final class CosineSimilarity {
  private static final float EPSILON = 1e-8f;

  private CosineSimilarity() {}

  /**
   * Writes the similarities of one head for a batch.
   *
   * @param similarity K, [batch × locations]
   * @param key k, [batch × width]
   * @param norms |M_i|, [batch × locations]
   * @param memory [batch · width × locations]
   */
  public static void forward(Matrix similarity, Matrix key, Matrix norms, Matrix memory) {
    int batch = similarity.rows();
    int n = similarity.columns();
    int width = key.columns();
    Shapes.requirePadded("similarity", similarity, batch, n);
    Shapes.require("key", key, batch, width);
    Shapes.requirePadded("norms", norms, batch, n);
    Shapes.requirePadded("memory", memory, batch * width, n);
    MemorySegment out = similarity.segment();
    for (int b = 0; b < batch; b++) {
      long so = similarity.row(b);
      products(
          out,
          so,
          key.segment(),
          key.row(b),
          memory.segment(),
          memory.row(b * width),
          memory.rowBytes(),
          width,
          n);
      divide(out, so, norms.segment(), norms.row(b), norm(key, b), n);
    }
  }

  /**
   * Adds the gradients of key and memory.
   *
   * @param dKey [batch × width]
   * @param dMemory [batch · width × locations]
   * @param dSimilarity [batch × locations]
   * @param similarity K, from forward
   * @param key k
   * @param norms |M_i|
   * @param memory [batch · width × locations]
   * @param scratch two rows of {@code locations} floats, padded
   */
  public static void backward(
      Matrix dKey,
      Matrix dMemory,
      Matrix dSimilarity,
      Matrix similarity,
      Matrix key,
      Matrix norms,
      Matrix memory,
      Matrix scratch) {
    int batch = dSimilarity.rows();
    int n = dSimilarity.columns();
    int width = key.columns();
    Shapes.require("dKey", dKey, batch, width);
    Shapes.requirePadded("dMemory", dMemory, batch * width, n);
    Shapes.requirePadded("dSimilarity", dSimilarity, batch, n);
    Shapes.requirePadded("similarity", similarity, batch, n);
    Shapes.require("key", key, batch, width);
    Shapes.requirePadded("norms", norms, batch, n);
    Shapes.requirePadded("memory", memory, batch * width, n);
    Shapes.requirePadded("scratch", scratch, 2, n);
    MemorySegment s = scratch.segment();
    long p = scratch.row(0);
    long q = scratch.row(1);
    for (int b = 0; b < batch; b++) {
      float keyNorm = norm(key, b);
      MemorySegment d = dSimilarity.segment();
      MemorySegment k = similarity.segment();
      long no = norms.row(b);
      coefficients(
          s, p, q, d, dSimilarity.row(b), k, similarity.row(b), norms.segment(), no, keyNorm, n);
      float along = Reductions.centredDot(s, p, 0f, k, similarity.row(b), norms.segment(), no, n);
      float shrink = keyNorm > 0 ? along / keyNorm : 0;
      for (int m = 0; m < width; m++) {
        float component = key.get(b, m);
        MemorySegment row = memory.segment();
        long ro = memory.row(b * width + m);
        float change = Reductions.dot(s, p, row, ro, n);
        dKey.set(b, m, dKey.get(b, m) + Math.fma(-shrink, component, change));
        long dmo = dMemory.row(b * width + m);
        backward(dMemory.segment(), dmo, s, p, q, row, ro, component, n);
      }
    }
  }

  private static float norm(Matrix key, int row) {
    float sum = 0;
    for (int m = 0; m < key.columns(); m++) {
      float k = key.get(row, m);
      sum = Math.fma(k, k, sum);
    }
    return (float) Math.sqrt(sum);
  }

  /** Writes the products k·M_i, four vectors of locations side by side. */
  private static void products(
      MemorySegment s,
      long so,
      MemorySegment key,
      long ko,
      MemorySegment m,
      long mo,
      long stride,
      int width,
      int n) {
    int i = 0;
    for (; i < n - 3 * LANES; i += 4 * LANES) {
      long lane = (long) i * Float.BYTES;
      FloatVector s0 = FloatVector.zero(F);
      FloatVector s1 = FloatVector.zero(F);
      FloatVector s2 = FloatVector.zero(F);
      FloatVector s3 = FloatVector.zero(F);
      for (int j = 0; j < width; j++) {
        long at = mo + lane + j * stride;
        FloatVector k = FloatVector.broadcast(F, key.get(FLOAT, ko + (long) j * Float.BYTES));
        s0 = k.fma(FloatVector.fromMemorySegment(F, m, at, ORDER), s0);
        s1 = k.fma(FloatVector.fromMemorySegment(F, m, at + VECTOR_BYTES, ORDER), s1);
        s2 = k.fma(FloatVector.fromMemorySegment(F, m, at + 2 * VECTOR_BYTES, ORDER), s2);
        s3 = k.fma(FloatVector.fromMemorySegment(F, m, at + 3 * VECTOR_BYTES, ORDER), s3);
      }
      long to = so + lane;
      s0.intoMemorySegment(s, to, ORDER);
      s1.intoMemorySegment(s, to + VECTOR_BYTES, ORDER);
      s2.intoMemorySegment(s, to + 2 * VECTOR_BYTES, ORDER);
      s3.intoMemorySegment(s, to + 3 * VECTOR_BYTES, ORDER);
    }
    for (; i < n; i += LANES) {
      long lane = (long) i * Float.BYTES;
      FloatVector dot = FloatVector.zero(F);
      for (int j = 0; j < width; j++) {
        FloatVector k = FloatVector.broadcast(F, key.get(FLOAT, ko + (long) j * Float.BYTES));
        dot = k.fma(FloatVector.fromMemorySegment(F, m, mo + lane + j * stride, ORDER), dot);
      }
      dot.intoMemorySegment(s, so + lane, ORDER);
    }
  }

  /** K = products / D. */
  private static void divide(
      MemorySegment s, long so, MemorySegment norms, long no, float keyNorm, int n) {
    for (int i = 0; i < n; i += LANES) {
      long lane = (long) i * Float.BYTES;
      FloatVector d = FloatVector.fromMemorySegment(F, norms, no + lane, ORDER);
      FloatVector.fromMemorySegment(F, s, so + lane, ORDER)
          .div(d.mul(keyNorm).add(EPSILON))
          .intoMemorySegment(s, so + lane, ORDER);
    }
  }

  /** Writes p and q = K · |k|/|M_i|. */
  private static void coefficients(
      MemorySegment out,
      long po,
      long qo,
      MemorySegment dk,
      long dko,
      MemorySegment k,
      long ko,
      MemorySegment norms,
      long no,
      float keyNorm,
      int n) {
    for (int i = 0; i < n; i += LANES) {
      long lane = (long) i * Float.BYTES;
      FloatVector norm = FloatVector.fromMemorySegment(F, norms, no + lane, ORDER);
      FloatVector similarity = FloatVector.fromMemorySegment(F, k, ko + lane, ORDER);
      FloatVector p =
          FloatVector.fromMemorySegment(F, dk, dko + lane, ORDER)
              .div(norm.mul(keyNorm).add(EPSILON));
      p.intoMemorySegment(out, po + lane, ORDER);
      FloatVector ratio = similarity.mul(keyNorm).div(norm);
      ratio
          .blend(0f, norm.compare(VectorOperators.EQ, 0f))
          .intoMemorySegment(out, qo + lane, ORDER);
    }
  }

  /** dM += p · (k − q · M) for one row. */
  private static void backward(
      MemorySegment dm,
      long dmo,
      MemorySegment pq,
      long po,
      long qo,
      MemorySegment m,
      long mo,
      float key,
      int n) {
    FloatVector k = FloatVector.broadcast(F, key);
    for (int i = 0; i < n; i += LANES) {
      long lane = (long) i * Float.BYTES;
      FloatVector p = FloatVector.fromMemorySegment(F, pq, po + lane, ORDER);
      FloatVector x = FloatVector.fromMemorySegment(F, m, mo + lane, ORDER);
      FloatVector direction =
          FloatVector.fromMemorySegment(F, pq, qo + lane, ORDER).neg().fma(x, k);
      p.fma(direction, FloatVector.fromMemorySegment(F, dm, dmo + lane, ORDER))
          .intoMemorySegment(dm, dmo + lane, ORDER);
    }
  }
}
