package io.github.tapehead.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.tapehead.kernels.GuardedMatrix.Placement;
import io.github.tapehead.kernels.KernelCase.Call;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Forward kernels and their scalar references against the oracle in doubles. The bound is a number
 * of roundings of the largest entry, or of the largest sum of terms if they cancel; see {@link
 * KernelCase#roundings}. Guards, pads and inputs stay as they were.
 */
@RequiresVectorBits
class KernelParityTest {
  @ParameterizedTest
  @MethodSource("io.github.tapehead.kernels.KernelCases#all")
  void kernelAgreesWithOracle(KernelCase test) {
    for (Placement placement : Placement.values()) {
      compare(test, test.forwardKernel(), placement, "kernel, " + placement);
    }
  }

  @ParameterizedTest
  @MethodSource("io.github.tapehead.kernels.KernelCases#all")
  void referenceAgreesWithOracle(KernelCase test) {
    compare(test, test.forwardReference(), Placement.VIEW, "reference");
  }

  private static void compare(KernelCase test, Call call, Placement placement, String what) {
    double[][] expected = test.outputs();
    double[] magnitudes = test.magnitudes();
    try (var buffers = new KernelBuffers(test.forward(), placement)) {
      call.run(buffers.matrices);
      buffers.verify(what);
      int output = 0;
      for (int a = 0; a < test.forward().size(); a++) {
        if (test.forward().get(a).isOutputOfOracle()) {
          double bound = (test.roundings() + 1) * KernelCase.EPSILON * magnitudes[output];
          String name = what + ", " + test.forward().get(a).name();
          compare(expected[output++], buffers.values(a), bound, name);
        }
      }
    }
  }

  static void compare(double[] expected, double[] actual, double bound, String name) {
    assertEquals(expected.length, actual.length, name);
    for (int i = 0; i < expected.length; i++) {
      if (!(Math.abs(expected[i] - actual[i]) <= bound)) {
        assertEquals(expected[i], actual[i], bound, name + ", element " + i);
      }
    }
  }
}
