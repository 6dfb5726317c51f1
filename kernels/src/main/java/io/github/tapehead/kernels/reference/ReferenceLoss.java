package io.github.tapehead.kernels.reference;

import static io.github.tapehead.kernels.reference.ReferenceLayers.add;
import static io.github.tapehead.kernels.reference.ReferenceLayers.sigmoid;
import static io.github.tapehead.kernels.reference.ReferenceLayers.softplus;

import io.github.tapehead.kernels.Matrix;

/**
 * {@link io.github.tapehead.kernels.BinaryCrossEntropy} and {@link
 * io.github.tapehead.kernels.CategoricalCrossEntropy} as plain loops.
 */
public final class ReferenceLoss {
  private ReferenceLoss() {}

  /** {@link io.github.tapehead.kernels.BinaryCrossEntropy#forward}. */
  public static double binaryCrossEntropyForward(Matrix logits, Matrix targets, Matrix mask) {
    double loss = 0;
    for (int r = 0; r < logits.rows(); r++) {
      if (mask.get(r, 0) != 0) {
        for (int c = 0; c < logits.columns(); c++) {
          loss += softplus(logits.get(r, c)) - logits.get(r, c) * targets.get(r, c);
        }
      }
    }
    return loss;
  }

  /** {@link io.github.tapehead.kernels.BinaryCrossEntropy#backward}. */
  public static void binaryCrossEntropyBackward(
      Matrix dLogits, Matrix logits, Matrix targets, Matrix mask, float scale) {
    for (int r = 0; r < logits.rows(); r++) {
      if (mask.get(r, 0) != 0) {
        for (int c = 0; c < logits.columns(); c++) {
          add(dLogits, r, c, scale * (sigmoid(logits.get(r, c)) - targets.get(r, c)));
        }
      }
    }
  }

  /** {@link io.github.tapehead.kernels.CategoricalCrossEntropy#forward}. */
  public static double categoricalCrossEntropyForward(Matrix logits, Matrix targets, Matrix mask) {
    double loss = 0;
    for (int r = 0; r < logits.rows(); r++) {
      if (mask.get(r, 0) != 0) {
        double logSum = logSum(logits, r);
        for (int c = 0; c < logits.columns(); c++) {
          loss += targets.get(r, c) * (logSum - logits.get(r, c));
        }
      }
    }
    return loss;
  }

  /** {@link io.github.tapehead.kernels.CategoricalCrossEntropy#backward}. */
  public static void categoricalCrossEntropyBackward(
      Matrix dLogits, Matrix logits, Matrix targets, Matrix mask, float scale) {
    for (int r = 0; r < logits.rows(); r++) {
      if (mask.get(r, 0) != 0) {
        double logSum = logSum(logits, r);
        for (int c = 0; c < logits.columns(); c++) {
          float predicted = (float) Math.exp(logits.get(r, c) - logSum);
          add(dLogits, r, c, scale * (predicted - targets.get(r, c)));
        }
      }
    }
  }

  /** log Σ e^z of a row. */
  private static double logSum(Matrix logits, int row) {
    double max = Double.NEGATIVE_INFINITY;
    for (int c = 0; c < logits.columns(); c++) {
      max = Math.max(max, logits.get(row, c));
    }
    double sum = 0;
    for (int c = 0; c < logits.columns(); c++) {
      sum += Math.exp(logits.get(row, c) - max);
    }
    return max + Math.log(sum);
  }
}
