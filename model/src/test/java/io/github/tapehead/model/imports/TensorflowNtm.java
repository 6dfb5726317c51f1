package io.github.tapehead.model.imports;

import java.util.Arrays;
import java.util.stream.DoubleStream;

/**
 * The shape of MarkPKCollier/NeuralTuringMachine in TensorFlow 1: a {@code BasicLSTMCell} with
 * gates i, j, f, o and a forget bias of 1 that is no weight, one layer for all heads, read heads
 * first, each with all it needs but what is written, clipped to ±20.
 */
final class TensorflowNtm extends ForeignNtm {
  private static final String LSTM = "controller/multi_rnn_cell/cell_0/basic_lstm_cell/";
  private static final int CLIP = 20;

  TensorflowNtm(int inputs, int outputs, int hidden, int locations, int width, long seed) {
    super(inputs, outputs, hidden, locations, width, seed);
    draw("init/fully_connected/weights", 0.5, 1, width);
    draw("init/fully_connected_1/weights", 1, 1, locations);
    draw("init/fully_connected_2/weights", 1, 1, locations);
    draw("init/init_M", 0.2, locations, width);
    draw(
        LSTM + "kernel",
        1 / Math.sqrt(inputs + width + hidden),
        inputs + width + hidden,
        4 * hidden);
    draw(LSTM + "bias", 0.5, 4 * hidden);
    draw("o2p/fully_connected/weights", 2 / Math.sqrt(hidden), hidden, 2 * (width + 6) + 2 * width);
    // Some of these are beyond the clip.
    draw("o2p/fully_connected/biases", 8, 2 * (width + 6) + 2 * width);
    draw("o2o/fully_connected/weights", 1 / Math.sqrt(hidden), hidden + width, outputs);
    draw("o2o/fully_connected/biases", 1, outputs);
  }

  @Override
  void begin() {
    h = new double[hidden];
    c = new double[hidden];
    read = values("init/fully_connected/weights");
    for (int m = 0; m < width; m++) {
      read[m] = Math.tanh(read[m]);
    }
    readWeighting = softmax(values("init/fully_connected_1/weights"));
    writeWeighting = softmax(values("init/fully_connected_2/weights"));
    memory = matrix(values("init/init_M"));
  }

  @Override
  double[] step(float[] input) {
    double[] z = dense(LSTM + "kernel", LSTM + "bias", joined(doubles(input), read, h));
    double[] i = Arrays.copyOf(z, hidden);
    double[] j = Arrays.copyOfRange(z, hidden, 2 * hidden);
    double[] f = Arrays.copyOfRange(z, 2 * hidden, 3 * hidden);
    double[] o = Arrays.copyOfRange(z, 3 * hidden, 4 * hidden);
    for (int u = 0; u < hidden; u++) {
      f[u] += 1;
    }
    lstm(i, f, j, o);
    double[] p = dense("o2p/fully_connected/weights", "o2p/fully_connected/biases", h);
    for (int k = 0; k < p.length; k++) {
      p[k] = Math.clamp(p[k], -CLIP, CLIP);
    }
    int one = width + 6;
    double[] erase = new double[width];
    double[] add = new double[width];
    for (int m = 0; m < width; m++) {
      erase[m] = sigmoid(p[2 * one + m]);
      add[m] = Math.tanh(p[2 * one + width + m]);
    }
    access(head(p, 0), head(p, one), erase, add);
    return dense("o2o/fully_connected/weights", "o2o/fully_connected/biases", joined(h, read));
  }

  private Head head(double[] p, int first) {
    double[] key = Arrays.copyOfRange(p, first, first + width);
    for (int m = 0; m < width; m++) {
      key[m] = Math.tanh(key[m]);
    }
    int next = first + width;
    return new Head(
        key,
        softplus(p[next]),
        sigmoid(p[next + 1]),
        softmax(Arrays.copyOfRange(p, next + 2, next + 5)),
        1 + softplus(p[next + 5]));
  }

  /** A matrix of the locations, made of the shift with zeros in its middle, backwards, twice. */
  @Override
  double[] convolve(double[] w, double[] s) {
    double[] padded = new double[locations];
    padded[0] = s[0];
    padded[1] = s[1];
    padded[locations - 1] = s[2];
    double[] t = new double[2 * locations];
    for (int k = 0; k < 2 * locations; k++) {
      t[k] = padded[locations - 1 - k % locations];
    }
    double[] out = new double[locations];
    for (int n = 0; n < locations; n++) {
      for (int j = 0; j < locations; j++) {
        out[n] += w[j] * t[locations - n - 1 + j];
      }
    }
    return out;
  }

  @Override
  double similarity(double[] key, double[] location) {
    double dot = 0;
    double keys = 0;
    double locations = 0;
    for (int m = 0; m < width; m++) {
      dot += key[m] * location[m];
      keys += key[m] * key[m];
      locations += location[m] * location[m];
    }
    return dot / (Math.sqrt(keys) * Math.sqrt(locations) + 1e-8);
  }

  @Override
  double[] normalized(double[] w) {
    double sum = DoubleStream.of(w).sum();
    return DoubleStream.of(w).map(value -> value / sum).toArray();
  }

  /** A dense layer: weight [in, out]. */
  private double[] dense(String weight, String bias, double[] in) {
    float[] w = floats(weight);
    double[] out = values(bias);
    for (int k = 0; k < in.length; k++) {
      for (int j = 0; j < out.length; j++) {
        out[j] += in[k] * w[k * out.length + j];
      }
    }
    return out;
  }
}
