package io.github.tapehead.model.imports;

import java.util.Arrays;
import java.util.stream.DoubleStream;

/**
 * The shape of pytorch-ntm: {@code nn.LSTM} with two biases and gates i, f, g, o, a linear layer
 * for each head, all weights [out, in]. It begins with weightings of zeros.
 */
final class TorchNtm extends ForeignNtm {
  private static final String LSTM = "ntm.controller.lstm.";
  private static final String READ = "ntm.heads.0.fc_read.";
  private static final String WRITE = "ntm.heads.1.fc_write.";

  /** What is added to the sum of a sharpened weighting before dividing by it. */
  double sharpeningConstant = 1e-16;

  private final boolean rectified;

  /**
   * Draws a network.
   *
   * @param rectified whether heads have rectifiers, as they had at first
   */
  TorchNtm(
      boolean rectified, int inputs, int outputs, int hidden, int locations, int width, long seed) {
    super(inputs, outputs, hidden, locations, width, seed);
    this.rectified = rectified;
    draw("memory.mem_bias", 0.2, locations, width);
    alias("ntm.memory.mem_bias", "memory.mem_bias");
    alias("ntm.heads.0.memory.mem_bias", "memory.mem_bias");
    alias("ntm.heads.1.memory.mem_bias", "memory.mem_bias");
    draw("ntm.read0_bias", 0.2, 1, width);
    draw("ntm.controller.lstm_h_bias", 0.3, 1, 1, hidden);
    draw("ntm.controller.lstm_c_bias", 0.3, 1, 1, hidden);
    draw(LSTM + "weight_ih_l0", 1 / Math.sqrt(inputs + width), 4 * hidden, inputs + width);
    draw(LSTM + "weight_hh_l0", 1 / Math.sqrt(hidden), 4 * hidden, hidden);
    draw(LSTM + "bias_ih_l0", 0.5, 4 * hidden);
    draw(LSTM + "bias_hh_l0", 0.5, 4 * hidden);
    draw(READ + "weight", 2 / Math.sqrt(hidden), width + 6, hidden);
    draw(READ + "bias", 1, width + 6);
    draw(WRITE + "weight", 2 / Math.sqrt(hidden), 3 * width + 6, hidden);
    draw(WRITE + "bias", 1, 3 * width + 6);
    draw("ntm.fc.weight", 1 / Math.sqrt(hidden), outputs, hidden + width);
    draw("ntm.fc.bias", 1, outputs);
  }

  @Override
  void begin() {
    h = values("ntm.controller.lstm_h_bias");
    c = values("ntm.controller.lstm_c_bias");
    read = values("ntm.read0_bias");
    memory = matrix(values("memory.mem_bias"));
    readWeighting = new double[locations];
    writeWeighting = new double[locations];
  }

  @Override
  double[] step(float[] input) {
    double[] ih = linear(LSTM + "weight_ih_l0", LSTM + "bias_ih_l0", joined(doubles(input), read));
    double[] hh = linear(LSTM + "weight_hh_l0", LSTM + "bias_hh_l0", h);
    double[][] gates = new double[4][hidden];
    for (int j = 0; j < 4 * hidden; j++) {
      gates[j / hidden][j % hidden] = ih[j] + hh[j];
    }
    lstm(gates[0], gates[1], gates[2], gates[3]);
    double[] reading = linear(READ + "weight", READ + "bias", h);
    double[] writing = linear(WRITE + "weight", WRITE + "bias", h);
    double[] erase = Arrays.copyOfRange(writing, width + 6, 2 * width + 6);
    double[] add = Arrays.copyOfRange(writing, 2 * width + 6, 3 * width + 6);
    if (rectified) {
      erase = relu(erase);
      add = relu(add);
    } else {
      erase = DoubleStream.of(erase).map(ForeignNtm::sigmoid).toArray();
    }
    access(head(reading), head(writing), erase, add);
    return linear("ntm.fc.weight", "ntm.fc.bias", joined(h, read));
  }

  private Head head(double[] raw) {
    double[] key = Arrays.copyOf(raw, width);
    double gate = sigmoid(raw[width + 1]);
    double[] shift = Arrays.copyOfRange(raw, width + 2, width + 5);
    return rectified
        ? new Head(
            relu(key),
            Math.max(0, raw[width]),
            gate,
            softmax(relu(shift)),
            1 + Math.max(0, raw[width + 5]))
        : new Head(key, softplus(raw[width]), gate, softmax(shift), 1 + softplus(raw[width + 5]));
  }

  private static double[] relu(double[] x) {
    return DoubleStream.of(x).map(value -> Math.max(0, value)).toArray();
  }

  /** {@code cosine_similarity(memory + 1e-16, k + 1e-16)}. */
  @Override
  double similarity(double[] key, double[] location) {
    double dot = 0;
    double keys = 0;
    double locations = 0;
    for (int m = 0; m < width; m++) {
      double k = key[m] + 1e-16;
      double v = location[m] + 1e-16;
      dot += k * v;
      keys += k * k;
      locations += v * v;
    }
    return dot / Math.max(Math.sqrt(keys) * Math.sqrt(locations), 1e-8);
  }

  @Override
  double[] normalized(double[] w) {
    double sum = DoubleStream.of(w).sum() + sharpeningConstant;
    return DoubleStream.of(w).map(value -> value / sum).toArray();
  }

  /** {@code conv1d(cat([w[-1:], w, w[:1]]), s)}, which does not turn s around. */
  @Override
  double[] convolve(double[] w, double[] s) {
    double[] t = joined(new double[] {w[locations - 1]}, w, new double[] {w[0]});
    double[] out = new double[locations];
    for (int n = 0; n < locations; n++) {
      for (int j = 0; j < 3; j++) {
        out[n] += t[n + j] * s[j];
      }
    }
    return out;
  }

  /** {@code nn.Linear}: weight [out, in]. */
  private double[] linear(String weight, String bias, double[] in) {
    float[] w = floats(weight);
    double[] out = values(bias);
    for (int j = 0; j < out.length; j++) {
      for (int k = 0; k < in.length; k++) {
        out[j] += w[j * in.length + k] * in[k];
      }
    }
    return out;
  }
}
