package io.github.tapehead.model.imports;

import io.github.tapehead.model.safetensors.Safetensors;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SequencedMap;
import java.util.stream.IntStream;

/**
 * A Neural Turing Machine of another program: its own names, shapes and orders of weights, run in
 * plain loops of doubles that know nothing of this library's layout. One read head, one write head
 * and an LSTM of one layer; both heads address the old memory, which is read, then written.
 */
abstract class ForeignNtm {
  final int inputs;
  final int outputs;
  final int hidden;
  final int locations;
  final int width;
  double[] h;
  double[] c;
  double[] read;
  double[] readWeighting;
  double[] writeWeighting;
  double[][] memory;

  private final SequencedMap<String, Safetensors.Entry> tensors = new LinkedHashMap<>();
  private final Random random;

  /** What a head is told; the shift as {@link #convolve} takes it. */
  record Head(double[] key, double strength, double gate, double[] shift, double sharpening) {}

  ForeignNtm(int inputs, int outputs, int hidden, int locations, int width, long seed) {
    this.inputs = inputs;
    this.outputs = outputs;
    this.hidden = hidden;
    this.locations = locations;
    this.width = width;
    random = new Random(seed);
  }

  /** Draws a tensor of the file. */
  final void draw(String name, double deviation, Integer... shape) {
    int size = List.of(shape).stream().reduce(1, (a, b) -> a * b);
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = (float) (deviation * random.nextGaussian());
    }
    tensors.put(name, new Safetensors.Entry(List.of(shape), values));
  }

  /** The same tensor under another name too. */
  final void alias(String name, String of) {
    tensors.put(name, tensors.get(of));
  }

  final float[] floats(String name) {
    return tensors.get(name).values();
  }

  final double[] values(String name) {
    return doubles(floats(name));
  }

  final double[][] matrix(double[] values) {
    double[][] matrix = new double[locations][width];
    for (int n = 0; n < locations; n++) {
      System.arraycopy(values, n * width, matrix[n], 0, width);
    }
    return matrix;
  }

  /** Takes the tensors of a file instead of those that were drawn. */
  final void read(Path file) throws IOException {
    Safetensors source = Safetensors.read(file);
    for (Map.Entry<String, Safetensors.Entry> tensor : tensors.entrySet()) {
      float[] values = source.finite(tensor.getKey());
      tensor.setValue(new Safetensors.Entry(tensor.getValue().shape(), values));
    }
  }

  final void write(Path file) throws IOException {
    Safetensors.write(file, Map.of("format", "pt"), tensors);
  }

  /** Sets the state before the first step. */
  abstract void begin();

  /** Runs a step from an input; gives the logits. */
  abstract double[] step(float[] input);

  /** The other program's circular convolution. */
  abstract double[] convolve(double[] weighting, double[] shift);

  /** The other program's cosine similarity. */
  abstract double similarity(double[] key, double[] location);

  /** What the other program divides by its sum. */
  abstract double[] normalized(double[] weighting);

  private double[] address(Head head, double[] previous) {
    double[] weighting = new double[locations];
    for (int n = 0; n < locations; n++) {
      weighting[n] = head.strength() * similarity(head.key(), memory[n]);
    }
    weighting = softmax(weighting);
    for (int n = 0; n < locations; n++) {
      weighting[n] = head.gate() * weighting[n] + (1 - head.gate()) * previous[n];
    }
    double[] shifted = convolve(weighting, head.shift());
    for (int n = 0; n < locations; n++) {
      shifted[n] = Math.pow(shifted[n], head.sharpening());
    }
    return normalized(shifted);
  }

  /** Both heads address the memory; it is read, then written. */
  final void access(Head reading, Head writing, double[] erase, double[] add) {
    readWeighting = address(reading, readWeighting);
    writeWeighting = address(writing, writeWeighting);
    read = new double[width];
    for (int n = 0; n < locations; n++) {
      for (int m = 0; m < width; m++) {
        read[m] += readWeighting[n] * memory[n][m];
        memory[n][m] =
            memory[n][m] * (1 - writeWeighting[n] * erase[m]) + writeWeighting[n] * add[m];
      }
    }
  }

  final void lstm(double[] i, double[] f, double[] g, double[] o) {
    for (int u = 0; u < hidden; u++) {
      c[u] = sigmoid(f[u]) * c[u] + sigmoid(i[u]) * Math.tanh(g[u]);
      h[u] = sigmoid(o[u]) * Math.tanh(c[u]);
    }
  }

  static double[] joined(double[]... parts) {
    return List.of(parts).stream().flatMapToDouble(Arrays::stream).toArray();
  }

  static double[] doubles(float[] values) {
    return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
  }

  static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  static double softplus(double x) {
    return Math.log1p(Math.exp(x));
  }

  static double[] softmax(double[] x) {
    double sum = 0;
    double[] y = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      y[i] = Math.exp(x[i]);
      sum += y[i];
    }
    for (int i = 0; i < x.length; i++) {
      y[i] /= sum;
    }
    return y;
  }
}
