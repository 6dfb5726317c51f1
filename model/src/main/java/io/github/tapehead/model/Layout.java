package io.github.tapehead.model;

import io.github.tapehead.kernels.LstmGates;
import io.github.tapehead.kernels.Matrix;
import io.github.tapehead.kernels.Simd;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Names every tensor of a network's parameters and places it in one block of floats. Pure
 * arithmetic: parameters, gradients and optimiser moments are blocks of the same layout.
 *
 * <p>Each tensor starts on 64 bytes and its rows are padded with zeros. In memory, groups of
 * columns that a kernel handles together start at whole vectors too (LSTM gates, head parameters by
 * nonlinearity); {@link Tensor#runs} maps them to the dense columns of a weights file.
 */
public final class Layout {
  private final NetworkConfiguration configuration;
  private final Map<String, Tensor> tensors = new LinkedHashMap<>();
  private int floats;

  private Layout(NetworkConfiguration configuration) {
    this.configuration = configuration;
  }

  /**
   * Neighbouring columns that stay together.
   *
   * @param dense first column in the weights file
   * @param stored first column in memory
   * @param columns how many
   */
  public record Run(int dense, int stored, int columns) {}

  /**
   * One tensor of the block.
   *
   * @param name its name in weights files
   * @param shape its dense shape in weights files, of one or two dimensions
   * @param runs where its dense columns are in memory
   * @param offset its first float in the block
   * @param columns columns in memory, inner pads included
   * @param ld floats from row to row in memory
   */
  public record Tensor(
      String name, List<Integer> shape, List<Run> runs, int offset, int columns, int ld) {
    /** Rows; 1 for a vector. */
    public int rows() {
      return shape.size() == 2 ? shape.get(0) : 1;
    }

    /** Columns in the weights file. */
    public int denseColumns() {
      return shape.getLast();
    }
  }

  /** The layout of a network's parameters, in the order of the weights file. */
  public static Layout of(NetworkConfiguration c) {
    Layout layout = new Layout(c);
    boolean lstm = c.controller() == ControllerKind.LSTM;
    int hidden = c.hidden();
    List<Run> units = lstm ? gates(hidden) : dense(hidden);
    for (int l = 0; l < c.layers(); l++) {
      int inputs = (l == 0 ? c.inputs() + c.readWidth() : hidden) + (lstm ? hidden : 0);
      layout.add("controller." + l + ".weight", inputs, units);
      layout.add("controller." + l + ".bias", 0, units);
    }
    if (c.memory() == MemoryKind.NTM) {
      List<Run> heads = new HeadLayout(c).runs();
      layout.add("heads.weight", hidden, heads);
      layout.add("heads.bias", 0, heads);
    }
    layout.add("output.weight", hidden + c.readWidth(), dense(c.outputs()));
    layout.add("output.bias", 0, dense(c.outputs()));
    if (c.initialState() == InitialState.LEARNED) {
      if (c.memory() == MemoryKind.NTM) {
        layout.add("initial.read_vectors", c.readHeads(), dense(c.width()));
        layout.add("initial.weightings", c.heads(), dense(c.locations()));
      }
      for (int l = 0; lstm && l < c.layers(); l++) {
        layout.add("initial.hidden." + l, 0, dense(hidden));
        layout.add("initial.cell." + l, 0, dense(hidden));
      }
    }
    return layout;
  }

  /** Whether blocks of this layout serve a network of a configuration. */
  boolean fits(NetworkConfiguration other) {
    return configuration.equals(other);
  }

  /** All tensors, in the order of the weights file. */
  public List<Tensor> tensors() {
    return List.copyOf(tensors.values());
  }

  /**
   * The tensor of a name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public Tensor tensor(String name) {
    Tensor tensor = tensors.get(name);
    if (tensor == null) {
      throw new IllegalArgumentException(
          "tensor: " + name + ", expected one of " + Collections.unmodifiableSet(tensors.keySet()));
    }
    return tensor;
  }

  /** Whether there is a tensor of a name. */
  public boolean has(String name) {
    return tensors.containsKey(name);
  }

  /** Floats in the block, pads included. */
  public int floats() {
    return floats;
  }

  /** Trainable numbers, pads not included. */
  public long parameterCount() {
    return tensors.values().stream().mapToLong(t -> (long) t.rows() * t.denseColumns()).sum();
  }

  /** Adds a matrix, or with {@code rows} of 0 a vector. */
  private void add(String name, int rows, List<Run> runs) {
    int dense = runs.stream().mapToInt(Run::columns).sum();
    int stored = runs.stream().mapToInt(r -> r.stored() + r.columns()).max().orElse(0);
    if (runs.size() > 1) {
      stored = Simd.padded(stored);
    }
    int ld = Matrix.aligned(stored);
    List<Integer> shape = rows == 0 ? List.of(dense) : List.of(rows, dense);
    tensors.put(name, new Tensor(name, shape, runs, floats, stored, ld));
    floats = Math.addExact(floats, Math.multiplyExact(Math.max(1, rows), ld));
  }

  private static List<Run> dense(int columns) {
    return List.of(new Run(0, 0, columns));
  }

  /** Gates i, f, o, g, each from whole vectors on. */
  private static List<Run> gates(int hidden) {
    List<Run> runs = new ArrayList<>();
    for (int g = 0; g < 4; g++) {
      runs.add(new Run(g * hidden, g * LstmGates.gateColumns(hidden), hidden));
    }
    return runs;
  }
}
