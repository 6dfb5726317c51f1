package io.github.tapehead.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.tapehead.kernels.Argument.Role;
import io.github.tapehead.kernels.GuardedMatrix.Placement;
import io.github.tapehead.kernels.KernelCase.Call;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Backward kernels and their scalar references against central differences of the oracle in
 * doubles. Differences are good to about 1e-9, the kernels to some dozen roundings of 6e-8: the
 * bound is 2e-5 of the largest entry of a gradient, and a few roundings of the incoming gradients
 * where it nearly cancels.
 */
@RequiresVectorBits
class KernelGradientTest {
  private static final double RELATIVE = 2e-5;
  private static final int ELEMENTS = 48;

  static Stream<KernelCase> cases() {
    return KernelCases.all().filter(KernelCase::hasBackward);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void gradientsAgreeWithDifferences(KernelCase test) {
    List<double[]> differences = differences(test);
    compare(test, test.backwardKernel(), Placement.ALIGNED, differences, false);
    compare(test, test.backwardKernel(), Placement.VIEW, differences, false);
    compare(test, test.backwardReference(), Placement.ODD, differences, false);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void gradientsAddToWhatIsThere(KernelCase test) {
    List<double[]> differences = differences(test);
    compare(test, test.backwardKernel(), Placement.ODD, differences, true);
    compare(test, test.backwardReference(), Placement.VIEW, differences, true);
  }

  /** For every gradient the differences of some of its elements, spread evenly. */
  private static List<double[]> differences(KernelCase test) {
    return test.backward().stream()
        .map(a -> {
          int count = a.rows() * a.columns();
          double[] gradient = new double[a.gradientOf() == null ? 0 : count];
          for (int i = 0; i < gradient.length; i += step(count)) {
            gradient[i] = test.derivative(a.gradientOf(), i);
          }
          return gradient;
        })
        .toList();
  }

  private static int step(int count) {
    return 1 + count / ELEMENTS;
  }

  private static void compare(
      KernelCase test,
      Call call,
      Placement placement,
      List<double[]> differences,
      boolean accumulate) {
    double incoming = 0;
    for (double[] weights : test.objective()) {
      incoming = Math.max(incoming, weights == null ? 0 : KernelCase.largest(weights));
    }
    try (var buffers = new KernelBuffers(test.backward(), placement)) {
      if (!accumulate) {
        buffers.clearGradients();
      }
      call.run(buffers.matrices);
      buffers.verify("backward");
      for (int a = 0; a < differences.size(); a++) {
        Argument argument = test.backward().get(a);
        double[] expected = differences.get(a);
        double[] actual = buffers.values(a);
        boolean noisy = accumulate && argument.role() == Role.GRADIENT;
        double[] noise = noisy ? KernelBuffers.noise(argument) : new double[expected.length];
        double terms = test.sensitivity() * incoming + KernelCase.largest(noise);
        double bound = RELATIVE * KernelCase.largest(expected) + 8 * KernelCase.EPSILON * terms;
        for (int i = 0; i < expected.length; i += step(expected.length)) {
          if (!(Math.abs(expected[i] + noise[i] - actual[i]) <= bound)) {
            String what = placement + ", " + argument.name() + ", element " + i;
            assertEquals(expected[i] + noise[i], actual[i], bound, what);
          }
        }
      }
    }
  }
}
