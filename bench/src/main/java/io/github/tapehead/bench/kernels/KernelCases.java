package io.github.tapehead.bench.kernels;

import java.lang.foreign.Arena;
import java.util.List;
import java.util.stream.Stream;

/**
 * Every kernel, forward and backward, at the sizes of the paper's copy network: batch 16, memory
 * 128×20, one head of each kind, 100 hidden units, 42 time steps.
 */
public final class KernelCases {
  /** Sequences side by side. */
  static final int BATCH = 16;

  /** Time steps. */
  static final int STEPS = 42;

  /** Units of the controller. */
  static final int HIDDEN = 100;

  /** Locations of a memory. */
  static final int LOCATIONS = 128;

  /** Floats in a location. */
  static final int WIDTH = 20;

  /** Weights of a shift. */
  static final int SHIFTS = 3;

  private static final List<KernelSpec> SPECS =
      Stream.of(
              GemmKernels.specs(),
              ControllerKernels.specs(),
              ActivationKernels.specs(),
              AddressingKernels.specs(),
              MemoryKernels.specs(),
              TrainingKernels.specs())
          .flatMap(List::stream)
          .toList();

  private KernelCases() {}

  /** What every case computes and moves; allocates no arguments. */
  public static List<KernelWork> work() {
    return SPECS.stream().map(KernelSpec::work).toList();
  }

  /** All cases; their arguments live as long as the arena. */
  public static List<KernelCase> all(Arena arena) {
    return SPECS.stream().map(spec -> new KernelCase(spec, arena)).toList();
  }

  /**
   * The case of a name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static KernelCase named(String name, Arena arena) {
    return SPECS.stream()
        .filter(spec -> spec.work().name().equals(name))
        .findFirst()
        .map(spec -> new KernelCase(spec, arena))
        .orElseThrow(() ->
            new IllegalArgumentException(
                "kernel: "
                    + name
                    + ", expected one of "
                    + work().stream().map(KernelWork::name).toList()));
  }
}
