package io.github.tapehead.training.onnx;

import java.util.Arrays;
import java.util.List;

/**
 * The operators of ONNX that a step is made of, as methods. Values are named by what the methods
 * return; the first dimension of each is the batch.
 *
 * @param graph gets the nodes
 */
record Operators(Graph graph) {
  String add(String a, String b) {
    return graph.apply("Add", a, b);
  }

  String subtract(String a, String b) {
    return graph.apply("Sub", a, b);
  }

  String multiply(String a, String b) {
    return graph.apply("Mul", a, b);
  }

  String divide(String a, String b) {
    return graph.apply("Div", a, b);
  }

  /** The product of the last two dimensions. */
  String product(String a, String b) {
    return graph.apply("MatMul", a, b);
  }

  String scalar(double value) {
    return graph.scalar((float) value);
  }

  String oneMinus(String a) {
    return subtract(scalar(1), a);
  }

  String tanh(String a) {
    return graph.apply("Tanh", a);
  }

  String sigmoid(String a) {
    return graph.apply("Sigmoid", a);
  }

  String softplus(String a) {
    return graph.apply("Softplus", a);
  }

  String relu(String a) {
    return graph.apply("Relu", a);
  }

  String exp(String a) {
    return graph.apply("Exp", a);
  }

  String atMost(String a, float limit) {
    return graph.apply("Min", a, graph.scalar(limit));
  }

  String log(String a) {
    return graph.apply("Log", a);
  }

  /** Over the last of three dimensions. */
  String softmax(String a) {
    return graph.apply("Softmax", Graph.attribute("axis", 2), a);
  }

  String clip(String a, float limit) {
    return graph.apply("Clip", a, graph.scalar(-limit), graph.scalar(limit));
  }

  /** The Euclidean norm over a dimension, which stays with size 1. */
  String norm(String a, int axis) {
    String squares = multiply(a, a);
    String sum =
        graph.apply("ReduceSum", Graph.attribute("keepdims", 1), squares, graph.integers(axis));
    return graph.apply("Sqrt", sum);
  }

  /** Swaps the last two of three dimensions. */
  String transpose(String a) {
    return graph.apply("Transpose", Graph.attribute("perm", new long[] {0, 2, 1}), a);
  }

  /** Gives all dimensions but the first new sizes. */
  String reshape(String a, int... sizes) {
    long[] shape = new long[sizes.length + 1];
    for (int i = 0; i < sizes.length; i++) {
      shape[i + 1] = sizes[i];
    }
    // A size of 0 keeps what is there: the batch.
    return graph.apply("Reshape", a, graph.integers(shape));
  }

  /** The elements [from, to) of a dimension. */
  String slice(String a, int axis, int from, int to) {
    return graph.apply("Slice", a, graph.integers(from), graph.integers(to), graph.integers(axis));
  }

  /** Cuts a dimension into parts. */
  List<String> split(String a, int axis, long... sizes) {
    return graph.apply(
        "Split", Graph.attribute("axis", axis), sizes.length, a, graph.integers(sizes));
  }

  /** Cuts a dimension into parts of size 1. */
  List<String> singles(String a, int axis, int count) {
    long[] sizes = new long[count];
    Arrays.fill(sizes, 1);
    return split(a, axis, sizes);
  }

  String concatenate(int axis, String... parts) {
    return graph.apply("Concat", Graph.attribute("axis", axis), parts);
  }
}
