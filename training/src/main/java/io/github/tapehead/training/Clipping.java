package io.github.tapehead.training;

import io.github.tapehead.kernels.GradientClip;
import io.github.tapehead.kernels.Matrix;

/** How gradients are kept within bounds before the optimiser sees them. */
public sealed interface Clipping {
  /**
   * Clips gradients in place, all of them or a part. Allocates nothing.
   *
   * @param gradients [1 × n]
   * @param norm the finite Euclidean norm of all gradients
   */
  void apply(Matrix gradients, double norm);

  /**
   * Each gradient by itself, to [−limit, limit].
   *
   * @param limit more than 0
   */
  record ByValue(float limit) implements Clipping {
    /**
     * Checks the limit.
     *
     * @throws IllegalArgumentException if it is not positive
     */
    public ByValue {
      requirePositive(limit);
    }

    @Override
    public void apply(Matrix gradients, double norm) {
      GradientClip.byValue(gradients, limit);
    }

    @Override
    public String toString() {
      return "value:" + limit;
    }
  }

  /**
   * All gradients by one factor, so that their Euclidean norm is at most the limit.
   *
   * @param limit more than 0
   */
  record ByNorm(float limit) implements Clipping {
    /**
     * Checks the limit.
     *
     * @throws IllegalArgumentException if it is not positive
     */
    public ByNorm {
      requirePositive(limit);
    }

    @Override
    public void apply(Matrix gradients, double norm) {
      GradientClip.byNorm(gradients, limit, norm);
    }

    @Override
    public String toString() {
      return "norm:" + limit;
    }
  }

  /** No clipping. */
  record None() implements Clipping {
    @Override
    public void apply(Matrix gradients, double norm) {}

    @Override
    public String toString() {
      return "none";
    }
  }

  private static void requirePositive(float limit) {
    if (!(limit > 0) || !Float.isFinite(limit)) {
      throw new IllegalArgumentException("clip: " + limit + ", must be more than 0");
    }
  }
}
