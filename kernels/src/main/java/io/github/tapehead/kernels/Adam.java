package io.github.tapehead.kernels;

import static io.github.tapehead.kernels.Simd.F;
import static io.github.tapehead.kernels.Simd.LANES;
import static io.github.tapehead.kernels.Simd.ORDER;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;

/**
 * Adam (Kingma and Ba 2015, algorithm 1), with bias correction.
 *
 * <pre>
 *   m = β₁ · m + (1 − β₁) · g     v = β₂ · v + (1 − β₂) · g²
 *   θ −= rate · (m / (1 − β₁^t)) / (√(v / (1 − β₂^t)) + ε)
 * </pre>
 */
public final class Adam {
  private Adam() {}

  /**
   * One update of a flat block.
   *
   * @param parameters θ, [1 × n], updated
   * @param means m, updated
   * @param squares v, updated
   * @param gradients g
   * @param rate learning rate
   * @param beta1 decay of the means
   * @param beta2 decay of the squares
   * @param epsilon ε
   * @param step t, the number of this update, from 1
   */
  public static void step(
      Matrix parameters,
      Matrix means,
      Matrix squares,
      Matrix gradients,
      float rate,
      float beta1,
      float beta2,
      float epsilon,
      long step) {
    int n = parameters.columns();
    Shapes.requirePadded("parameters", parameters, 1, n);
    Shapes.requirePadded("means", means, 1, n);
    Shapes.requirePadded("squares", squares, 1, n);
    Shapes.requirePadded("gradients", gradients, 1, n);
    if (step < 1) {
      throw new IllegalArgumentException("step: " + step + ", expected 1 or more");
    }
    statistics(
        means.segment(),
        means.offset(),
        squares.segment(),
        squares.offset(),
        gradients.segment(),
        gradients.offset(),
        beta1,
        beta2,
        n);
    // Both corrections as two scalars: θ −= a · m / (√v · b + ε).
    float a = (float) (rate / (1 - Math.pow(beta1, step)));
    float b = (float) (1 / Math.sqrt(1 - Math.pow(beta2, step)));
    descend(
        parameters.segment(),
        parameters.offset(),
        means.segment(),
        means.offset(),
        squares.segment(),
        squares.offset(),
        a,
        b,
        epsilon,
        n);
  }

  private static void statistics(
      MemorySegment m,
      long mo,
      MemorySegment v,
      long vo,
      MemorySegment g,
      long go,
      float beta1,
      float beta2,
      int n) {
    FloatVector keepMean = FloatVector.broadcast(F, beta1);
    FloatVector keepSquare = FloatVector.broadcast(F, beta2);
    for (int i = 0; i < n; i += LANES) {
      long lane = (long) i * Float.BYTES;
      FloatVector gradient = FloatVector.fromMemorySegment(F, g, go + lane, ORDER);
      FloatVector part = gradient.mul(1f - beta1);
      keepMean
          .fma(FloatVector.fromMemorySegment(F, m, mo + lane, ORDER), part)
          .intoMemorySegment(m, mo + lane, ORDER);
      FloatVector square = gradient.mul(gradient).mul(1f - beta2);
      keepSquare
          .fma(FloatVector.fromMemorySegment(F, v, vo + lane, ORDER), square)
          .intoMemorySegment(v, vo + lane, ORDER);
    }
  }

  private static void descend(
      MemorySegment p,
      long po,
      MemorySegment m,
      long mo,
      MemorySegment v,
      long vo,
      float a,
      float b,
      float epsilon,
      int n) {
    for (int i = 0; i < n; i += LANES) {
      long lane = (long) i * Float.BYTES;
      FloatVector scale =
          FloatVector.fromMemorySegment(F, v, vo + lane, ORDER).sqrt().mul(b).add(epsilon);
      FloatVector.fromMemorySegment(F, p, po + lane, ORDER)
          .sub(FloatVector.fromMemorySegment(F, m, mo + lane, ORDER).mul(a).div(scale))
          .intoMemorySegment(p, po + lane, ORDER);
    }
  }
}
