package io.github.tapehead.kernels;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/** The layers, the addressing and the loss in doubles, from their equations. */
final class Oracles {
  private Oracles() {}

  static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  static double softplus(double x) {
    return x > 0 ? x + Math.log1p(Math.exp(-x)) : Math.log1p(Math.exp(x));
  }

  static double[] map(double[] x, DoubleUnaryOperator f) {
    return Arrays.stream(x).map(f).toArray();
  }

  static double[] repeat(double[] row, int rows) {
    double[] out = new double[rows * row.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = row[i % row.length];
    }
    return out;
  }

  /** Hidden, cell, tanh(cell) and activated gates from z and the previous cell. */
  static double[][] lstm(double[] z, double[] previous, int rows, int n) {
    int gate = z.length / rows / 4;
    double[] hidden = new double[rows * n];
    double[] cell = new double[rows * n];
    double[] gates = new double[z.length];
    for (int j = 0; j < z.length; j++) {
      boolean candidate = j % (4 * gate) >= 3 * gate;
      gates[j] = candidate ? Math.tanh(z[j]) : sigmoid(z[j]);
    }
    for (int j = 0; j < rows * n; j++) {
      int i = j / n * 4 * gate + j % n;
      cell[j] = gates[i + gate] * previous[j] + gates[i] * gates[i + 3 * gate];
      hidden[j] = gates[i + 2 * gate] * Math.tanh(cell[j]);
    }
    return new double[][] {hidden, cell, map(cell, Math::tanh), gates};
  }

  /** Softmax over groups of {@code n} neighbours, of factor times x. */
  static double[] softmax(double[] x, double[] factors, int n) {
    double[] y = new double[x.length];
    for (int start = 0; start < x.length; start += n) {
      double factor = factors == null ? 1 : factors[start / n];
      double[] logits = map(Arrays.copyOfRange(x, start, start + n), v -> v * factor);
      double max = Arrays.stream(logits).max().orElseThrow();
      double sum = Arrays.stream(logits).map(v -> Math.exp(v - max)).sum();
      for (int i = 0; i < n; i++) {
        y[start + i] = Math.exp(logits[i] - max) / sum;
      }
    }
    return y;
  }

  static double[] interpolation(double[] content, double[] previous, double[] gate) {
    int n = content.length / gate.length;
    double[] gated = new double[content.length];
    for (int i = 0; i < gated.length; i++) {
      double g = gate[i / n];
      gated[i] = g * content[i] + (1 - g) * previous[i];
    }
    return gated;
  }

  /** Every location sends s(j) of its weight j places on. */
  static double[] circularShift(double[] gated, double[] shift, int batch) {
    int n = gated.length / batch;
    int shifts = shift.length / batch;
    double[] shifted = new double[gated.length];
    for (int b = 0; b < batch; b++) {
      for (int from = 0; from < n; from++) {
        for (int j = 0; j < shifts; j++) {
          int to = Math.floorMod(from + j - shifts / 2, n);
          shifted[b * n + to] += shift[b * shifts + j] * gated[b * n + from];
        }
      }
    }
    return shifted;
  }

  /** The weighting w̃^γ / Σ w̃^γ and the logarithms. */
  static double[][] sharpening(double[] shifted, double[] gamma) {
    int n = shifted.length / gamma.length;
    double[] weighting = new double[shifted.length];
    for (int b = 0; b < gamma.length; b++) {
      double sum = 0;
      for (int i = b * n; i < (b + 1) * n; i++) {
        weighting[i] = Math.pow(shifted[i] + 1e-16, gamma[b]);
        sum += weighting[i];
      }
      for (int i = b * n; i < (b + 1) * n; i++) {
        weighting[i] /= sum;
      }
    }
    return new double[][] {weighting, map(shifted, x -> Math.log(x + 1e-16))};
  }

  static double crossEntropy(double[] logits, double[] targets, double[] mask) {
    int n = logits.length / mask.length;
    double loss = 0;
    for (int i = 0; i < logits.length; i++) {
      double toOne = targets[i] * softplus(-logits[i]);
      double toZero = (1 - targets[i]) * softplus(logits[i]);
      loss += mask[i / n] == 0 ? 0 : toOne + toZero;
    }
    return loss;
  }

  static double categoricalCrossEntropy(double[] logits, double[] targets, double[] mask) {
    int n = logits.length / mask.length;
    double[] predicted = softmax(logits, null, n);
    double loss = 0;
    for (int i = 0; i < logits.length; i++) {
      loss -= mask[i / n] == 0 ? 0 : targets[i] * Math.log(predicted[i]);
    }
    return loss;
  }

  /** C + A·B. */
  static double[] product(double[] c, double[] a, double[] b, int m, int n) {
    int depth = b.length / n;
    double[] out = c.clone();
    for (int i = 0; i < m; i++) {
      for (int k = 0; k < depth; k++) {
        for (int j = 0; j < n; j++) {
          out[i * n + j] += a[i * depth + k] * b[k * n + j];
        }
      }
    }
    return out;
  }

  /** A matrix of {@code rows} rows, transposed. */
  static double[] transposed(double[] x, int rows) {
    int columns = x.length / rows;
    double[] out = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      out[i % columns * rows + i / columns] = x[i];
    }
    return out;
  }
}
