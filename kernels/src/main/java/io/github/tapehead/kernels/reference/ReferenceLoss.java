package io.github.tapehead.kernels.reference;

import static io.github.tapehead.kernels.reference.ReferenceLayers.add;
import static io.github.tapehead.kernels.reference.ReferenceLayers.sigmoid;
import static io.github.tapehead.kernels.reference.ReferenceLayers.softplus;

import io.github.tapehead.kernels.Matrix;

/** {@link io.github.tapehead.kernels.BinaryCrossEntropy} as plain loops. */
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
}
