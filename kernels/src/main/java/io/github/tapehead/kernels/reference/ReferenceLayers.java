package io.github.tapehead.kernels.reference;

import io.github.tapehead.kernels.LstmGates;
import io.github.tapehead.kernels.Matrix;

/** Bias, elementwise functions and LSTM gates as plain loops. */
public final class ReferenceLayers {
  private ReferenceLayers() {}

  /** {@link io.github.tapehead.kernels.Bias#forward}. */
  public static void biasForward(Matrix out, Matrix bias) {
    for (int r = 0; r < out.rows(); r++) {
      for (int c = 0; c < out.columns(); c++) {
        out.set(r, c, bias.get(0, c));
      }
    }
  }

  /** {@link io.github.tapehead.kernels.Bias#backward}. */
  public static void biasBackward(Matrix dBias, Matrix dOut) {
    for (int r = 0; r < dOut.rows(); r++) {
      for (int c = 0; c < dOut.columns(); c++) {
        add(dBias, 0, c, dOut.get(r, c));
      }
    }
  }

  /** {@link io.github.tapehead.kernels.Sigmoid#forward}. */
  public static void sigmoidForward(Matrix y, Matrix x) {
    for (int r = 0; r < y.rows(); r++) {
      for (int c = 0; c < y.columns(); c++) {
        y.set(r, c, sigmoid(x.get(r, c)));
      }
    }
  }

  /** {@link io.github.tapehead.kernels.Sigmoid#backward}. */
  public static void sigmoidBackward(Matrix dx, Matrix dy, Matrix y) {
    for (int r = 0; r < dx.rows(); r++) {
      for (int c = 0; c < dx.columns(); c++) {
        float value = y.get(r, c);
        add(dx, r, c, dy.get(r, c) * value * (1 - value));
      }
    }
  }

  /** {@link io.github.tapehead.kernels.Tanh#forward}. */
  public static void tanhForward(Matrix y, Matrix x) {
    for (int r = 0; r < y.rows(); r++) {
      for (int c = 0; c < y.columns(); c++) {
        y.set(r, c, tanh(x.get(r, c)));
      }
    }
  }

  /** {@link io.github.tapehead.kernels.Tanh#backward}. */
  public static void tanhBackward(Matrix dx, Matrix dy, Matrix y) {
    for (int r = 0; r < dx.rows(); r++) {
      for (int c = 0; c < dx.columns(); c++) {
        float value = y.get(r, c);
        add(dx, r, c, dy.get(r, c) * (1 - value * value));
      }
    }
  }

  /** {@link io.github.tapehead.kernels.Softplus#forward}. */
  public static void softplusForward(Matrix y, Matrix x) {
    for (int r = 0; r < y.rows(); r++) {
      for (int c = 0; c < y.columns(); c++) {
        y.set(r, c, softplus(x.get(r, c)));
      }
    }
  }

  /** {@link io.github.tapehead.kernels.Softplus#backward}. */
  public static void softplusBackward(Matrix dx, Matrix dy, Matrix x) {
    for (int r = 0; r < dx.rows(); r++) {
      for (int c = 0; c < dx.columns(); c++) {
        add(dx, r, c, dy.get(r, c) * sigmoid(x.get(r, c)));
      }
    }
  }

  /** {@link io.github.tapehead.kernels.Relu#forward}. */
  public static void reluForward(Matrix y, Matrix x) {
    for (int r = 0; r < y.rows(); r++) {
      for (int c = 0; c < y.columns(); c++) {
        y.set(r, c, Math.max(x.get(r, c), 0));
      }
    }
  }

  /** {@link io.github.tapehead.kernels.Relu#backward}. */
  public static void reluBackward(Matrix dx, Matrix x) {
    for (int r = 0; r < dx.rows(); r++) {
      for (int c = 0; c < dx.columns(); c++) {
        if (x.get(r, c) <= 0) {
          dx.set(r, c, 0);
        }
      }
    }
  }

  /** {@link io.github.tapehead.kernels.Exponential#forward}. */
  public static void exponentialForward(Matrix y, Matrix x) {
    for (int r = 0; r < y.rows(); r++) {
      for (int c = 0; c < y.columns(); c++) {
        y.set(r, c, Math.min((float) Math.exp(x.get(r, c)), Float.MAX_VALUE));
      }
    }
  }

  /** {@link io.github.tapehead.kernels.Exponential#backward}. */
  public static void exponentialBackward(Matrix dx, Matrix dy, Matrix y) {
    for (int r = 0; r < dx.rows(); r++) {
      for (int c = 0; c < dx.columns(); c++) {
        float value = y.get(r, c);
        add(dx, r, c, value < Float.MAX_VALUE ? dy.get(r, c) * value : 0);
      }
    }
  }

  /** {@link io.github.tapehead.kernels.Clip#forward}. */
  public static void clipForward(Matrix y, Matrix x, float limit) {
    for (int r = 0; r < y.rows(); r++) {
      for (int c = 0; c < y.columns(); c++) {
        y.set(r, c, Math.min(Math.max(x.get(r, c), -limit), limit));
      }
    }
  }

  /** {@link io.github.tapehead.kernels.Clip#backward}. */
  public static void clipBackward(Matrix dx, Matrix x, float limit) {
    for (int r = 0; r < dx.rows(); r++) {
      for (int c = 0; c < dx.columns(); c++) {
        if (Math.abs(x.get(r, c)) >= limit) {
          dx.set(r, c, 0);
        }
      }
    }
  }

  /** {@link LstmGates#forward}. */
  public static void lstmForward(
      Matrix hidden, Matrix cell, Matrix tanhCell, Matrix gates, Matrix previousCell) {
    int gate = LstmGates.gateColumns(hidden.columns());
    for (int r = 0; r < hidden.rows(); r++) {
      for (int c = 0; c < 3 * gate; c++) {
        gates.set(r, c, sigmoid(gates.get(r, c)));
      }
      for (int c = 3 * gate; c < 4 * gate; c++) {
        gates.set(r, c, tanh(gates.get(r, c)));
      }
      for (int u = 0; u < hidden.columns(); u++) {
        float i = gates.get(r, u);
        float f = gates.get(r, gate + u);
        float o = gates.get(r, 2 * gate + u);
        float g = gates.get(r, 3 * gate + u);
        float c = f * previousCell.get(r, u) + i * g;
        cell.set(r, u, c);
        tanhCell.set(r, u, tanh(c));
        hidden.set(r, u, o * tanhCell.get(r, u));
      }
    }
  }

  /** {@link LstmGates#backward}. */
  public static void lstmBackward(
      Matrix dGates,
      Matrix dCell,
      Matrix dHidden,
      Matrix gates,
      Matrix tanhCell,
      Matrix previousCell) {
    int gate = LstmGates.gateColumns(dHidden.columns());
    for (int r = 0; r < dHidden.rows(); r++) {
      for (int u = 0; u < dHidden.columns(); u++) {
        float i = gates.get(r, u);
        float f = gates.get(r, gate + u);
        float o = gates.get(r, 2 * gate + u);
        float g = gates.get(r, 3 * gate + u);
        float t = tanhCell.get(r, u);
        float dh = dHidden.get(r, u);
        float dc = dCell.get(r, u) + dh * o * (1 - t * t);
        dGates.set(r, u, dc * g * i * (1 - i));
        dGates.set(r, gate + u, dc * previousCell.get(r, u) * f * (1 - f));
        dGates.set(r, 2 * gate + u, dh * t * o * (1 - o));
        dGates.set(r, 3 * gate + u, dc * i * (1 - g * g));
        dCell.set(r, u, dc * f);
      }
      for (int q = 0; q < 4; q++) {
        for (int u = dHidden.columns(); u < gate; u++) {
          dGates.set(r, q * gate + u, 0);
        }
      }
    }
  }

  static float sigmoid(float x) {
    return (float) (1 / (1 + Math.exp(-x)));
  }

  static float softplus(float x) {
    return (float) (Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))));
  }

  static float tanh(float x) {
    return (float) Math.tanh(x);
  }

  static void add(Matrix matrix, int row, int column, float value) {
    matrix.set(row, column, matrix.get(row, column) + value);
  }
}
