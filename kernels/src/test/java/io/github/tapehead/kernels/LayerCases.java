package io.github.tapehead.kernels;

import static io.github.tapehead.kernels.GemmCases.roundings;
import static io.github.tapehead.kernels.Values.uniform;

import io.github.tapehead.kernels.KernelCases.Size;
import io.github.tapehead.kernels.reference.ReferenceLayers;
import io.github.tapehead.kernels.reference.ReferenceLoss;
import java.util.Arrays;
import java.util.stream.Stream;

/** Cases of bias, elementwise functions, clipping, LSTM gates and loss. */
final class LayerCases {
  private static final float SCALE = 0.3f;
  private static final float LIMIT = 2.5f;

  private LayerCases() {}

  static Stream<KernelCase> at(Size size) {
    int rows = size.batch();
    int n = size.n();
    return Stream.of(
        bias(rows, n),
        sigmoid(rows, n),
        tanh(rows, n),
        softplus(rows, n),
        relu(rows, n),
        exponential(rows, n),
        clip(rows, n),
        lstm(rows, n),
        crossEntropy(rows * size.heads(), n),
        categoricalCrossEntropy(rows * size.heads(), n));
  }

  private static KernelCase bias(int rows, int n) {
    return new CaseBuilder("Bias " + rows + "x" + n)
        .output("out", rows, n)
        .input("bias", 1, n, uniform(-2, 2))
        .forward(
            m -> Bias.forward(m[0], m[1]),
            m -> ReferenceLayers.biasForward(m[0], m[1]),
            v -> new double[][] {Oracles.repeat(v[0], rows)})
        .gradient("dBias", "bias")
        .incoming("dOut", "out")
        .build(0, m -> Bias.backward(m[0], m[1]), m -> ReferenceLayers.biasBackward(m[0], m[1]));
  }

  private static KernelCase sigmoid(int rows, int n) {
    return new CaseBuilder("Sigmoid " + rows + "x" + n)
        .output("y", rows, n)
        .input("x", rows, n, uniform(-8, 8))
        .forward(
            m -> Sigmoid.forward(m[0], m[1]),
            m -> ReferenceLayers.sigmoidForward(m[0], m[1]),
            v -> new double[][] {Oracles.map(v[0], Oracles::sigmoid)})
        .gradient("dx", "x")
        .incoming("dy", "y")
        .value("y")
        .build(
            8,
            m -> Sigmoid.backward(m[0], m[1], m[2]),
            m -> ReferenceLayers.sigmoidBackward(m[0], m[1], m[2]));
  }

  private static KernelCase tanh(int rows, int n) {
    return new CaseBuilder("Tanh " + rows + "x" + n)
        .output("y", rows, n)
        .input("x", rows, n, uniform(-4, 4))
        .forward(
            m -> Tanh.forward(m[0], m[1]),
            m -> ReferenceLayers.tanhForward(m[0], m[1]),
            v -> new double[][] {Oracles.map(v[0], Math::tanh)})
        .gradient("dx", "x")
        .incoming("dy", "y")
        .value("y")
        .build(
            8,
            m -> Tanh.backward(m[0], m[1], m[2]),
            m -> ReferenceLayers.tanhBackward(m[0], m[1], m[2]));
  }

  private static KernelCase softplus(int rows, int n) {
    return new CaseBuilder("Softplus " + rows + "x" + n)
        .output("y", rows, n)
        .input("x", rows, n, uniform(-8, 8))
        .forward(
            m -> Softplus.forward(m[0], m[1]),
            m -> ReferenceLayers.softplusForward(m[0], m[1]),
            v -> new double[][] {Oracles.map(v[0], Oracles::softplus)})
        .gradient("dx", "x")
        .incoming("dy", "y")
        .value("x")
        .backwardScratch(1, Simd.padded(n))
        .build(
            8,
            m -> Softplus.backward(m[0], m[1], m[2], m[3]),
            m -> ReferenceLayers.softplusBackward(m[0], m[1], m[2]));
  }

  private static KernelCase relu(int rows, int n) {
    return new CaseBuilder("Relu " + rows + "x" + n)
        .output("y", rows, n)
        .input("x", rows, n, uniform(-4, 4))
        .forward(
            m -> Relu.forward(m[0], m[1]),
            m -> ReferenceLayers.reluForward(m[0], m[1]),
            v -> new double[][] {Oracles.map(v[0], x -> Math.max(x, 0))})
        .carried("dx", "y", "x")
        .value("x")
        .build(0, m -> Relu.backward(m[0], m[1]), m -> ReferenceLayers.reluBackward(m[0], m[1]));
  }

  private static KernelCase exponential(int rows, int n) {
    return new CaseBuilder("Exponential " + rows + "x" + n)
        .output("y", rows, n)
        .input("x", rows, n, uniform(-8, 4))
        .forward(
            m -> Exponential.forward(m[0], m[1]),
            m -> ReferenceLayers.exponentialForward(m[0], m[1]),
            v -> new double[][] {Oracles.map(v[0], Math::exp)})
        .gradient("dx", "x")
        .incoming("dy", "y")
        .value("y")
        .sensitivity(Math.exp(4))
        .build(
            8,
            m -> Exponential.backward(m[0], m[1], m[2]),
            m -> ReferenceLayers.exponentialBackward(m[0], m[1], m[2]));
  }

  private static KernelCase clip(int rows, int n) {
    return new CaseBuilder("Clip " + rows + "x" + n)
        .output("y", rows, n)
        .input("x", rows, n, uniform(-4, 4))
        .forward(
            m -> Clip.forward(m[0], m[1], LIMIT),
            m -> ReferenceLayers.clipForward(m[0], m[1], LIMIT),
            v -> new double[][] {Oracles.map(v[0], x -> Math.clamp(x, -LIMIT, LIMIT))})
        .carried("dx", "y", "x")
        .value("x")
        .build(
            0,
            m -> Clip.backward(m[0], m[1], LIMIT),
            m -> ReferenceLayers.clipBackward(m[0], m[1], LIMIT));
  }

  private static KernelCase lstm(int rows, int n) {
    int gate = LstmGates.gateColumns(n);
    return new CaseBuilder("LstmGates " + rows + "x" + n)
        .output("hidden", rows, n)
        .output("cell", rows, n)
        .output("tanhCell", rows, n)
        .updated("gates", rows, 4 * gate, uniform(-3, 3))
        .adjusted(z -> withoutPad(z, n, gate))
        .input("previousCell", rows, n, uniform(-2, 2))
        .forward(
            m -> LstmGates.forward(m[0], m[1], m[2], m[3], m[4]),
            m -> ReferenceLayers.lstmForward(m[0], m[1], m[2], m[3], m[4]),
            v -> Oracles.lstm(v[0], v[1], rows, n))
        .overwritten("dGates", "gates")
        .carried("dCell", "cell", "previousCell")
        .incoming("dHidden", "hidden")
        .value("gates")
        .value("tanhCell")
        .value("previousCell")
        .build(
            12,
            m -> LstmGates.backward(m[0], m[1], m[2], m[3], m[4], m[5]),
            m -> ReferenceLayers.lstmBackward(m[0], m[1], m[2], m[3], m[4], m[5]));
  }

  /** Zeros between the columns of a gate and its whole vectors. */
  private static double[] withoutPad(double[] z, int n, int gate) {
    for (int i = 0; i < z.length; i++) {
      z[i] = i % gate < n ? z[i] : 0;
    }
    return z;
  }

  private static KernelCase crossEntropy(int rows, int n) {
    return new CaseBuilder("BinaryCrossEntropy " + rows + "x" + n)
        .returned("loss")
        .input("logits", rows, n, uniform(-6, 6))
        .input("targets", rows, n, u -> u < 0.4 ? 0 : u < 0.8 ? 1 : u)
        .input("mask", rows, 1, u -> u < 0.8 ? 1 : 0)
        .view()
        .scratch(1, Simd.padded(n))
        .forward(
            m -> m[0].set(0, 0, (float) BinaryCrossEntropy.forward(m[1], m[2], m[3], m[4])),
            m -> m[0].set(0, 0, (float) ReferenceLoss.binaryCrossEntropyForward(m[1], m[2], m[3])),
            v -> new double[][] {{Oracles.crossEntropy(v[0], v[1], v[2])}})
        .constantIncoming("loss", SCALE)
        .gradient("dLogits", "logits")
        .value("logits")
        .value("targets")
        .value("mask")
        .value("scratch")
        .build(
            roundings(n),
            m -> BinaryCrossEntropy.backward(m[0], m[1], m[2], m[3], SCALE, m[4]),
            m -> ReferenceLoss.binaryCrossEntropyBackward(m[0], m[1], m[2], m[3], SCALE));
  }

  private static KernelCase categoricalCrossEntropy(int rows, int n) {
    return new CaseBuilder("CategoricalCrossEntropy " + rows + "x" + n)
        .returned("loss")
        .input("logits", rows, n, uniform(-6, 6))
        .input("targets", rows, n, uniform(0.1, 1))
        .adjusted(y -> symbols(y, n))
        .input("mask", rows, 1, u -> u < 0.8 ? 1 : 0)
        .view()
        .scratch(1, Simd.padded(n))
        .forward(
            m -> m[0].set(0, 0, (float) CategoricalCrossEntropy.forward(m[1], m[2], m[3], m[4])),
            m ->
                m[0].set(
                    0, 0, (float) ReferenceLoss.categoricalCrossEntropyForward(m[1], m[2], m[3])),
            v -> new double[][] {{Oracles.categoricalCrossEntropy(v[0], v[1], v[2])}})
        .constantIncoming("loss", SCALE)
        .gradient("dLogits", "logits")
        .value("logits")
        .value("targets")
        .value("mask")
        .value("scratch")
        .build(
            roundings(n),
            m -> CategoricalCrossEntropy.backward(m[0], m[1], m[2], m[3], SCALE, m[4]),
            m -> ReferenceLoss.categoricalCrossEntropyBackward(m[0], m[1], m[2], m[3], SCALE));
  }

  /** One symbol in the first row, probabilities of all in the second, and so on. */
  private static double[] symbols(double[] y, int n) {
    for (int start = 0; start < y.length; start += n) {
      int symbol = start + (int) (y[start] * n) % n;
      boolean one = start / n % 2 == 0;
      double sum = Arrays.stream(y, start, start + n).sum();
      for (int i = start; i < start + n; i++) {
        y[i] = one ? i == symbol ? 1 : 0 : y[i] / sum;
      }
    }
    return y;
  }
}
