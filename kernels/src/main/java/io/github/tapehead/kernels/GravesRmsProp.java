package io.github.tapehead.kernels;

import static io.github.tapehead.kernels.Simd.F;
import static io.github.tapehead.kernels.Simd.LANES;
import static io.github.tapehead.kernels.Simd.ORDER;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;

/**
 * RMSProp in the form of Graves 2013 (arXiv:1308.0850, eqs. 38–45): centred, with momentum on the
 * normalised step.
 *
 * <pre>
 *   n = d · n + (1 − d) · g²     m = d · m + (1 − d) · g
 *   v = μ · v − rate · g / √(max(n − m², 0) + ε)     θ += v
 * </pre>
 *
 * <p>A mean of squares is less than the square of the mean only where threads update common
 * statistics at once: hence the maximum.
 */
public final class GravesRmsProp {
  private GravesRmsProp() {}

  /**
   * One update of a flat block.
   *
   * @param parameters θ, [1 × n], updated
   * @param squares n, updated
   * @param means m, updated
   * @param velocity v, updated
   * @param gradients g
   * @param rate learning rate
   * @param decay d, 0.95 in the paper
   * @param momentum μ, 0.9
   * @param epsilon ε, 1e−4
   */
  public static void step(
      Matrix parameters,
      Matrix squares,
      Matrix means,
      Matrix velocity,
      Matrix gradients,
      float rate,
      float decay,
      float momentum,
      float epsilon) {
    int n = parameters.columns();
    Shapes.requirePadded("parameters", parameters, 1, n);
    Shapes.requirePadded("squares", squares, 1, n);
    Shapes.requirePadded("means", means, 1, n);
    Shapes.requirePadded("velocity", velocity, 1, n);
    Shapes.requirePadded("gradients", gradients, 1, n);
    statistics(
        squares.segment(),
        squares.offset(),
        means.segment(),
        means.offset(),
        gradients.segment(),
        gradients.offset(),
        decay,
        n);
    MemorySegment v = velocity.segment();
    velocity(
        v,
        velocity.offset(),
        squares.segment(),
        squares.offset(),
        means.segment(),
        means.offset(),
        gradients.segment(),
        gradients.offset(),
        rate,
        momentum,
        epsilon,
        n);
    Rows.add(parameters.segment(), parameters.offset(), v, velocity.offset(), n);
  }

  private static void statistics(
      MemorySegment s,
      long so,
      MemorySegment m,
      long mo,
      MemorySegment g,
      long go,
      float decay,
      int n) {
    FloatVector keep = FloatVector.broadcast(F, decay);
    FloatVector take = FloatVector.broadcast(F, 1f - decay);
    for (int i = 0; i < n; i += LANES) {
      long lane = (long) i * Float.BYTES;
      FloatVector gradient = FloatVector.fromMemorySegment(F, g, go + lane, ORDER);
      FloatVector part = gradient.mul(take);
      keep.fma(FloatVector.fromMemorySegment(F, m, mo + lane, ORDER), part)
          .intoMemorySegment(m, mo + lane, ORDER);
      keep.fma(FloatVector.fromMemorySegment(F, s, so + lane, ORDER), part.mul(gradient))
          .intoMemorySegment(s, so + lane, ORDER);
    }
  }

  private static void velocity(
      MemorySegment v,
      long vo,
      MemorySegment s,
      long so,
      MemorySegment m,
      long mo,
      MemorySegment g,
      long go,
      float rate,
      float momentum,
      float epsilon,
      int n) {
    for (int i = 0; i < n; i += LANES) {
      long lane = (long) i * Float.BYTES;
      FloatVector mean = FloatVector.fromMemorySegment(F, m, mo + lane, ORDER);
      FloatVector variance =
          mean.mul(mean).neg().add(FloatVector.fromMemorySegment(F, s, so + lane, ORDER));
      variance = variance.blend(0f, variance.lt(0f)).add(epsilon);
      FloatVector step =
          FloatVector.fromMemorySegment(F, g, go + lane, ORDER).mul(rate).div(variance.sqrt());
      FloatVector.fromMemorySegment(F, v, vo + lane, ORDER)
          .mul(momentum)
          .sub(step)
          .intoMemorySegment(v, vo + lane, ORDER);
    }
  }
}
