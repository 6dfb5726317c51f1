package io.github.tapehead.bench.kernels;

import static io.github.tapehead.bench.kernels.KernelCases.BATCH;
import static io.github.tapehead.bench.kernels.KernelCases.HIDDEN;
import static io.github.tapehead.bench.kernels.KernelCases.STEPS;
import static io.github.tapehead.bench.kernels.KernelSpec.calls;

import io.github.tapehead.kernels.Bias;
import io.github.tapehead.kernels.LstmGates;
import io.github.tapehead.kernels.Matrix;
import io.github.tapehead.kernels.reference.ReferenceLayers;
import java.util.List;

/** Bias and gates. */
final class ControllerKernels {
  static final String GROUP = "controller";
  private static final int GATES = 4 * HIDDEN;

  private ControllerKernels() {}

  static List<KernelSpec> specs() {
    return List.of(biasForward(), biasBackward(), lstmForward(), lstmBackward());
  }

  private static KernelSpec biasForward() {
    return KernelSpec.of(
        GROUP,
        "Bias.forward",
        LayerCosts.biasForward(BATCH * STEPS, GATES),
        m -> {
          Matrix out = m.result(BATCH * STEPS, GATES);
          Matrix bias = m.uniform(1, GATES, -1, 1);
          return calls(() -> Bias.forward(out, bias), () -> ReferenceLayers.biasForward(out, bias));
        });
  }

  private static KernelSpec biasBackward() {
    return KernelSpec.of(
        GROUP,
        "Bias.backward",
        LayerCosts.biasBackward(BATCH * STEPS, GATES),
        m -> {
          Matrix dBias = m.result(1, GATES);
          Matrix dOut = m.uniform(BATCH * STEPS, GATES, -1, 1);
          return calls(
              () -> Bias.backward(dBias, dOut), () -> ReferenceLayers.biasBackward(dBias, dOut));
        });
  }

  /** The gates are activated in place: later calls activate activated gates, at the same speed. */
  private static KernelSpec lstmForward() {
    return KernelSpec.of(
        GROUP,
        "LstmGates.forward",
        LayerCosts.lstmForward(BATCH * HIDDEN),
        m -> {
          Matrix hidden = m.result(BATCH, HIDDEN);
          Matrix cell = m.result(BATCH, HIDDEN);
          Matrix tanhCell = m.result(BATCH, HIDDEN);
          Matrix gates = m.result(gates(m));
          Matrix before = m.uniform(BATCH, HIDDEN, -1, 1);
          return calls(
              () -> LstmGates.forward(hidden, cell, tanhCell, gates, before),
              () -> ReferenceLayers.lstmForward(hidden, cell, tanhCell, gates, before));
        });
  }

  /** The cell's gradient goes back through the forget gate, below 1, in each call: it converges. */
  private static KernelSpec lstmBackward() {
    return KernelSpec.of(
        GROUP,
        "LstmGates.backward",
        LayerCosts.lstmBackward(BATCH * HIDDEN),
        m -> {
          Matrix before = m.uniform(BATCH, HIDDEN, -1, 1);
          Matrix tanhCell = m.zeros(BATCH, HIDDEN);
          Matrix gates = gates(m);
          Matrix hidden = m.zeros(BATCH, HIDDEN);
          LstmGates.forward(hidden, m.zeros(BATCH, HIDDEN), tanhCell, gates, before);
          Matrix dGates = m.result(BATCH, gates.columns());
          Matrix dCell = m.result(m.uniform(BATCH, HIDDEN, -1, 1));
          Matrix dHidden = m.uniform(BATCH, HIDDEN, -1, 1);
          return calls(
              () -> LstmGates.backward(dGates, dCell, dHidden, gates, tanhCell, before),
              () -> ReferenceLayers.lstmBackward(dGates, dCell, dHidden, gates, tanhCell, before));
        });
  }

  /** Pre-activations, pads between the gates zero. */
  private static Matrix gates(Arguments m) {
    int columns = LstmGates.gateColumns(HIDDEN);
    Matrix gates = m.uniform(BATCH, 4 * columns, -2, 2);
    for (int gate = 0; gate < 4 && columns > HIDDEN; gate++) {
      gates.columns(gate * columns + HIDDEN, columns - HIDDEN).fill(0);
    }
    return gates;
  }
}
