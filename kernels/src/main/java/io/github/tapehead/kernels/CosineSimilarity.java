package io.github.tapehead.kernels;

import static io.github.tapehead.kernels.Simd.BLOCK;
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

  /** Floats of scratch that backward needs. */
  public static int scratchFloats(int locations, int width) {
    return Math.addExact(
        Math.multiplyExact(width, LANES), Math.multiplyExact(2, Simd.blocks(locations)));
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
    Shapes.requireBlocks("similarity", similarity, batch, n);
    Shapes.require("key", key, batch, width);
    Shapes.requireBlocks("norms", norms, batch, n);
    Shapes.requireBlocks("memory", memory, batch * width, n);
    for (int b = 0; b < batch; b++) {
      float keyNorm = norm(key, b);
      for (int i = 0; i < n; i += BLOCK) {
        long lane = (long) i * Float.BYTES;
        block(
            similarity.segment(),
            similarity.row(b) + lane,
            key.segment(),
            key.row(b),
            norms.segment(),
            norms.row(b) + lane,
            memory.segment(),
            memory.row(b * width) + lane,
            memory.rowBytes(),
            keyNorm,
            width);
      }
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
   * @param scratch a row of {@link #scratchFloats} floats
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
    Shapes.requireBlocks("dMemory", dMemory, batch * width, n);
    Shapes.requireBlocks("dSimilarity", dSimilarity, batch, n);
    Shapes.requireBlocks("similarity", similarity, batch, n);
    Shapes.require("key", key, batch, width);
    Shapes.requireBlocks("norms", norms, batch, n);
    Shapes.requireBlocks("memory", memory, batch * width, n);
    Shapes.requireScratch(scratch, scratchFloats(n, width));
    MemorySegment s = scratch.segment();
    long p = scratch.offset();
    long q = p + (long) Simd.blocks(n) * Float.BYTES;
    long sums = q + (long) Simd.blocks(n) * Float.BYTES;
    for (int b = 0; b < batch; b++) {
      float keyNorm = norm(key, b);
      MemorySegment k = similarity.segment();
      long ko = similarity.row(b);
      MemorySegment d = norms.segment();
      long no = norms.row(b);
      coefficients(
          s,
          p,
          q,
          dSimilarity.segment(),
          dSimilarity.row(b),
          k,
          ko,
          d,
          no,
          keyNorm,
          Simd.blocks(n));
      Rows.zero(s, sums, width * LANES);
      for (int i = 0; i < n; i += BLOCK) {
        long lane = (long) i * Float.BYTES;
        backwardBlock(
            dMemory.segment(),
            dMemory.row(b * width) + lane,
            dMemory.rowBytes(),
            s,
            sums,
            p + lane,
            q + lane,
            key.segment(),
            key.row(b),
            memory.segment(),
            memory.row(b * width) + lane,
            memory.rowBytes(),
            width);
      }
      Reductions.addLanes(dKey.segment(), dKey.row(b), 1f, s, sums, width);
      float along = Reductions.centredDot(s, p, 0f, k, ko, d, no, n);
      float shrink = keyNorm > 0 ? along / keyNorm : 0;
      for (int m = 0; m < width; m++) {
        dKey.set(b, m, Math.fma(-shrink, key.get(b, m), dKey.get(b, m)));
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

  /** K = k·M / D for one block of locations. */
  private static void block(
      MemorySegment similarity,
      long so,
      MemorySegment key,
      long ko,
      MemorySegment norms,
      long no,
      MemorySegment memory,
      long mo,
      long row,
      float keyNorm,
      int width) {
    FloatVector s0 = FloatVector.zero(F);
    FloatVector s1 = FloatVector.zero(F);
    FloatVector s2 = FloatVector.zero(F);
    FloatVector s3 = FloatVector.zero(F);
    long at = mo;
    for (int m = 0; m < width; m++) {
      FloatVector k = FloatVector.broadcast(F, key.get(FLOAT, ko + (long) m * Float.BYTES));
      s0 = k.fma(FloatVector.fromMemorySegment(F, memory, at, ORDER), s0);
      s1 = k.fma(FloatVector.fromMemorySegment(F, memory, at + VECTOR_BYTES, ORDER), s1);
      s2 = k.fma(FloatVector.fromMemorySegment(F, memory, at + 2 * VECTOR_BYTES, ORDER), s2);
      s3 = k.fma(FloatVector.fromMemorySegment(F, memory, at + 3 * VECTOR_BYTES, ORDER), s3);
      at += row;
    }
    FloatVector d = FloatVector.fromMemorySegment(F, norms, no, ORDER);
    s0.div(d.mul(keyNorm).add(EPSILON)).intoMemorySegment(similarity, so, ORDER);
    d = FloatVector.fromMemorySegment(F, norms, no + VECTOR_BYTES, ORDER);
    s1.div(d.mul(keyNorm).add(EPSILON)).intoMemorySegment(similarity, so + VECTOR_BYTES, ORDER);
    d = FloatVector.fromMemorySegment(F, norms, no + 2 * VECTOR_BYTES, ORDER);
    s2.div(d.mul(keyNorm).add(EPSILON)).intoMemorySegment(similarity, so + 2 * VECTOR_BYTES, ORDER);
    d = FloatVector.fromMemorySegment(F, norms, no + 3 * VECTOR_BYTES, ORDER);
    s3.div(d.mul(keyNorm).add(EPSILON)).intoMemorySegment(similarity, so + 3 * VECTOR_BYTES, ORDER);
  }

  /** Writes p and q = −p · K · |k|/|M_i|. */
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
      FloatVector p =
          FloatVector.fromMemorySegment(F, dk, dko + lane, ORDER)
              .div(norm.mul(keyNorm).add(EPSILON));
      p.intoMemorySegment(out, po + lane, ORDER);
      FloatVector similarity = FloatVector.fromMemorySegment(F, k, ko + lane, ORDER);
      FloatVector q = similarity.mul(-keyNorm).div(norm).mul(p);
      q.blend(0f, norm.compare(VectorOperators.EQ, 0f)).intoMemorySegment(out, qo + lane, ORDER);
    }
  }

  /** dM += p · k + q · M for one block, and p · M to the lanes of sums. */
  private static void backwardBlock(
      MemorySegment dm,
      long dmo,
      long dRow,
      MemorySegment s,
      long so,
      long po,
      long qo,
      MemorySegment key,
      long ko,
      MemorySegment memory,
      long mo,
      long row,
      int width) {
    FloatVector p0 = FloatVector.fromMemorySegment(F, s, po, ORDER);
    FloatVector p1 = FloatVector.fromMemorySegment(F, s, po + VECTOR_BYTES, ORDER);
    FloatVector p2 = FloatVector.fromMemorySegment(F, s, po + 2 * VECTOR_BYTES, ORDER);
    FloatVector p3 = FloatVector.fromMemorySegment(F, s, po + 3 * VECTOR_BYTES, ORDER);
    FloatVector q0 = FloatVector.fromMemorySegment(F, s, qo, ORDER);
    FloatVector q1 = FloatVector.fromMemorySegment(F, s, qo + VECTOR_BYTES, ORDER);
    FloatVector q2 = FloatVector.fromMemorySegment(F, s, qo + 2 * VECTOR_BYTES, ORDER);
    FloatVector q3 = FloatVector.fromMemorySegment(F, s, qo + 3 * VECTOR_BYTES, ORDER);
    long at = mo;
    long d0 = dmo;
    for (int m = 0; m < width; m++) {
      FloatVector k = FloatVector.broadcast(F, key.get(FLOAT, ko + (long) m * Float.BYTES));
      long sum = so + (long) m * VECTOR_BYTES;
      FloatVector dot = FloatVector.fromMemorySegment(F, s, sum, ORDER);
      FloatVector x = FloatVector.fromMemorySegment(F, memory, at, ORDER);
      FloatVector d = p0.fma(k, FloatVector.fromMemorySegment(F, dm, d0, ORDER));
      dot = p0.fma(x, dot);
      q0.fma(x, d).intoMemorySegment(dm, d0, ORDER);
      x = FloatVector.fromMemorySegment(F, memory, at + VECTOR_BYTES, ORDER);
      long d1 = d0 + VECTOR_BYTES;
      d = p1.fma(k, FloatVector.fromMemorySegment(F, dm, d1, ORDER));
      dot = p1.fma(x, dot);
      q1.fma(x, d).intoMemorySegment(dm, d1, ORDER);
      x = FloatVector.fromMemorySegment(F, memory, at + 2 * VECTOR_BYTES, ORDER);
      long d2 = d0 + 2 * VECTOR_BYTES;
      d = p2.fma(k, FloatVector.fromMemorySegment(F, dm, d2, ORDER));
      dot = p2.fma(x, dot);
      q2.fma(x, d).intoMemorySegment(dm, d2, ORDER);
      x = FloatVector.fromMemorySegment(F, memory, at + 3 * VECTOR_BYTES, ORDER);
      long d3 = d0 + 3 * VECTOR_BYTES;
      d = p3.fma(k, FloatVector.fromMemorySegment(F, dm, d3, ORDER));
      dot = p3.fma(x, dot);
      q3.fma(x, d).intoMemorySegment(dm, d3, ORDER);
      dot.intoMemorySegment(s, sum, ORDER);
      at += row;
      d0 += dRow;
    }
  }
}
