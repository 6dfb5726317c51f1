package io.github.tapehead.model;

import static io.github.tapehead.model.Nodes.concat;
import static io.github.tapehead.model.Nodes.each;
import static io.github.tapehead.model.Nodes.map;
import static io.github.tapehead.model.Nodes.slice;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The oracle: the Neural Turing Machine in double precision, one sequence at a time, a scalar at a
 * time, in the order of the paper's equations (Graves, Wayne, Danihelka 2014). It shares no code
 * with {@link Network}; a {@link Tape} gives its gradients.
 */
final class DoubleNetwork {
  private final NetworkConfiguration c;
  private final Map<String, double[]> parameters;
  private final Tape tape = new Tape();
  private final DoubleMemory operations;
  private final Map<String, int[]> nodes = new HashMap<>();
  private final List<Step> steps = new ArrayList<>();

  // The state that one step hands to the next; memory is [location][width].
  private int[] reads;
  private int[][] hidden;
  private int[][] cells;
  private int[][] weightings;
  private int[][] memory;

  /** What a step leaves behind, as tape nodes; heads count write heads first, then read heads. */
  private record Step(
      int[] logits, int[] hidden, int[] reads, int[][] weightings, int[][] memory, int[][] cells) {}

  /**
   * A network.
   *
   * @param parameters by name, dense and row by row; read anew by every {@link #forward}
   */
  DoubleNetwork(NetworkConfiguration configuration, Map<String, double[]> parameters) {
    this.c = configuration;
    this.parameters = parameters;
    this.operations = new DoubleMemory(configuration, tape);
  }

  /** Runs a sequence of input vectors from the initial state. */
  void forward(double[][] inputs) {
    tape.clear();
    steps.clear();
    nodes.clear();
    parameters.forEach((name, values) -> nodes.put(name, tape.leaves(values)));
    start();
    for (double[] x : inputs) {
      step(tape.leaves(x));
    }
  }

  /** Adds the gradients of Σ dLogits·logits to those of the same names. */
  void backward(double[][] dLogits, Map<String, double[]> gradients) {
    int[] outputs = steps.stream().flatMapToInt(s -> Arrays.stream(s.logits)).toArray();
    tape.backward(outputs, Arrays.stream(dLogits).flatMapToDouble(Arrays::stream).toArray());
    nodes.forEach((name, of) -> {
      double[] gradient = gradients.computeIfAbsent(name, _ -> new double[of.length]);
      for (int i = 0; i < of.length; i++) {
        gradient[i] += tape.adjoint(of[i]);
      }
    });
  }

  double[] logits(int t) {
    return tape.values(steps.get(t).logits);
  }

  /** The top layer's output. */
  double[] hidden(int t) {
    return tape.values(steps.get(t).hidden);
  }

  /** The read vectors, one behind the other. */
  double[] reads(int t) {
    return tape.values(steps.get(t).reads);
  }

  /** A head's weighting; write heads come first. */
  double[] weighting(int t, int head) {
    return tape.values(steps.get(t).weightings[head]);
  }

  /** The memory after the step, location by location. */
  double[] memory(int t) {
    return Arrays.stream(steps.get(t).memory)
        .flatMapToDouble(location -> Arrays.stream(tape.values(location)))
        .toArray();
  }

  /** How many of the heads' raw parameters were clipped in all sequences so far, from 0 to 1. */
  double clippedShare() {
    return operations.clippedShare();
  }

  double[] cell(int layer, int t) {
    return tape.values(steps.get(t).cells[layer]);
  }

  private void start() {
    boolean fixed = c.initialState() == InitialState.FIXED;
    boolean learned = c.initialState() == InitialState.LEARNED;
    boolean lstm = c.controller() == ControllerKind.LSTM;
    hidden = new int[c.layers()][];
    cells = new int[c.layers()][];
    for (int l = 0; lstm && l < c.layers(); l++) {
      hidden[l] = fixed ? zeros(c.hidden()) : state("initial.hidden." + l);
      cells[l] = fixed ? zeros(c.hidden()) : state("initial.cell." + l);
    }
    int heads = c.writeHeads() + c.readHeads();
    weightings = new int[heads][];
    memory = new int[c.locations()][];
    reads = new int[0];
    if (c.memory() == MemoryKind.NONE) {
      return;
    }
    for (int i = 0; i < c.locations(); i++) {
      memory[i] = initialLocation(i);
    }
    reads = fixed ? zeros(c.readHeads() * c.width()) : state("initial.read_vectors");
    reads = learned ? map(reads, tape::tanh) : reads;
    for (int j = 0; j < heads; j++) {
      if (fixed) {
        weightings[j] = zeros(c.locations());
        weightings[j][0] = tape.leaf(1);
      } else {
        int[] own = slice(state("initial.weightings"), j * c.locations(), c.locations());
        weightings[j] = learned ? tape.softmax(own) : own;
      }
    }
  }

  /** A part of the initial state; given ones are leaves of their own, without a gradient. */
  private int[] state(String name) {
    return c.initialState() == InitialState.LEARNED
        ? nodes.get(name)
        : tape.leaves(parameters.get(name));
  }

  private int[] initialLocation(int i) {
    int from = i * c.width();
    return switch (c.initialMemory()) {
      case InitialMemory.Constant(float value) -> filled(c.width(), value);
      case InitialMemory.Learned _ ->
          map(slice(nodes.get("initial.memory"), from, c.width()), tape::tanh);
      // Leaves of their own: the parameters have no part in the loss.
      case InitialMemory.Random _ ->
          each(c.width(), m -> tape.leaf(Math.tanh(parameters.get("initial.memory")[from + m])));
      case InitialMemory.Given _ ->
          each(c.width(), m -> tape.leaf(parameters.get("initial.memory")[from + m]));
    };
  }

  private void step(int[] x) {
    int[] h = concat(x, reads);
    for (int l = 0; l < c.layers(); l++) {
      String layer = "controller." + l;
      h = c.controller() == ControllerKind.LSTM ? lstm(l, h) : map(affine(layer, h), tape::tanh);
    }
    if (c.memory() == MemoryKind.NTM) {
      useMemory(operations.heads(affine("heads", h)));
    }
    int[] logits = affine("output", concat(h, reads));
    steps.add(new Step(logits, h, reads, weightings, memory, cells.clone()));
  }

  private int[] lstm(int l, int[] in) {
    int n = c.hidden();
    int[] z = affine("controller." + l, concat(in, hidden[l]));
    int[] i = map(slice(z, 0, n), tape::sigmoid);
    int[] f = map(slice(z, n, n), tape::sigmoid);
    int[] o = map(slice(z, 2 * n, n), tape::sigmoid);
    int[] g = map(slice(z, 3 * n, n), tape::tanh);
    int[] previous = cells[l];
    cells[l] = each(n, u -> tape.add(tape.mul(f[u], previous[u]), tape.mul(i[u], g[u])));
    int[] now = cells[l];
    hidden[l] = each(n, u -> tape.mul(o[u], tape.tanh(now[u])));
    return hidden[l];
  }

  private void useMemory(DoubleMemory.Head[] heads) {
    int[][] before = memory;
    int[][] w = new int[heads.length][];
    for (int j = 0; j < c.writeHeads(); j++) {
      w[j] = operations.address(heads[j], before, weightings[j]);
    }
    memory = operations.write(before, w, heads);
    int[][] addressed = c.accessOrder() == AccessOrder.WRITE_READ ? memory : before;
    int[][] read = c.accessOrder() == AccessOrder.READ_WRITE ? before : memory;
    reads = new int[0];
    for (int j = c.writeHeads(); j < heads.length; j++) {
      w[j] = operations.address(heads[j], addressed, weightings[j]);
      reads = concat(reads, operations.read(read, w[j]));
    }
    weightings = w;
  }

  /** {@code x·w + b} with the parameters {@code name.weight} and {@code name.bias}. */
  private int[] affine(String name, int[] x) {
    int[] w = nodes.get(name + ".weight");
    int[] b = nodes.get(name + ".bias");
    return each(
        b.length, j -> tape.add(tape.dot(x, each(x.length, i -> w[i * b.length + j])), b[j]));
  }

  private int[] zeros(int n) {
    return filled(n, 0);
  }

  private int[] filled(int n, double value) {
    return each(n, _ -> tape.leaf(value));
  }
}
