package io.github.tapehead.bench.network;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.tapehead.bench.network.Attribution.Frame;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AttributionTest {
  @Test
  void theKernelThatTheNetworkCalled() {
    List<Frame> stack =
        stack(
            "jdk.incubator.vector.FloatVector.fma",
            "io.github.tapehead.kernels.Rows.addScaled",
            "io.github.tapehead.kernels.MemoryWrite.backward",
            "io.github.tapehead.model.MemoryChunk.writeBackward",
            "io.github.tapehead.model.Network.backward",
            "io.github.tapehead.bench.network.TrainingStep.run");
    assertEquals("MemoryWrite.backward", Attribution.operation(stack));
    assertEquals(
        "MemoryWrite.backward < MemoryChunk.writeBackward", Attribution.operationAndCaller(stack));
  }

  @Test
  void denseLayersAreNoCallers() {
    List<Frame> stack =
        stack(
            "io.github.tapehead.kernels.GemmTile.fourRows",
            "io.github.tapehead.kernels.Gemm.panel",
            "io.github.tapehead.kernels.Gemm.multiplyAdd",
            "io.github.tapehead.model.DenseLayer.add",
            "io.github.tapehead.model.HeadParameters.forward",
            "io.github.tapehead.model.Network.forward");
    assertEquals(
        "Gemm.multiplyAdd < HeadParameters.forward", Attribution.operationAndCaller(stack));
  }

  @Test
  void kernelsCalledByTheStepItself() {
    List<Frame> stack =
        stack(
            "io.github.tapehead.kernels.GravesRmsProp.velocity",
            "io.github.tapehead.kernels.GravesRmsProp.step",
            "io.github.tapehead.bench.network.TrainingStep.run");
    assertEquals("GravesRmsProp.step", Attribution.operation(stack));
    assertEquals("GravesRmsProp.step", Attribution.operationAndCaller(stack));
  }

  @Test
  void withoutAKernel() {
    assertEquals(
        "model",
        Attribution.operation(
            stack(
                "io.github.tapehead.model.Sequence.at",
                "io.github.tapehead.model.Network.forward",
                "io.github.tapehead.bench.network.TrainingStep.run")));
    assertEquals("other", Attribution.operation(stack("java.lang.System.nanoTime")));
    assertEquals("other", Attribution.operation(List.of()));
  }

  private static List<Frame> stack(String... frames) {
    return Stream.of(frames)
        .map(
            f -> new Frame(f.substring(0, f.lastIndexOf('.')), f.substring(f.lastIndexOf('.') + 1)))
        .toList();
  }
}
