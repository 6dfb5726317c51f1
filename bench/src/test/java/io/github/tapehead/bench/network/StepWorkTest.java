package io.github.tapehead.bench.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tapehead.bench.kernels.Cost;
import io.github.tapehead.bench.kernels.KernelCases;
import io.github.tapehead.model.Activation;
import io.github.tapehead.model.ControllerKind;
import io.github.tapehead.model.HeadActivations;
import io.github.tapehead.model.HeadPart;
import io.github.tapehead.model.Layout;
import io.github.tapehead.model.NetworkConfiguration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StepWorkTest {
  /** 2 sequences of 3 steps; 4 inputs, 5 outputs, 6 units, 7 locations of 3 floats, a head each. */
  private static final int SEQUENCES = 2;

  private static final int STEPS = 3;

  private static Map<String, Cost> small(ControllerKind controller) {
    return StepWork.of(
        new Workload("small", Workloads.ntm(controller, 4, 5, 6, 7, 3, 1), SEQUENCES, STEPS));
  }

  @Test
  void productsOfAnLstm() {
    // Gates: 24 columns from inputs 4, read 3, hidden 6. Heads: 2·(3 + 1 + 1 + 3 + 1) + 2·3 = 24
    // columns from hidden 6. Outputs: 5 columns from hidden 6 and read 3.
    double rows = SEQUENCES * STEPS;
    double forward = 24 * (4 + 3 + 6) + 24 * 6 + 5 * (6 + 3);
    double backward = 24 * (3 + 6) + 24 * 6 + 5 * (6 + 3);
    Map<String, Cost> work = small(ControllerKind.LSTM);
    assertEquals(2 * rows * (forward + backward), work.get("Gemm.multiplyAdd").flops());
    assertEquals(2 * rows * forward, work.get("Gemm.transposedMultiplyAdd").flops());
  }

  @Test
  void bytesOfTheOutputsWeightGradients() {
    // C += Aᵀ·B for four sources: A and B once, C in and out.
    double rows = SEQUENCES * STEPS;
    double floats = 0;
    for (int[] s : new int[][] {{13, 24}, {6, 24}, {6, 5}, {3, 5}}) {
      floats += rows * (s[0] + s[1]) + 2 * s[0] * s[1];
    }
    double bytes = small(ControllerKind.LSTM).get("Gemm.transposedMultiplyAdd").bytes();
    assertEquals(4 * floats, bytes);
  }

  @Test
  void productsOfAFeedForwardNetwork() {
    double rows = SEQUENCES * STEPS;
    double forward = 6 * (4 + 3) + 24 * 6 + 5 * (6 + 3);
    Map<String, Cost> work = small(ControllerKind.FEED_FORWARD);
    assertEquals(2 * rows * forward, work.get("Gemm.transposedMultiplyAdd").flops());
    assertFalse(work.containsKey("LstmGates.forward"));
  }

  @Test
  void memory() {
    Map<String, Cost> work = small(ControllerKind.LSTM);
    double cells = SEQUENCES * STEPS * 7 * 3;
    assertEquals(2 * cells, work.get("MemoryRead.forward").flops());
    assertEquals(4 * cells, work.get("MemoryWrite.forward").flops());
    assertEquals(10 * cells, work.get("MemoryWrite.backward").flops());
    // Two heads, 7 locations: 2·3 + 3 operations each, and the key's norm, 2·3 + 1.
    assertEquals(
        2.0 * SEQUENCES * STEPS * (7 * 9 + 7), work.get("CosineSimilarity.forward").flops());
  }

  @Test
  void clippedHeads() {
    Workload plain =
        new Workload(
            "plain", Workloads.ntm(ControllerKind.LSTM, 4, 5, 6, 7, 3, 1), SEQUENCES, STEPS);
    Workload clipped =
        new Workload("clipped", plain.configuration().withHeadClip(20), SEQUENCES, STEPS);
    assertFalse(StepWork.of(plain).containsKey("Clip.forward"));
    Map<String, Cost> work = StepWork.of(clipped);
    // 24 columns, see above.
    assertEquals(2.0 * SEQUENCES * STEPS * 24, work.get("Clip.forward").flops());
    assertEquals(4 * 3.0 * SEQUENCES * STEPS * 24, work.get("Clip.backward").bytes());
  }

  @Test
  void activationsOfHeads() {
    HeadActivations others =
        HeadActivations.USUAL
            .with(HeadPart.KEY, Activation.RELU)
            .with(HeadPart.KEY_STRENGTH, Activation.EXP)
            .with(HeadPart.SHIFT, Activation.SOFTMAX_RELU)
            .with(HeadPart.ADD, Activation.IDENTITY);
    NetworkConfiguration c =
        Workloads.ntm(ControllerKind.LSTM, 4, 5, 6, 7, 3, 1).withActivations(others);
    Map<String, Cost> work = StepWork.of(new Workload("others", c, SEQUENCES, STEPS));
    // Keys of two heads, 2·3, and their shifts, 2·3.
    assertEquals(1.0 * SEQUENCES * STEPS * (6 + 6), work.get("Relu.forward").flops());
    assertEquals(2.0 * SEQUENCES * STEPS * 2, work.get("Exponential.forward").flops());
    assertEquals(5.0 * SEQUENCES * STEPS * 2, work.get("Softplus.forward").flops());
    assertFalse(work.containsKey("Tanh.forward"));
  }

  @Test
  void lossOfTheSecondHalf() {
    double bits = 3 * 5;
    Map<String, Cost> work = small(ControllerKind.LSTM);
    assertEquals(6 * bits, work.get("BinaryCrossEntropy.backward").flops());
  }

  @Test
  void updateOfAllParameters() {
    Workload copy = Workloads.named("copy-lstm-b16");
    long parameters = Layout.of(copy.configuration()).parameterCount();
    assertEquals(15.0 * parameters, StepWork.of(copy).get("GravesRmsProp.step").flops());
  }

  @Test
  void operationsAreKernels() {
    for (Workload workload : Workloads.all()) {
      for (String operation : StepWork.of(workload).keySet()) {
        assertTrue(
            KernelCases.work().stream().anyMatch(w -> w.name().startsWith(operation)), operation);
      }
    }
  }
}
