package io.github.tapehead.kernels;

import static io.github.tapehead.kernels.Simd.F;
import static io.github.tapehead.kernels.Simd.LANES;
import static io.github.tapehead.kernels.Simd.ORDER;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;

/**
 * Gradient descent with momentum.
 *
 * <pre>
 *   v = μ · v − rate · g          θ += v
 * </pre>
 */
public final class Momentum {
  private Momentum() {}

  /**
   * One update of a flat block.
   *
   * @param parameters θ, [1 × n], updated
   * @param velocity v, updated
   * @param gradients g
   * @param rate learning rate
   * @param momentum μ; 0 for plain gradient descent
   */
  public static void step(
      Matrix parameters, Matrix velocity, Matrix gradients, float rate, float momentum) {
    int n = parameters.columns();
    Shapes.requirePadded("parameters", parameters, 1, n);
    Shapes.requirePadded("velocity", velocity, 1, n);
    Shapes.requirePadded("gradients", gradients, 1, n);
    MemorySegment v = velocity.segment();
    long vo = velocity.offset();
    velocity(v, vo, gradients.segment(), gradients.offset(), rate, momentum, n);
    Rows.add(parameters.segment(), parameters.offset(), v, vo, n);
  }

  private static void velocity(
      MemorySegment v, long vo, MemorySegment g, long go, float rate, float momentum, int n) {
    FloatVector mu = FloatVector.broadcast(F, momentum);
    FloatVector step = FloatVector.broadcast(F, -rate);
    for (int i = 0; i < n; i += LANES) {
      long lane = (long) i * Float.BYTES;
      mu.fma(
              FloatVector.fromMemorySegment(F, v, vo + lane, ORDER),
              FloatVector.fromMemorySegment(F, g, go + lane, ORDER).mul(step))
          .intoMemorySegment(v, vo + lane, ORDER);
    }
  }
}
