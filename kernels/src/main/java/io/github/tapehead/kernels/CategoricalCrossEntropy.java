package io.github.tapehead.kernels;

import static io.github.tapehead.kernels.Simd.F;
import static io.github.tapehead.kernels.Simd.FLOAT;
import static io.github.tapehead.kernels.Simd.LANES;
import static io.github.tapehead.kernels.Simd.ORDER;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/**
 * Cross-entropy of one symbol out of n, from logits, summed over the rows that a mask selects.
 *
 * <pre>
 *   m = max z
 *   L = Σ_rows log Σ_i e^(z_i − m) − Σ_i y_i · (z_i − m)      dz += scale · (softmax(z) − y)
 * </pre>
 *
 * <p>From logits, and the largest apart from the sum in the logarithm, so that a confident
 * prediction neither overflows nor loses its small loss. Probabilities below e^−64 of the largest
 * count as zero in the gradient, as in {@link Softmax}.
 */
public final class CategoricalCrossEntropy {
  private CategoricalCrossEntropy() {}

  /**
   * The summed loss in nats. Rows are summed in float, their sums in double.
   *
   * @param logits z, [rows × n]
   * @param targets y, [rows × n]: 1 for the right symbol and 0 for the others, or probabilities
   *     whose sum is 1
   * @param mask [rows × 1]; rows with 0 do not count
   * @param scratch a row of n floats, padded
   */
  public static double forward(Matrix logits, Matrix targets, Matrix mask, Matrix scratch) {
    int n = logits.columns();
    requireShapes(logits, targets, mask);
    Shapes.requireScratch(scratch, Simd.padded(n));
    MemorySegment z = logits.segment();
    MemorySegment s = scratch.segment();
    double loss = 0;
    for (int r = 0; r < logits.rows(); r++) {
      if (mask.get(r, 0) != 0) {
        float max = Softmax.max(z, logits.row(r), n);
        VectorMath.exp(s, scratch.offset(), z, logits.row(r), 1f, -max, n);
        Padding.clear(s, scratch.offset(), n);
        int largest = Math.max(0, indexOf(max, z, logits.row(r), n));
        s.set(FLOAT, scratch.offset() + (long) largest * Float.BYTES, 0);
        float others = Reductions.sum(s, scratch.offset(), n);
        MemorySegment y = targets.segment();
        float distance = Reductions.centredDot(z, logits.row(r), max, y, targets.row(r), n);
        // Strict, for its bits are the same everywhere.
        loss += StrictMath.log1p(others) - distance;
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
    MemorySegment p = scratch.segment();
    for (int r = 0; r < logits.rows(); r++) {
      if (mask.get(r, 0) != 0) {
        Softmax.row(p, scratch.offset(), logits.segment(), logits.row(r), 1f, n);
        Rows.addScaledDifference(
            dLogits.segment(),
            dLogits.row(r),
            p,
            scratch.offset(),
            targets.segment(),
            targets.row(r),
            scale,
            n);
        // Without a finite sum not even the pad's probabilities are zero.
        Padding.clear(dLogits.segment(), dLogits.row(r), n);
      }
    }
  }

  /**
   * The number of rows, of those that the mask selects, whose most probable symbol is not that of
   * the targets; of equal ones the first counts. A row of logits that are not numbers is wrong.
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
        wrong += mostProbable(logits, r) == mostProbable(targets, r) ? 0 : 1;
      }
    }
    return wrong;
  }

  private static int mostProbable(Matrix rows, int row) {
    MemorySegment x = rows.segment();
    int n = rows.columns();
    return indexOf(Softmax.max(x, rows.row(row), n), x, rows.row(row), n);
  }

  /** The first place of {@code value}, or −1, in a row whose pad may hold it only behind one. */
  private static int indexOf(float value, MemorySegment x, long xo, int n) {
    for (int c = 0; c < n; c += LANES) {
      FloatVector lanes = FloatVector.fromMemorySegment(F, x, xo + (long) c * Float.BYTES, ORDER);
      VectorMask<Float> equal = lanes.compare(VectorOperators.EQ, value);
      if (equal.anyTrue()) {
        return c + equal.firstTrue();
      }
    }
    return -1;
  }

  private static void requireShapes(Matrix logits, Matrix targets, Matrix mask) {
    int n = logits.columns();
    Shapes.requirePadded("logits", logits, logits.rows(), n);
    Shapes.requirePadded("targets", targets, logits.rows(), n);
    Shapes.require("mask", mask, logits.rows(), 1);
  }
}
