package io.github.tapehead.kernels;

import static io.github.tapehead.kernels.Simd.F;
import static io.github.tapehead.kernels.Simd.LANES;
import static io.github.tapehead.kernels.Simd.ORDER;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;

/**
 * Cross-entropy of independent bits, from logits, summed over the rows that a mask selects.
 *
 * <pre>
 *   L = Σ max(z, 0) − z · y + log(1 + e^−|z|)          dz += scale · (σ(z) − y)
 * </pre>
 *
 * <p>From logits, so that a confident prediction neither overflows nor loses its small loss.
 */
public final class BinaryCrossEntropy {
  private BinaryCrossEntropy() {}

  /**
   * The summed loss in nats. Rows are summed in float, their sums in double.
   *
   * @param logits z, [rows × n]
   * @param targets y from 0 to 1, [rows × n]
   * @param mask [rows × 1]; rows with 0 do not count
   * @param scratch a row of n floats, padded
   */
  public static double forward(Matrix logits, Matrix targets, Matrix mask, Matrix scratch) {
    int n = logits.columns();
    requireShapes(logits, targets, mask);
    Shapes.requireScratch(scratch, Simd.padded(n));
    MemorySegment s = scratch.segment();
    double loss = 0;
    for (int r = 0; r < logits.rows(); r++) {
      if (mask.get(r, 0) != 0) {
        MemorySegment z = logits.segment();
        Softplus.negativeMagnitude(s, scratch.offset(), z, logits.row(r), n);
        VectorMath.exp(s, scratch.offset(), s, scratch.offset(), 1f, 0f, n);
        VectorMath.log(s, scratch.offset(), s, scratch.offset(), 1f, n);
        addLinear(s, scratch.offset(), z, logits.row(r), targets.segment(), targets.row(r), n);
        Padding.clear(s, scratch.offset(), n);
        loss += Reductions.sum(s, scratch.offset(), n);
      }
    }
    return loss;
  }

  /**
   * Adds the gradient of the logits, of {@code scale} times the loss.
   *
   * @param dLogits dz, [rows × n]
   * @param logits z, [rows × n]
   * @param targets y, [rows × n]
   * @param mask [rows × 1]
   * @param scale factor of the loss, such as 1 or 1 / batch
   * @param scratch a row of n floats, padded
   */
  public static void backward(
      Matrix dLogits, Matrix logits, Matrix targets, Matrix mask, float scale, Matrix scratch) {
    int n = logits.columns();
    Shapes.requirePadded("dLogits", dLogits, logits.rows(), n);
    requireShapes(logits, targets, mask);
    Shapes.requireScratch(scratch, Simd.padded(n));
    MemorySegment s = scratch.segment();
    for (int r = 0; r < logits.rows(); r++) {
      if (mask.get(r, 0) != 0) {
        Sigmoid.forward(s, scratch.offset(), logits.segment(), logits.row(r), n);
        Rows.addScaledDifference(
            dLogits.segment(),
            dLogits.row(r),
            s,
            scratch.offset(),
            targets.segment(),
            targets.row(r),
            scale,
            n);
        Padding.clear(dLogits.segment(), dLogits.row(r), n);
      }
    }
  }

  /**
   * The number of outputs, in the rows that the mask selects, that are on the wrong side of ½.
   *
   * @param logits z, [rows × n]
   * @param targets y, [rows × n]
   * @param mask [rows × 1]
   */
  public static long wrong(Matrix logits, Matrix targets, Matrix mask) {
    requireShapes(logits, targets, mask);
    long wrong = 0;
    for (int r = 0; r < logits.rows(); r++) {
      if (mask.get(r, 0) != 0) {
        for (int c = 0; c < logits.columns(); c++) {
          boolean predicted = logits.get(r, c) > 0;
          wrong += predicted == targets.get(r, c) > 0.5f ? 0 : 1;
        }
      }
    }
    return wrong;
  }

  /** s += max(z, 0) − z · y. */
  private static void addLinear(
      MemorySegment s, long so, MemorySegment z, long zo, MemorySegment y, long yo, int n) {
    for (int c = 0; c < n; c += LANES) {
      long lane = (long) c * Float.BYTES;
      FloatVector logit = FloatVector.fromMemorySegment(F, z, zo + lane, ORDER);
      FloatVector target = FloatVector.fromMemorySegment(F, y, yo + lane, ORDER);
      FloatVector linear = logit.blend(0f, logit.lt(0f)).sub(logit.mul(target));
      FloatVector.fromMemorySegment(F, s, so + lane, ORDER)
          .add(linear)
          .intoMemorySegment(s, so + lane, ORDER);
    }
  }

  private static void requireShapes(Matrix logits, Matrix targets, Matrix mask) {
    int n = logits.columns();
    Shapes.requirePadded("logits", logits, logits.rows(), n);
    Shapes.requirePadded("targets", targets, logits.rows(), n);
    Shapes.require("mask", mask, logits.rows(), 1);
  }
}
