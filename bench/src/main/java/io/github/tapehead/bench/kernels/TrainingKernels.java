package io.github.tapehead.bench.kernels;

import static io.github.tapehead.bench.kernels.KernelCases.BATCH;
import static io.github.tapehead.bench.kernels.KernelCases.STEPS;
import static io.github.tapehead.bench.kernels.KernelSpec.calls;

import io.github.tapehead.kernels.Adam;
import io.github.tapehead.kernels.Axpy;
import io.github.tapehead.kernels.BinaryCrossEntropy;
import io.github.tapehead.kernels.CategoricalCrossEntropy;
import io.github.tapehead.kernels.GradientClip;
import io.github.tapehead.kernels.GravesRmsProp;
import io.github.tapehead.kernels.Matrix;
import io.github.tapehead.kernels.Momentum;
import io.github.tapehead.kernels.reference.ReferenceLoss;
import io.github.tapehead.kernels.reference.ReferenceOptimizers;
import io.github.tapehead.model.ControllerKind;
import io.github.tapehead.model.Layout;
import io.github.tapehead.model.NetworkConfiguration;
import java.util.List;

/**
 * Loss, clipping and updates, the latter two of all parameters. The learning rate is so small that
 * the parameters stay where they are.
 */
final class TrainingKernels {
  private static final String GROUP = "training";
  private static final int BITS = 8;

  /** Different characters of a text. */
  private static final int SYMBOLS = 96;

  private static final int ROWS = BATCH * STEPS;
  private static final int PARAMETERS =
      (int)
          Layout.of(NetworkConfiguration.ntm(ControllerKind.LSTM, BITS + 2, BITS)).parameterCount();
  private static final float RATE = 1e-12f;

  private TrainingKernels() {}

  static List<KernelSpec> specs() {
    return List.of(
        crossEntropyForward(),
        crossEntropyBackward(),
        categoricalCrossEntropyForward(),
        categoricalCrossEntropyBackward(),
        axpy(),
        clipByValue(),
        clipByNorm(),
        norm(),
        momentum(),
        gravesRmsProp(),
        adam());
  }

  /** The second half of the rows counts. */
  private static Matrix mask(Arguments m) {
    Matrix mask = m.zeros(ROWS, 1);
    mask.rows(ROWS / 2, ROWS / 2).fill(1);
    return mask;
  }

  private static KernelSpec crossEntropyForward() {
    return KernelSpec.of(
        GROUP,
        "BinaryCrossEntropy.forward",
        LayerCosts.crossEntropyForward(ROWS / 2, BITS),
        m -> {
          Matrix loss = m.result(1, 1);
          Matrix logits = m.uniform(ROWS, BITS, -5, 5);
          Matrix targets = m.bits(ROWS, BITS);
          Matrix mask = mask(m);
          Matrix scratch = m.zeros(1, BITS);
          return calls(
              () ->
                  loss.set(
                      0, 0, (float) BinaryCrossEntropy.forward(logits, targets, mask, scratch)),
              () ->
                  loss.set(
                      0,
                      0,
                      (float) ReferenceLoss.binaryCrossEntropyForward(logits, targets, mask)));
        });
  }

  private static KernelSpec crossEntropyBackward() {
    return KernelSpec.of(
        GROUP,
        "BinaryCrossEntropy.backward",
        LayerCosts.crossEntropyBackward(ROWS / 2, BITS),
        m -> {
          Matrix dLogits = m.result(ROWS, BITS);
          Matrix logits = m.uniform(ROWS, BITS, -5, 5);
          Matrix targets = m.bits(ROWS, BITS);
          Matrix mask = mask(m);
          Matrix scratch = m.zeros(1, BITS);
          return calls(
              () -> BinaryCrossEntropy.backward(dLogits, logits, targets, mask, 0.5f, scratch),
              () -> ReferenceLoss.binaryCrossEntropyBackward(dLogits, logits, targets, mask, 0.5f));
        });
  }

  private static KernelSpec categoricalCrossEntropyForward() {
    return KernelSpec.of(
        GROUP,
        "CategoricalCrossEntropy.forward",
        LayerCosts.categoricalCrossEntropyForward(ROWS / 2, SYMBOLS),
        m -> {
          Matrix loss = m.result(1, 1);
          Matrix logits = m.uniform(ROWS, SYMBOLS, -5, 5);
          Matrix targets = symbols(m);
          Matrix mask = mask(m);
          Matrix scratch = m.zeros(1, SYMBOLS);
          return calls(
              () ->
                  loss.set(
                      0,
                      0,
                      (float) CategoricalCrossEntropy.forward(logits, targets, mask, scratch)),
              () ->
                  loss.set(
                      0,
                      0,
                      (float) ReferenceLoss.categoricalCrossEntropyForward(logits, targets, mask)));
        });
  }

  private static KernelSpec categoricalCrossEntropyBackward() {
    return KernelSpec.of(
        GROUP,
        "CategoricalCrossEntropy.backward",
        LayerCosts.categoricalCrossEntropyBackward(ROWS / 2, SYMBOLS),
        m -> {
          Matrix dLogits = m.result(ROWS, SYMBOLS);
          Matrix logits = m.uniform(ROWS, SYMBOLS, -5, 5);
          Matrix targets = symbols(m);
          Matrix mask = mask(m);
          Matrix scratch = m.zeros(1, SYMBOLS);
          return calls(
              () -> CategoricalCrossEntropy.backward(dLogits, logits, targets, mask, 0.5f, scratch),
              () ->
                  ReferenceLoss.categoricalCrossEntropyBackward(
                      dLogits, logits, targets, mask, 0.5f));
        });
  }

  /** One symbol a row. */
  private static Matrix symbols(Arguments m) {
    Matrix targets = m.zeros(ROWS, SYMBOLS);
    for (int r = 0; r < ROWS; r++) {
      targets.set(r, 7 * r % SYMBOLS, 1);
    }
    return targets;
  }

  private static Matrix gradients(Arguments m) {
    return m.uniform(1, PARAMETERS, -1, 1);
  }

  private static KernelSpec axpy() {
    return KernelSpec.of(
        GROUP,
        "Axpy.forward",
        LayerCosts.axpy(PARAMETERS),
        m -> {
          Matrix y = m.result(1, PARAMETERS);
          Matrix x = gradients(m);
          return calls(
              () -> Axpy.forward(y, 1e-9f, x), () -> ReferenceOptimizers.axpy(y, 1e-9f, x));
        });
  }

  private static KernelSpec clipByValue() {
    return KernelSpec.of(
        GROUP,
        "GradientClip.byValue",
        LayerCosts.clipByValue(PARAMETERS),
        m -> {
          Matrix g = m.result(gradients(m));
          return calls(
              () -> GradientClip.byValue(g, 0.5f), () -> ReferenceOptimizers.clipByValue(g, 0.5f));
        });
  }

  /** Gradients are copied in each call, which counts, for they would not be clipped twice. */
  private static KernelSpec clipByNorm() {
    return KernelSpec.of(
        GROUP,
        "GradientClip.byNorm",
        LayerCosts.clipByNorm(PARAMETERS).plus(Cost.of(0, 2 * PARAMETERS)),
        m -> {
          Matrix source = gradients(m);
          Matrix g = m.result(1, PARAMETERS);
          Matrix norm = m.result(1, 1);
          return calls(
              () -> {
                g.copyFrom(source);
                norm.set(0, 0, (float) GradientClip.byNorm(g, 1));
              },
              () -> {
                g.copyFrom(source);
                norm.set(0, 0, (float) ReferenceOptimizers.clipByNorm(g, 1));
              });
        });
  }

  private static KernelSpec norm() {
    return KernelSpec.of(
        GROUP,
        "GradientClip.norm",
        LayerCosts.norm(PARAMETERS),
        m -> {
          Matrix g = gradients(m);
          Matrix norm = m.result(1, 1);
          return calls(
              () -> norm.set(0, 0, (float) GradientClip.norm(g)),
              () -> norm.set(0, 0, (float) ReferenceOptimizers.norm(g)));
        });
  }

  private static KernelSpec momentum() {
    return KernelSpec.of(
        GROUP,
        "Momentum.step",
        LayerCosts.momentum(PARAMETERS),
        m -> {
          Matrix parameters = m.result(m.uniform(1, PARAMETERS, -1, 1));
          Matrix velocity = m.result(1, PARAMETERS);
          Matrix g = gradients(m);
          return calls(
              () -> Momentum.step(parameters, velocity, g, RATE, 0.9f),
              () -> ReferenceOptimizers.momentum(parameters, velocity, g, RATE, 0.9f));
        });
  }

  private static KernelSpec gravesRmsProp() {
    return KernelSpec.of(
        GROUP,
        "GravesRmsProp.step",
        LayerCosts.gravesRmsProp(PARAMETERS),
        m -> {
          Matrix p = m.result(m.uniform(1, PARAMETERS, -1, 1));
          Matrix squares = m.result(1, PARAMETERS);
          Matrix means = m.result(1, PARAMETERS);
          Matrix v = m.result(1, PARAMETERS);
          Matrix g = gradients(m);
          return calls(
              () -> GravesRmsProp.step(p, squares, means, v, g, RATE, 0.95f, 0.9f, 1e-4f),
              () ->
                  ReferenceOptimizers.gravesRmsProp(
                      p, squares, means, v, g, RATE, 0.95f, 0.9f, 1e-4f));
        });
  }

  private static KernelSpec adam() {
    return KernelSpec.of(
        GROUP,
        "Adam.step",
        LayerCosts.adam(PARAMETERS),
        m -> {
          Matrix p = m.result(m.uniform(1, PARAMETERS, -1, 1));
          Matrix means = m.result(1, PARAMETERS);
          Matrix squares = m.result(1, PARAMETERS);
          Matrix g = gradients(m);
          return calls(
              () -> Adam.step(p, means, squares, g, RATE, 0.9f, 0.999f, 1e-8f, 100),
              () -> ReferenceOptimizers.adam(p, means, squares, g, RATE, 0.9f, 0.999f, 1e-8f, 100));
        });
  }
}
