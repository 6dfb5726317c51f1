package io.github.tapehead.kernels;

import java.util.ArrayList;
import java.util.List;

/**
 * A kernel at one size: its arguments, the kernel, its scalar reference and an oracle in doubles,
 * forward and backward.
 *
 * @param name kernel and size
 * @param forward arguments of the forward kernel, in its order
 * @param forwardKernel calls it
 * @param forwardReference calls the scalar reference
 * @param oracle from inputs in the order of {@code forward} to outputs in the same order
 * @param backward arguments of the backward kernel, empty if there is none
 * @param backwardKernel calls it
 * @param backwardReference calls the scalar reference
 * @param objective weights of outputs in the scalar function whose gradient backward computes, null
 *     for outputs that do not count
 * @param roundings bound of the forward error, in units of 2^−24 of the largest entry
 * @param sensitivity how much larger a gradient can be than the incoming ones
 */
record KernelCase(
    String name,
    List<Argument> forward,
    Call forwardKernel,
    Call forwardReference,
    Oracle oracle,
    List<Argument> backward,
    Call backwardKernel,
    Call backwardReference,
    List<double[]> objective,
    double roundings,
    double sensitivity) {

  /** Unit roundoff of a float. */
  static final double EPSILON = 0x1p-24;

  /** A kernel, called with its matrices in order. */
  interface Call {
    void run(Matrix[] m);
  }

  /** Plain formulas in doubles. */
  interface Oracle {
    double[][] apply(double[][] inputs);
  }

  boolean hasBackward() {
    return !backward.isEmpty();
  }

  /** The inputs of the oracle. */
  double[][] inputs() {
    return forward.stream()
        .filter(Argument::isInputOfOracle)
        .map(a -> a.values().clone())
        .toArray(double[][]::new);
  }

  /** The outputs that a kernel should give. */
  double[][] outputs() {
    return oracle.apply(inputs());
  }

  /** The size of the terms behind each output: the oracle of the inputs' magnitudes. */
  double[] magnitudes() {
    double[][] absolute = inputs();
    for (double[] input : absolute) {
      for (int i = 0; i < input.length; i++) {
        input[i] = Math.abs(input[i]);
      }
    }
    double[][] values = outputs();
    double[][] terms = oracle.apply(absolute);
    double[] magnitudes = new double[values.length];
    for (int o = 0; o < values.length; o++) {
      magnitudes[o] = Math.max(largest(values[o]), largest(terms[o]));
    }
    return magnitudes;
  }

  /** Central differences of the objective for one element of an input. */
  double derivative(String input, int element) {
    double[][] inputs = inputs();
    double[] x = inputs[inputIndex(input)];
    double centre = x[element];
    double h = 1e-5 * Math.max(Math.abs(centre), 1e-3);
    x[element] = centre + h;
    double above = objective(oracle.apply(inputs));
    x[element] = centre - h;
    double below = objective(oracle.apply(inputs));
    return (above - below) / (2 * h);
  }

  private int inputIndex(String input) {
    List<String> names =
        forward.stream().filter(Argument::isInputOfOracle).map(Argument::name).toList();
    return names.indexOf(input);
  }

  private double objective(double[][] outputs) {
    double sum = 0;
    for (int o = 0; o < outputs.length; o++) {
      double[] weights = objective.get(o);
      for (int i = 0; weights != null && i < weights.length; i++) {
        sum += weights[i] * outputs[o][i];
      }
    }
    return sum;
  }

  static double largest(double[] values) {
    double largest = 0;
    for (double value : values) {
      largest = Math.max(largest, Math.abs(value));
    }
    return largest;
  }

  /** Forward and, where there is one, backward, as single calls. */
  List<KernelCall> calls() {
    List<KernelCall> calls = new ArrayList<>();
    calls.add(new KernelCall(name + " forward", forward, forwardKernel));
    if (hasBackward()) {
      calls.add(new KernelCall(name + " backward", backward, backwardKernel));
    }
    return calls;
  }

  /** One kernel with its arguments. */
  record KernelCall(String name, List<Argument> arguments, Call kernel) {
    @Override
    public String toString() {
      return name;
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
