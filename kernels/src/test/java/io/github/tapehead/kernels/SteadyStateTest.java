package io.github.tapehead.kernels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.tapehead.kernels.Argument.Role;
import io.github.tapehead.kernels.GuardedMatrix.Placement;
import io.github.tapehead.kernels.KernelCase.KernelCall;
import io.github.tapehead.kernels.KernelCases.Size;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Kernels after many calls: they give the bits of the first call, and allocate nothing. Comes
 * before other tests, so that first calls are interpreted.
 */
@Order(1)
@RequiresVectorBits
class SteadyStateTest {
  private static final int CALLS = 50_000;
  private static final int MEASURED = 500;
  private static final long PATIENCE_NANOS = 300_000_000_000L;

  static Stream<KernelCall> calls() {
    return KernelCases.at(new Size(2, 19, 2, 2)).flatMap(c -> c.calls().stream());
  }

  @ParameterizedTest
  @MethodSource("calls")
  void sameBitsAndNoAllocation(KernelCall call) throws Throwable {
    try (var buffers = new KernelBuffers(call.arguments(), Placement.ALIGNED)) {
      call.kernel().run(buffers.matrices);
      List<double[]> interpreted = results(call, buffers);
      for (int i = 0; i < CALLS; i++) {
        buffers.restore();
        call.kernel().run(buffers.matrices);
      }
      List<double[]> compiled = results(call, buffers);
      for (int i = 0; i < interpreted.size(); i++) {
        assertArrayEquals(interpreted.get(i), compiled.get(i), call.arguments().get(i).name());
      }
      assertEquals(0, steadyAllocation(call.kernel(), buffers.matrices), "bytes");
    }
  }

  static Stream<KernelCall> callsOfANetwork() {
    return KernelCases.at(new Size(4, 128, 8, 2)).flatMap(c -> c.calls().stream());
  }

  @ParameterizedTest
  @MethodSource("callsOfANetwork")
  void noAllocationAtTheSizeOfANetwork(KernelCall call) throws Throwable {
    try (var buffers = new KernelBuffers(call.arguments(), Placement.ALIGNED)) {
      assertEquals(0, steadyAllocation(call.kernel(), buffers.matrices), "bytes");
    }
  }

  private static List<double[]> results(KernelCall call, KernelBuffers buffers) {
    return IntStream.range(0, call.arguments().size())
        .mapToObj(
            i -> call.arguments().get(i).role() == Role.SCRATCH ? new double[0] : buffers.values(i))
        .toList();
  }

  /** Bytes of {@value #MEASURED} calls, once that number is 0, or after patience ends. */
  private static long steadyAllocation(KernelCase.Call kernel, Matrix[] matrices) throws Throwable {
    long end = System.nanoTime() + PATIENCE_NANOS;
    long bytes;
    do {
      long before = AllocatedBytes.ofThisThread();
      for (int i = 0; i < MEASURED; i++) {
        kernel.run(matrices);
      }
      bytes = AllocatedBytes.ofThisThread() - before;
    } while (bytes != 0 && System.nanoTime() < end);
    return bytes;
  }
}
