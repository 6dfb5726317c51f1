package io.github.tapehead.kernels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.github.tapehead.kernels.GuardedMatrix.Placement;
import io.github.tapehead.kernels.KernelCases.Size;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Results that may be one of the inputs get the same bits there. */
@RequiresVectorBits
class AliasingTest {
  @ParameterizedTest
  @CsvSource({
    "Sigmoid, y, x",
    "Tanh, y, x",
    "Relu, y, x",
    "Exponential, y, x",
    "Softmax, y, x",
    "ShiftWeighting, shift, x",
    "Clip, y, x",
    "Interpolation, gated, content",
    "Interpolation, gated, previous",
    "MemoryWrite, memory, previous"
  })
  void resultMayBeAnInput(String kernel, String result, String input) {
    KernelCases.sizes().forEach(size -> compare(kernel, result, input, size));
  }

  private static void compare(String kernel, String result, String input, Size size) {
    KernelCase test =
        KernelCases.at(size).filter(c -> c.name().startsWith(kernel + " ")).findFirst().get();
    int from = index(test, input);
    int to = index(test, result);
    try (var apart = new KernelBuffers(test.forward(), Placement.ODD);
        var shared = new KernelBuffers(test.forward(), Placement.ODD)) {
      test.forwardKernel().run(apart.matrices);
      shared.matrices[to] = shared.matrices[from];
      test.forwardKernel().run(shared.matrices);
      assertArrayEquals(apart.values(to), shared.values(from), test.name());
    }
  }

  private static int index(KernelCase test, String name) {
    return test.forward().stream().map(Argument::name).toList().indexOf(name);
  }
}
