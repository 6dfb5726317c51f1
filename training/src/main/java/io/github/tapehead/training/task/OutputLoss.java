package io.github.tapehead.training.task;

import io.github.tapehead.kernels.BinaryCrossEntropy;
import io.github.tapehead.kernels.CategoricalCrossEntropy;
import io.github.tapehead.kernels.Matrix;

/**
 * What a network's outputs mean, and with it the loss: a cross-entropy from logits, summed over the
 * rows that a mask selects. Nothing is allocated by any method but {@link #probabilities}.
 */
public enum OutputLoss {
  /** Independent bits, each through the logistic function. */
  BITS("bits") {
    @Override
    public double forward(Matrix logits, Matrix targets, Matrix mask, Matrix scratch) {
      return BinaryCrossEntropy.forward(logits, targets, mask, scratch);
    }

    @Override
    public void backward(
        Matrix dLogits, Matrix logits, Matrix targets, Matrix mask, float scale, Matrix scratch) {
      BinaryCrossEntropy.backward(dLogits, logits, targets, mask, scale, scratch);
    }

    @Override
    public long wrong(Matrix logits, Matrix targets, Matrix mask) {
      return BinaryCrossEntropy.wrong(logits, targets, mask);
    }

    @Override
    public double[] probabilities(Matrix logits, int row) {
      double[] p = new double[logits.columns()];
      for (int i = 0; i < p.length; i++) {
        p[i] = 1 / (1 + Math.exp(-logits.get(row, i)));
      }
      return p;
    }
  },

  /** One symbol out of as many as there are outputs, through the softmax. */
  SYMBOL("symbols") {
    @Override
    public double forward(Matrix logits, Matrix targets, Matrix mask, Matrix scratch) {
      return CategoricalCrossEntropy.forward(logits, targets, mask, scratch);
    }

    @Override
    public void backward(
        Matrix dLogits, Matrix logits, Matrix targets, Matrix mask, float scale, Matrix scratch) {
      CategoricalCrossEntropy.backward(dLogits, logits, targets, mask, scale, scratch);
    }

    @Override
    public long wrong(Matrix logits, Matrix targets, Matrix mask) {
      return CategoricalCrossEntropy.wrong(logits, targets, mask);
    }

    @Override
    public double[] probabilities(Matrix logits, int row) {
      double[] p = new double[logits.columns()];
      double max = Double.NEGATIVE_INFINITY;
      for (int i = 0; i < p.length; i++) {
        max = Math.max(max, logits.get(row, i));
      }
      double sum = 0;
      for (int i = 0; i < p.length; i++) {
        p[i] = Math.exp(logits.get(row, i) - max);
        sum += p[i];
      }
      for (int i = 0; i < p.length; i++) {
        p[i] /= sum;
      }
      return p;
    }
  };

  private final String answers;

  OutputLoss(String answers) {
    this.answers = answers;
  }

  /** What answers are called that are right or wrong: bits or symbols. */
  public String answers() {
    return answers;
  }

  /**
   * The summed loss in nats.
   *
   * @param logits of the outputs, [rows × outputs]
   * @param targets [rows × outputs]; for symbols 1 at the right one and 0 elsewhere
   * @param mask [rows × 1]; rows with 0 do not count
   * @param scratch a row of outputs floats, padded
   */
  public abstract double forward(Matrix logits, Matrix targets, Matrix mask, Matrix scratch);

  /**
   * Adds the gradient of the logits, of {@code scale} times the loss.
   *
   * @param dLogits added to, [rows × outputs]
   * @param logits of the outputs
   * @param targets as in {@link #forward}
   * @param mask as in {@link #forward}
   * @param scale factor of the loss
   * @param scratch a row of outputs floats, padded
   */
  public abstract void backward(
      Matrix dLogits, Matrix logits, Matrix targets, Matrix mask, float scale, Matrix scratch);

  /** Bits, or symbols, that the outputs get wrong when the likelier value is taken. */
  public abstract long wrong(Matrix logits, Matrix targets, Matrix mask);

  /** What the outputs of a row say: for each the probability of a 1, or of its symbol. */
  public abstract double[] probabilities(Matrix logits, int row);
}
