package io.github.tapehead.bench.kernels;

/** Costs of products, layers, loss and updates: one call, of the sizes given. */
public final class LayerCosts {
  private LayerCosts() {}

  /** C += A·B in any form: C [m × n] over a depth of k. */
  public static Cost gemm(double m, double k, double n) {
    return Cost.of(2 * m * k * n, m * k + k * n + 2 * m * n);
  }

  /** Packing a matrix, transposed or not. */
  public static Cost pack(double rows, double columns) {
    return Cost.of(0, 2 * rows * columns);
  }

  /** A bias for every row. */
  public static Cost biasForward(double rows, double n) {
    return Cost.of(0, (rows + 1) * n);
  }

  /** The sum of the rows. */
  public static Cost biasBackward(double rows, double n) {
    return Cost.of(rows * n, (rows + 2) * n);
  }

  /** tanh(x). */
  public static Cost tanhForward(double elements) {
    return Cost.of(elements, 2 * elements);
  }

  /** dx += dy · (1 − y²). */
  public static Cost tanhBackward(double elements) {
    return Cost.of(4 * elements, 4 * elements);
  }

  /** 1 / (1 + e^−x). */
  public static Cost sigmoidForward(double elements) {
    return Cost.of(3 * elements, 2 * elements);
  }

  /** dx += dy · y · (1 − y). */
  public static Cost sigmoidBackward(double elements) {
    return Cost.of(4 * elements, 4 * elements);
  }

  /** max(x, 0) + log(1 + e^−|x|). */
  public static Cost softplusForward(double elements) {
    return Cost.of(5 * elements, 2 * elements);
  }

  /** dx += dy · σ(x). */
  public static Cost softplusBackward(double elements) {
    return Cost.of(5 * elements, 4 * elements);
  }

  /** max(x, 0). */
  public static Cost reluForward(double elements) {
    return Cost.of(elements, 2 * elements);
  }

  /** dx = 0 where x ≤ 0. */
  public static Cost reluBackward(double elements) {
    return Cost.of(elements, 3 * elements);
  }

  /** e^x, at most the largest float. */
  public static Cost exponentialForward(double elements) {
    return Cost.of(2 * elements, 2 * elements);
  }

  /** dx += dy · y. */
  public static Cost exponentialBackward(double elements) {
    return Cost.of(3 * elements, 4 * elements);
  }

  /** min(max(x, −limit), limit). */
  public static Cost clipForward(double elements) {
    return Cost.of(2 * elements, 2 * elements);
  }

  /** dx = 0 where |x| ≥ limit. */
  public static Cost clipBackward(double elements) {
    return Cost.of(elements, 3 * elements);
  }

  /** Three logistic functions, two tanh, cell and output of each unit. */
  public static Cost lstmForward(double units) {
    return Cost.of(15 * units, 12 * units);
  }

  /** Four gates and the cell of each unit. */
  public static Cost lstmBackward(double units) {
    return Cost.of(22 * units, 13 * units);
  }

  /** Summed loss of n bits in each of the rows that count. */
  public static Cost crossEntropyForward(double rows, double n) {
    return Cost.of(8 * rows * n, rows * (2 * n + 1));
  }

  /** dz += scale · (σ(z) − y). */
  public static Cost crossEntropyBackward(double rows, double n) {
    return Cost.of(6 * rows * n, rows * (4 * n + 1));
  }

  /** Summed loss of one of n symbols in each of the rows that count. */
  public static Cost categoricalCrossEntropyForward(double rows, double n) {
    return Cost.of(6 * rows * n, rows * (2 * n + 1));
  }

  /** dz += scale · (softmax(z) − y). */
  public static Cost categoricalCrossEntropyBackward(double rows, double n) {
    return Cost.of(8 * rows * n, rows * (4 * n + 1));
  }

  /** Clipping by value. */
  public static Cost clipByValue(double elements) {
    return Cost.of(2 * elements, 2 * elements);
  }

  /** Clipping by norm, where it has to scale. */
  public static Cost clipByNorm(double elements) {
    return Cost.of(3 * elements, 2 * elements);
  }

  /** A norm. */
  public static Cost norm(double elements) {
    return Cost.of(2 * elements, elements);
  }

  /** A scaled block added to another. */
  public static Cost axpy(double elements) {
    return Cost.of(2 * elements, 3 * elements);
  }

  /** Descent with momentum. */
  public static Cost momentum(double elements) {
    return Cost.of(4 * elements, 5 * elements);
  }

  /** RMSProp in Graves' form. */
  public static Cost gravesRmsProp(double elements) {
    return Cost.of(15 * elements, 9 * elements);
  }

  /** Adam. */
  public static Cost adam(double elements) {
    return Cost.of(13 * elements, 7 * elements);
  }
}
