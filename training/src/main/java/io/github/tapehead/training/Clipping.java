package io.github.tapehead.training;

import io.github.tapehead.kernels.GradientClip;
import io.github.tapehead.kernels.Matrix;

/** How gradients are kept within bounds before the optimiser sees them. */
public sealed interface Clipping {
  /**
   * Clips gradients in place. Allocates nothing.
   *
   * @param gradients [1 × n]
   * @return the Euclidean norm before clipping; not finite if any gradient is not
   */
  double apply(Matrix gradients);

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
    public double apply(Matrix gradients) {
      double norm = GradientClip.norm(gradients);
      GradientClip.byValue(gradients, limit);
      return norm;
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
    public double apply(Matrix gradients) {
      return GradientClip.byNorm(gradients, limit);
    }

    @Override
    public String toString() {
      return "norm:" + limit;
    }
  }

  /** No clipping. */
  record None() implements Clipping {
    @Override
    public double apply(Matrix gradients) {
      return GradientClip.norm(gradients);
    }

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
