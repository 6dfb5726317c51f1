package io.github.tapehead.bench.kernels;

import static io.github.tapehead.bench.kernels.KernelCases.BATCH;
import static io.github.tapehead.bench.kernels.KernelCases.HIDDEN;
import static io.github.tapehead.bench.kernels.KernelCases.STEPS;
import static io.github.tapehead.bench.kernels.KernelSpec.calls;

import io.github.tapehead.kernels.Bias;
import io.github.tapehead.kernels.Clip;
import io.github.tapehead.kernels.LstmGates;
import io.github.tapehead.kernels.Matrix;
import io.github.tapehead.kernels.Sigmoid;
import io.github.tapehead.kernels.Softplus;
import io.github.tapehead.kernels.Tanh;
import io.github.tapehead.kernels.reference.ReferenceLayers;
import java.util.ArrayList;
import java.util.List;

/**
 * Bias, gates, nonlinearities and clipping. The latter two at the widths that the heads' parameters
 * have in the network, and at 400 columns, where the arithmetic outweighs the call.
 */
final class ControllerKernels {
  private static final String GROUP = "controller";
  private static final int GATES = 4 * HIDDEN;

  private ControllerKernels() {}

  static List<KernelSpec> specs() {
    List<KernelSpec> specs = new ArrayList<>();
    specs.addAll(List.of(biasForward(), biasBackward(), lstmForward(), lstmBackward()));
    for (int columns : new int[] {60, GATES}) {
      specs.add(tanhForward(columns));
      specs.add(tanhBackward(columns));
    }
    for (int columns : new int[] {22, GATES}) {
      specs.add(sigmoidForward(columns));
      specs.add(sigmoidBackward(columns));
    }
    for (int columns : new int[] {4, GATES}) {
      specs.add(softplusForward(columns));
      specs.add(softplusBackward(columns));
    }
    for (int columns : new int[] {92, GATES}) {
      specs.add(clipForward(columns));
      specs.add(clipBackward(columns));
    }
    return List.copyOf(specs);
  }

  private static String named(String kernel, int columns) {
    return kernel + "-" + BATCH + "x" + columns;
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

  private static KernelSpec tanhForward(int columns) {
    return KernelSpec.of(
        GROUP,
        named("Tanh.forward", columns),
        LayerCosts.tanhForward(BATCH * columns),
        m -> {
          Matrix y = m.result(BATCH, columns);
          Matrix x = m.uniform(BATCH, columns, -3, 3);
          return calls(() -> Tanh.forward(y, x), () -> ReferenceLayers.tanhForward(y, x));
        });
  }

  private static KernelSpec tanhBackward(int columns) {
    return KernelSpec.of(
        GROUP,
        named("Tanh.backward", columns),
        LayerCosts.tanhBackward(BATCH * columns),
        m -> {
          Matrix dx = m.result(BATCH, columns);
          Matrix dy = m.uniform(BATCH, columns, -1, 1);
          Matrix y = m.uniform(BATCH, columns, -0.9f, 0.9f);
          return calls(
              () -> Tanh.backward(dx, dy, y), () -> ReferenceLayers.tanhBackward(dx, dy, y));
        });
  }

  private static KernelSpec sigmoidForward(int columns) {
    return KernelSpec.of(
        GROUP,
        named("Sigmoid.forward", columns),
        LayerCosts.sigmoidForward(BATCH * columns),
        m -> {
          Matrix y = m.result(BATCH, columns);
          Matrix x = m.uniform(BATCH, columns, -5, 5);
          return calls(() -> Sigmoid.forward(y, x), () -> ReferenceLayers.sigmoidForward(y, x));
        });
  }

  private static KernelSpec sigmoidBackward(int columns) {
    return KernelSpec.of(
        GROUP,
        named("Sigmoid.backward", columns),
        LayerCosts.sigmoidBackward(BATCH * columns),
        m -> {
          Matrix dx = m.result(BATCH, columns);
          Matrix dy = m.uniform(BATCH, columns, -1, 1);
          Matrix y = m.uniform(BATCH, columns, 0.1f, 0.9f);
          return calls(
              () -> Sigmoid.backward(dx, dy, y), () -> ReferenceLayers.sigmoidBackward(dx, dy, y));
        });
  }

  private static KernelSpec softplusForward(int columns) {
    return KernelSpec.of(
        GROUP,
        named("Softplus.forward", columns),
        LayerCosts.softplusForward(BATCH * columns),
        m -> {
          Matrix y = m.result(BATCH, columns);
          Matrix x = m.uniform(BATCH, columns, -5, 5);
          return calls(() -> Softplus.forward(y, x), () -> ReferenceLayers.softplusForward(y, x));
        });
  }

  private static KernelSpec softplusBackward(int columns) {
    return KernelSpec.of(
        GROUP,
        named("Softplus.backward", columns),
        LayerCosts.softplusBackward(BATCH * columns),
        m -> {
          Matrix dx = m.result(BATCH, columns);
          Matrix dy = m.uniform(BATCH, columns, -1, 1);
          Matrix x = m.uniform(BATCH, columns, -5, 5);
          Matrix scratch = m.zeros(1, columns);
          return calls(
              () -> Softplus.backward(dx, dy, x, scratch),
              () -> ReferenceLayers.softplusBackward(dx, dy, x));
        });
  }

  private static KernelSpec clipForward(int columns) {
    return KernelSpec.of(
        GROUP,
        named("Clip.forward", columns),
        LayerCosts.clipForward(BATCH * columns),
        m -> {
          Matrix y = m.result(BATCH, columns);
          Matrix x = m.uniform(BATCH, columns, -2, 2);
          return calls(() -> Clip.forward(y, x, 1), () -> ReferenceLayers.clipForward(y, x, 1));
        });
  }

  private static KernelSpec clipBackward(int columns) {
    return KernelSpec.of(
        GROUP,
        named("Clip.backward", columns),
        LayerCosts.clipBackward(BATCH * columns),
        m -> {
          Matrix dx = m.result(m.uniform(BATCH, columns, -1, 1));
          Matrix x = m.uniform(BATCH, columns, -2, 2);
          return calls(() -> Clip.backward(dx, x, 1), () -> ReferenceLayers.clipBackward(dx, x, 1));
        });
  }
}
