package io.github.tapehead.model;

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

  /**
   * The layout of a network's parameters, in the order of the weights file.
   *
   * @throws IllegalArgumentException if they are too many for one block
   */
  public static Layout of(NetworkConfiguration c) {
    Layout layout = new Layout(c);
    specs(c).forEach(layout::add);
    return layout;
  }

  /** The tensors of a network, in the order of the weights file. */
  static List<TensorSpec> specs(NetworkConfiguration c) {
    Blueprint<Controller> controller = c.controller().blueprint();
    Blueprint<Memory> memory = c.memory().blueprint();
    List<Run> outputs = TensorSpec.dense(c.outputs());
    List<TensorSpec> specs = new ArrayList<>();
    specs.addAll(controller.weights(c));
    specs.addAll(memory.weights(c));
    specs.add(TensorSpec.weight("output", c.hidden() + c.readWidth(), outputs));
    specs.add(TensorSpec.bias("output", outputs));
    specs.addAll(memory.initialState(c));
    specs.addAll(controller.initialState(c));
    return specs;
  }

  /** The network whose parameters these are. */
  public NetworkConfiguration configuration() {
    return configuration;
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

  /** Numbers in all tensors, pads not included. */
  public long parameterCount() {
    return tensors.values().stream().mapToLong(t -> (long) t.rows() * t.denseColumns()).sum();
  }

  private void add(TensorSpec spec) {
    List<Run> runs = spec.runs();
    int dense = runs.stream().mapToInt(Run::columns).sum();
    int stored = runs.stream().mapToInt(r -> r.stored() + r.columns()).max().orElse(0);
    if (runs.size() > 1) {
      stored = Simd.padded(stored);
    }
    int ld = Matrix.aligned(stored);
    List<Integer> shape = spec.rows() == 0 ? List.of(dense) : List.of(spec.rows(), dense);
    Tensor tensor = new Tensor(spec.name(), shape, runs, floats, stored, ld);
    tensors.put(spec.name(), tensor);
    long end = floats + (long) tensor.rows() * ld;
    if (end > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          spec.name() + ": ends at float " + end + ", must be at most " + Integer.MAX_VALUE);
    }
    floats = (int) end;
  }
}
