package io.github.tapehead.bench.kernels;

import io.github.tapehead.bench.kernels.KernelSpec.Calls;
import io.github.tapehead.kernels.Matrix;
import java.lang.foreign.Arena;
import java.util.List;

/**
 * A kernel and its scalar reference, each with arguments of its own and the same numbers in them.
 *
 * <p>Both may be called any number of times. Gradients add up, and stop growing where one more is
 * lost to rounding, far from overflow; where a call would shrink its own input towards subnormal
 * numbers, {@link #check} changes an argument once it has compared.
 */
public final class KernelCase {
  private final KernelSpec spec;
  private final Arguments vectorArguments;
  private final Arguments scalarArguments;
  private final Calls vectorCalls;
  private final Calls scalarCalls;

  /** Allocates the arguments. */
  KernelCase(KernelSpec spec, Arena arena) {
    this.spec = spec;
    vectorArguments = new Arguments(arena);
    scalarArguments = new Arguments(arena);
    vectorCalls = spec.maker().apply(vectorArguments);
    scalarCalls = spec.maker().apply(scalarArguments);
  }

  /** Class and method of the kernel, with the size behind a hyphen where there are several. */
  public String name() {
    return spec.work().name();
  }

  /** Kernels that are alike have the same group. */
  public String group() {
    return spec.work().group();
  }

  /** Floating-point operations of a call, as {@link Cost} counts them. */
  public double flops() {
    return spec.work().flops();
  }

  /** Bytes that a call reads and writes, as {@link Cost} counts them. */
  public double bytes() {
    return spec.work().bytes();
  }

  /** Calls the kernel. */
  public Runnable vector() {
    return vectorCalls.vector();
  }

  /** Calls the scalar reference. */
  public Runnable scalar() {
    return scalarCalls.scalar();
  }

  /**
   * Calls both once and compares; to be done before any other call.
   *
   * @throws IllegalStateException if they differ by more than the tolerance of the case
   */
  public void check() {
    vectorCalls.vector().run();
    vectorCalls.show().run();
    scalarCalls.scalar().run();
    List<Matrix> found = vectorArguments.results();
    List<Matrix> expected = scalarArguments.results();
    for (int i = 0; i < expected.size(); i++) {
      compare(i, found.get(i), expected.get(i));
    }
    vectorArguments.settle();
    scalarArguments.settle();
  }

  /**
   * Requires that the kernel's results are neither overflowing nor subnormal.
   *
   * @throws IllegalStateException if one is
   */
  void requireNormal() {
    for (Matrix result : vectorArguments.results()) {
      for (int r = 0; r < result.rows(); r++) {
        for (int c = 0; c < result.columns(); c++) {
          float x = result.get(r, c);
          if (!Float.isFinite(x) || x != 0 && Math.abs(x) < Float.MIN_NORMAL) {
            throw new IllegalStateException(name() + ": " + x + " at [" + r + ", " + c + "]");
          }
        }
      }
    }
  }

  private void compare(int result, Matrix found, Matrix expected) {
    double largest = 0;
    for (int r = 0; r < expected.rows(); r++) {
      for (int c = 0; c < expected.columns(); c++) {
        largest = Math.max(largest, Math.abs(expected.get(r, c)));
      }
    }
    if (largest == 0) {
      throw new IllegalStateException(name() + ": result " + result + " is zero");
    }
    for (int r = 0; r < expected.rows(); r++) {
      for (int c = 0; c < expected.columns(); c++) {
        float x = found.get(r, c);
        float y = expected.get(r, c);
        if (!(Math.abs(x - y) <= spec.tolerance() * largest)) {
          throw new IllegalStateException(
              String.format(
                  "%s: result %d at [%d, %d] is %s, of the scalar reference %s; may differ by %s",
                  name(), result, r, c, x, y, spec.tolerance() * largest));
        }
      }
    }
  }

  @Override
  public String toString() {
    return name();
  }
}
