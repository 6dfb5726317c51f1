package io.github.tapehead.bench.kernels;

import java.util.function.Function;

/**
 * How to make a case.
 *
 * @param work what it computes
 * @param tolerance how far vector and scalar may differ, as a part of a result's largest entry
 * @param maker makes arguments and calls; it runs once for each of both, so that neither sees what
 *     the other has written
 */
record KernelSpec(KernelWork work, double tolerance, Function<Arguments, Calls> maker) {
  private static final double TOLERANCE = 1e-5;

  /**
   * The two calls that are compared.
   *
   * @param vector the kernel
   * @param scalar its reference
   * @param show brings what the kernel wrote into the results, where they are no matrices
   */
  record Calls(Runnable vector, Runnable scalar, Runnable show) {}

  /** A case of the usual tolerance, 1e−5. */
  static KernelSpec of(String group, String name, Cost cost, Function<Arguments, Calls> maker) {
    return new KernelSpec(
        new KernelWork(name, group, cost.flops(), cost.bytes()), TOLERANCE, maker);
  }

  /** The same case with another tolerance. */
  KernelSpec within(double newTolerance) {
    return new KernelSpec(work, newTolerance, maker);
  }

  /** Calls whose results are matrices. */
  static Calls calls(Runnable vector, Runnable scalar) {
    return new Calls(vector, scalar, () -> {});
  }
}
