package io.github.tapehead.bench.kernels;

import static io.github.tapehead.bench.kernels.KernelCases.BATCH;
import static io.github.tapehead.bench.kernels.KernelCases.HIDDEN;
import static io.github.tapehead.bench.kernels.KernelSpec.calls;

import io.github.tapehead.kernels.Clip;
import io.github.tapehead.kernels.Exponential;
import io.github.tapehead.kernels.Matrix;
import io.github.tapehead.kernels.Relu;
import io.github.tapehead.kernels.Sigmoid;
import io.github.tapehead.kernels.Softplus;
import io.github.tapehead.kernels.Tanh;
import io.github.tapehead.kernels.reference.ReferenceLayers;
import java.util.ArrayList;
import java.util.List;

/**
 * Nonlinearities and clipping, at the widths that the heads' parameters have in the network, and at
 * 400 columns, where the arithmetic outweighs the call.
 */
final class ActivationKernels {
  private static final String GROUP = ControllerKernels.GROUP;
  private static final int WIDE = 4 * HIDDEN;

  private ActivationKernels() {}

  static List<KernelSpec> specs() {
    List<KernelSpec> specs = new ArrayList<>();
    for (int columns : new int[] {60, WIDE}) {
      specs.add(tanhForward(columns));
      specs.add(tanhBackward(columns));
    }
    for (int columns : new int[] {22, WIDE}) {
      specs.add(sigmoidForward(columns));
      specs.add(sigmoidBackward(columns));
    }
    for (int columns : new int[] {4, WIDE}) {
      specs.add(softplusForward(columns));
      specs.add(softplusBackward(columns));
    }
    for (int columns : new int[] {60, WIDE}) {
      specs.add(reluForward(columns));
      specs.add(reluBackward(columns));
    }
    for (int columns : new int[] {4, WIDE}) {
      specs.add(exponentialForward(columns));
      specs.add(exponentialBackward(columns));
    }
    for (int columns : new int[] {92, WIDE}) {
      specs.add(clipForward(columns));
      specs.add(clipBackward(columns));
    }
    return List.copyOf(specs);
  }

  private static String named(String kernel, int columns) {
    return kernel + "-" + BATCH + "x" + columns;
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

  private static KernelSpec reluForward(int columns) {
    return KernelSpec.of(
        GROUP,
        named("Relu.forward", columns),
        LayerCosts.reluForward(BATCH * columns),
        m -> {
          Matrix y = m.result(BATCH, columns);
          Matrix x = m.uniform(BATCH, columns, -2, 2);
          return calls(() -> Relu.forward(y, x), () -> ReferenceLayers.reluForward(y, x));
        });
  }

  private static KernelSpec reluBackward(int columns) {
    return KernelSpec.of(
        GROUP,
        named("Relu.backward", columns),
        LayerCosts.reluBackward(BATCH * columns),
        m -> {
          Matrix dx = m.result(m.uniform(BATCH, columns, -1, 1));
          Matrix x = m.uniform(BATCH, columns, -2, 2);
          return calls(() -> Relu.backward(dx, x), () -> ReferenceLayers.reluBackward(dx, x));
        });
  }

  private static KernelSpec exponentialForward(int columns) {
    return KernelSpec.of(
        GROUP,
        named("Exponential.forward", columns),
        LayerCosts.exponentialForward(BATCH * columns),
        m -> {
          Matrix y = m.result(BATCH, columns);
          Matrix x = m.uniform(BATCH, columns, -3, 3);
          return calls(
              () -> Exponential.forward(y, x), () -> ReferenceLayers.exponentialForward(y, x));
        });
  }

  private static KernelSpec exponentialBackward(int columns) {
    return KernelSpec.of(
        GROUP,
        named("Exponential.backward", columns),
        LayerCosts.exponentialBackward(BATCH * columns),
        m -> {
          Matrix dx = m.result(BATCH, columns);
          Matrix dy = m.uniform(BATCH, columns, -1, 1);
          Matrix y = m.uniform(BATCH, columns, 0.1f, 9);
          return calls(
              () -> Exponential.backward(dx, dy, y),
              () -> ReferenceLayers.exponentialBackward(dx, dy, y));
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
