package io.github.tapehead.model;

import io.github.tapehead.kernels.Exponential;
import io.github.tapehead.kernels.Matrix;
import io.github.tapehead.kernels.Relu;
import io.github.tapehead.kernels.ShiftWeighting;
import io.github.tapehead.kernels.Sigmoid;
import io.github.tapehead.kernels.Softplus;
import io.github.tapehead.kernels.Tanh;

/**
 * The kernels of the heads' activations, forward and backward. Parameters of one nonlinearity are
 * neighbours in memory, in this order, whatever parts of a head they are.
 */
enum Nonlinearity {
  TANH,
  IDENTITY,
  SIGMOID,
  SOFTPLUS,
  SHIFT_SOFTMAX,
  RELU,
  EXPONENTIAL,
  SHIFT_SOFTMAX_RELU;

  /**
   * Writes y = f(x).
   *
   * @param y [batch × columns]
   * @param x [batch × columns]
   * @param shifts columns of a head's shift
   */
  void forward(Matrix y, Matrix x, int shifts) {
    switch (this) {
      case TANH -> Tanh.forward(y, x);
      case IDENTITY -> y.copyFrom(x);
      case SIGMOID -> Sigmoid.forward(y, x);
      case SOFTPLUS -> Softplus.forward(y, x);
      case SHIFT_SOFTMAX -> ShiftWeighting.forward(y, x, shifts);
      case RELU -> Relu.forward(y, x);
      case EXPONENTIAL -> Exponential.forward(y, x);
      case SHIFT_SOFTMAX_RELU -> {
        Relu.forward(y, x);
        ShiftWeighting.forward(y, y, shifts);
      }
    }
  }

  /**
   * Writes the gradient of x.
   *
   * @param dx [batch × columns]; zero on entry
   * @param dy [batch × columns]
   * @param y from forward; of softplus and rectifier it may be more by 1
   * @param x as in forward
   * @param shifts columns of a head's shift
   * @param scratch a row of floats, padded
   */
  void backward(Matrix dx, Matrix dy, Matrix y, Matrix x, int shifts, Matrix scratch) {
    switch (this) {
      case TANH -> Tanh.backward(dx, dy, y);
      case IDENTITY -> dx.copyFrom(dy);
      case SIGMOID -> Sigmoid.backward(dx, dy, y);
      case SOFTPLUS -> Softplus.backward(dx, dy, x, scratch);
      case SHIFT_SOFTMAX -> ShiftWeighting.backward(dx, dy, y, shifts);
      case RELU -> {
        dx.copyFrom(dy);
        Relu.backward(dx, x);
      }
      case EXPONENTIAL -> Exponential.backward(dx, dy, y);
      case SHIFT_SOFTMAX_RELU -> {
        ShiftWeighting.backward(dx, dy, y, shifts);
        Relu.backward(dx, x);
      }
    }
  }
}
