package io.github.tapehead.model;

import java.util.Arrays;

/**
 * Reverse-mode differentiation of scalars in double precision.
 *
 * <p>Every operation appends a node, its value and one edge per argument with the local derivative;
 * {@link #backward} walks the nodes back. Nodes are numbers and everything lies in primitive
 * arrays, so that ten million operations fit a test's heap.
 */
final class Tape {
  private double[] values = new double[1 << 12];
  private int[] edgesUpTo = new int[1 << 12];
  private int nodes;

  private int[] parents = new int[1 << 14];
  private double[] derivatives = new double[1 << 14];
  private int edges;

  private double[] adjoints = {};

  /** Forgets all nodes. */
  void clear() {
    nodes = 0;
    edges = 0;
  }

  /** A constant or a parameter: a node without arguments. */
  int leaf(double value) {
    return node(value);
  }

  /** One leaf per value, numbered consecutively. */
  int[] leaves(double... leaves) {
    int[] result = new int[leaves.length];
    Arrays.setAll(result, i -> leaf(leaves[i]));
    return result;
  }

  double value(int node) {
    return values[node];
  }

  double[] values(int[] of) {
    return Arrays.stream(of).mapToDouble(this::value).toArray();
  }

  int add(int a, int b) {
    edge(a, 1);
    edge(b, 1);
    return node(values[a] + values[b]);
  }

  /** Not an {@code add}: an integer literal would be taken for a node. */
  int plusConstant(int a, double constant) {
    edge(a, 1);
    return node(values[a] + constant);
  }

  int mul(int a, int b) {
    edge(a, values[b]);
    edge(b, values[a]);
    return node(values[a] * values[b]);
  }

  int div(int a, int b) {
    double quotient = values[a] / values[b];
    edge(a, 1 / values[b]);
    edge(b, -quotient / values[b]);
    return node(quotient);
  }

  int oneMinus(int a) {
    edge(a, -1);
    return node(1 - values[a]);
  }

  int sum(int[] a) {
    double sum = 0;
    for (int i : a) {
      edge(i, 1);
      sum += values[i];
    }
    return node(sum);
  }

  int dot(int[] a, int[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      edge(a[i], values[b[i]]);
      edge(b[i], values[a[i]]);
      sum += values[a[i]] * values[b[i]];
    }
    return node(sum);
  }

  /** The Euclidean norm; at the zero vector, where it has no derivative, zero serves as one. */
  int norm(int[] a) {
    double squares = 0;
    for (int i : a) {
      squares += values[i] * values[i];
    }
    double norm = Math.sqrt(squares);
    for (int i : a) {
      edge(i, norm == 0 ? 0 : values[i] / norm);
    }
    return node(norm);
  }

  int log(int a) {
    edge(a, 1 / values[a]);
    return node(Math.log(values[a]));
  }

  int tanh(int a) {
    double y = Math.tanh(values[a]);
    edge(a, 1 - y * y);
    return node(y);
  }

  /** Clipping to ±limit; what is clipped has no derivative. */
  int clip(int a, double limit) {
    double x = values[a];
    edge(a, Math.abs(x) < limit ? 1 : 0);
    return node(Math.clamp(x, -limit, limit));
  }

  /** The rectifier; at zero, where it has no derivative, zero serves as one. */
  int relu(int a) {
    edge(a, values[a] > 0 ? 1 : 0);
    return node(Math.max(values[a], 0));
  }

  int exp(int a) {
    double y = Math.exp(values[a]);
    edge(a, y);
    return node(y);
  }

  int sigmoid(int a) {
    double y = sigmoid(values[a]);
    edge(a, y * (1 - y));
    return node(y);
  }

  int softplus(int a) {
    edge(a, sigmoid(values[a]));
    return node(Math.max(values[a], 0) + Math.log1p(Math.exp(-Math.abs(values[a]))));
  }

  /** Softmax; the maximum, subtracted against overflow, cancels and has no derivative. */
  int[] softmax(int[] a) {
    double max = Arrays.stream(values(a)).max().orElseThrow();
    int[] exponentials = new int[a.length];
    for (int i = 0; i < a.length; i++) {
      double y = Math.exp(values[a[i]] - max);
      edge(a[i], y);
      exponentials[i] = node(y);
    }
    int sum = sum(exponentials);
    return Arrays.stream(exponentials).map(e -> div(e, sum)).toArray();
  }

  /**
   * Propagates adjoints from the given nodes to all others; {@link #adjoint} then gives them.
   *
   * @param outputs nodes
   * @param seeds the derivative of the loss with respect to each of them
   */
  void backward(int[] outputs, double[] seeds) {
    adjoints = new double[nodes];
    for (int i = 0; i < outputs.length; i++) {
      adjoints[outputs[i]] += seeds[i];
    }
    for (int node = nodes - 1; node > 0; node--) {
      for (int e = edgesUpTo[node - 1]; e < edgesUpTo[node]; e++) {
        adjoints[parents[e]] += adjoints[node] * derivatives[e];
      }
    }
  }

  double adjoint(int node) {
    return adjoints[node];
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  private void edge(int parent, double derivative) {
    if (edges == parents.length) {
      parents = Arrays.copyOf(parents, 2 * edges);
      derivatives = Arrays.copyOf(derivatives, 2 * edges);
    }
    parents[edges] = parent;
    derivatives[edges++] = derivative;
  }

  private int node(double value) {
    if (nodes == values.length) {
      values = Arrays.copyOf(values, 2 * nodes);
      edgesUpTo = Arrays.copyOf(edgesUpTo, 2 * nodes);
    }
    values[nodes] = value;
    edgesUpTo[nodes] = edges;
    return nodes++;
  }
}
