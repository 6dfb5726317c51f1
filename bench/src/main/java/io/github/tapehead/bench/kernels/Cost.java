package io.github.tapehead.bench.kernels;

/**
 * What an operation must do at least, however it is written.
 *
 * @param flops floating-point operations: an addition, multiplication, division, square root,
 *     comparison, exponential, logarithm or hyperbolic tangent counts one, a fused multiplication
 *     and addition two, a sign none
 * @param bytes of memory read and written: every argument once, what is updated twice, scratch and
 *     pads not
 */
public record Cost(double flops, double bytes) {
  /** Nothing. */
  public static final Cost NONE = new Cost(0, 0);

  /** Both together. */
  public Cost plus(Cost other) {
    return new Cost(flops + other.flops, bytes + other.bytes);
  }

  /** The same several times. */
  public Cost times(double count) {
    return new Cost(flops * count, bytes * count);
  }

  /** So many operations on so many floats of memory. */
  static Cost of(double flops, double floats) {
    return new Cost(flops, floats * Float.BYTES);
  }
}
