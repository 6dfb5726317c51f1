package io.github.tapehead.kernels;

import static io.github.tapehead.kernels.Simd.F;
import static io.github.tapehead.kernels.Simd.LANES;
import static io.github.tapehead.kernels.Simd.broadcast;
import static io.github.tapehead.kernels.Simd.load;
import static io.github.tapehead.kernels.Simd.store;

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
 * NaN. The norms of the locations are an input, for several heads and two time steps share them.
 */
public final class CosineSimilarity {
  private static final float EPSILON = 1e-8f;

  private CosineSimilarity() {}

  /**
   * Writes the Euclidean norm of each location.
   *
   * @param norms |M_i|, [batch × locations]
   * @param memory [batch · width × locations]
   */
  public static void norms(Matrix norms, Matrix memory) {
    int batch = norms.rows();
    int n = norms.columns();
    int width = MemoryRead.width(memory, batch);
    Shapes.requirePadded("norms", norms, batch, n);
    Shapes.requirePadded("memory", memory, batch * width, n);
    for (int b = 0; b < batch; b++) {
      norms(
          norms.segment(),
          norms.row(b),
          memory.segment(),
          memory.row(b * width),
          memory.rowBytes(),
          width,
          n);
    }
  }

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
    for (int b = 0; b < batch; b++) {
      forward(
          similarity.segment(),
          similarity.row(b),
          key.segment(),
          key.row(b),
          norms.segment(),
          norms.row(b),
          memory.segment(),
          memory.row(b * width),
          memory.rowBytes(),
          norm(key, b),
          width,
          n);
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
    for (int b = 0; b < batch; b++) {
      float keyNorm = norm(key, b);
      float along =
          coefficients(
              s,
              scratch.row(0),
              scratch.row(1),
              dSimilarity.segment(),
              dSimilarity.row(b),
              similarity.segment(),
              similarity.row(b),
              norms.segment(),
              norms.row(b),
              keyNorm,
              n);
      float shrink = keyNorm > 0 ? along / keyNorm : 0;
      for (int m = 0; m < width; m++) {
        float k = key.get(b, m);
        float change =
            backward(
                dMemory.segment(),
                dMemory.row(b * width + m),
                s,
                scratch.row(0),
                scratch.row(1),
                memory.segment(),
                memory.row(b * width + m),
                k,
                n);
        dKey.set(b, m, dKey.get(b, m) + Math.fma(-shrink, k, change));
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

  private static void norms(
      MemorySegment norms, long no, MemorySegment m, long mo, long stride, int width, int n) {
    for (int i = 0; i < n; i += LANES) {
      long lane = (long) i * Float.BYTES;
      FloatVector sum = FloatVector.zero(F);
      for (int j = 0; j < width; j++) {
        FloatVector x = load(m, mo + lane + j * stride);
        sum = x.fma(x, sum);
      }
      store(sum.sqrt(), norms, no + lane);
    }
  }

  private static void forward(
      MemorySegment s,
      long so,
      MemorySegment key,
      long ko,
      MemorySegment norms,
      long no,
      MemorySegment m,
      long mo,
      long stride,
      float keyNorm,
      int width,
      int n) {
    for (int i = 0; i < n; i += LANES) {
      long lane = (long) i * Float.BYTES;
      FloatVector dot = FloatVector.zero(F);
      for (int j = 0; j < width; j++) {
        FloatVector k = broadcast(key, ko + (long) j * Float.BYTES);
        dot = k.fma(load(m, mo + lane + j * stride), dot);
      }
      store(dot.div(load(norms, no + lane).mul(keyNorm).add(EPSILON)), s, so + lane);
    }
  }

  /** Writes p and K · |k|/|M_i|; returns Σ p_i · K_i · |M_i|. */
  private static float coefficients(
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
    FloatVector sum = FloatVector.zero(F);
    for (int i = 0; i < n; i += LANES) {
      long lane = (long) i * Float.BYTES;
      FloatVector norm = load(norms, no + lane);
      FloatVector similarity = load(k, ko + lane);
      FloatVector p = load(dk, dko + lane).div(norm.mul(keyNorm).add(EPSILON));
      store(p, out, po + lane);
      sum = p.mul(similarity).fma(norm, sum);
      FloatVector ratio = similarity.mul(keyNorm).div(norm);
      store(ratio.blend(0f, norm.compare(VectorOperators.EQ, 0f)), out, qo + lane);
    }
    return Simd.sum(sum);
  }

  /** dM += p · (k − q · M) for one row; returns Σ p · M. */
  private static float backward(
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
    FloatVector sum = FloatVector.zero(F);
    for (int i = 0; i < n; i += LANES) {
      long lane = (long) i * Float.BYTES;
      FloatVector p = load(pq, po + lane);
      FloatVector x = load(m, mo + lane);
      sum = p.fma(x, sum);
      FloatVector direction = load(pq, qo + lane).neg().fma(x, k);
      store(p.fma(direction, load(dm, dmo + lane)), dm, dmo + lane);
    }
    return Simd.sum(sum);
  }
}
