package io.github.tapehead.kernels;

import java.lang.foreign.MemorySegment;

/** Clipping of a gradient block, by value or by global norm. */
public final class GradientClip {
  private static final int BLOCK = 4096;

  private GradientClip() {}

  /**
   * Holds every element within [−limit, limit] (Graves et al. 2014, section 4.6). NaN stays NaN.
   *
   * @param gradients [1 × n], overwritten
   * @param limit positive
   */
  public static void byValue(Matrix gradients, float limit) {
    int n = gradients.columns();
    Shapes.requirePadded("gradients", gradients, 1, n);
    MemorySegment g = gradients.segment();
    Clip.row(g, gradients.offset(), g, gradients.offset(), limit, n);
  }

  /**
   * Scales the block down to a norm of at most {@code maxNorm}.
   *
   * @param gradients [1 × n], overwritten
   * @param maxNorm positive
   * @return the norm before; if it is not finite, the block stays as it is
   */
  public static double byNorm(Matrix gradients, float maxNorm) {
    double norm = norm(gradients);
    byNorm(gradients, maxNorm, norm);
    return norm;
  }

  /**
   * Scales a part of a block as the whole must be scaled.
   *
   * @param gradients [1 × n], overwritten
   * @param maxNorm positive
   * @param norm of the whole block; if it is not finite, the part stays as it is
   */
  public static void byNorm(Matrix gradients, float maxNorm, double norm) {
    if (norm > maxNorm && norm < Double.POSITIVE_INFINITY) {
      MemorySegment g = gradients.segment();
      float factor = (float) (maxNorm / norm);
      Rows.scale(g, gradients.offset(), g, gradients.offset(), factor, gradients.columns());
    }
  }

  /**
   * The Euclidean norm; not finite if an element is not, or if squares overflow.
   *
   * @param gradients [1 × n]
   */
  public static double norm(Matrix gradients) {
    return Math.sqrt(squares(gradients));
  }

  /**
   * The sum of all squares; those of parts add up to that of a block.
   *
   * @param gradients [1 × n]
   */
  public static double squares(Matrix gradients) {
    int n = gradients.columns();
    Shapes.requirePadded("gradients", gradients, 1, n);
    MemorySegment g = gradients.segment();
    double sum = 0;
    // Blocks in float, their sums in double: exact enough for any number of parameters.
    for (int i = 0; i < n; i += BLOCK) {
      long at = gradients.offset() + (long) i * Float.BYTES;
      sum += Reductions.dot(g, at, g, at, Math.min(BLOCK, n - i));
    }
    return sum;
  }
}
