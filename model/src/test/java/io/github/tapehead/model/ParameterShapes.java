package io.github.tapehead.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Names and dense shapes of a network's parameters, written down a second time so that a slip in
 * {@link Layout} meets something other than itself.
 */
public final class ParameterShapes {
  private ParameterShapes() {}

  /** The shapes by name, in the order of the weights file. */
  public static Map<String, List<Integer>> of(NetworkConfiguration c) {
    Map<String, List<Integer>> shapes = new LinkedHashMap<>();
    boolean lstm = c.controller() == ControllerKind.LSTM;
    boolean memory = c.memory() == MemoryKind.NTM;
    int h = c.hidden();
    int reads = memory ? c.readHeads() * c.width() : 0;
    int gates = lstm ? 4 * h : h;
    for (int l = 0; l < c.layers(); l++) {
      int below = l == 0 ? c.inputs() + reads : h;
      shapes.put("controller." + l + ".weight", List.of(lstm ? below + h : below, gates));
      shapes.put("controller." + l + ".bias", List.of(gates));
    }
    if (memory) {
      int heads = c.readHeads() + c.writeHeads();
      int columns =
          heads * (c.width() + 3 + 2 * c.shiftRange() + 1) + 2 * c.writeHeads() * c.width();
      shapes.put("heads.weight", List.of(h, columns));
      shapes.put("heads.bias", List.of(columns));
    }
    shapes.put("output.weight", List.of(h + reads, c.outputs()));
    shapes.put("output.bias", List.of(c.outputs()));
    if (!(c.initialMemory() instanceof InitialMemory.Constant)) {
      shapes.put("initial.memory", List.of(c.locations(), c.width()));
    }
    if (c.initialState() != InitialState.FIXED) {
      if (memory) {
        shapes.put("initial.read_vectors", List.of(c.readHeads(), c.width()));
        shapes.put("initial.weightings", List.of(c.readHeads() + c.writeHeads(), c.locations()));
      }
      for (int l = 0; lstm && l < c.layers(); l++) {
        shapes.put("initial.hidden." + l, List.of(h));
        shapes.put("initial.cell." + l, List.of(h));
      }
    }
    return shapes;
  }

  /** Whether a tensor is a parameter, and not a constant without a gradient. */
  static boolean isTrained(NetworkConfiguration c, String name) {
    boolean initial = name.startsWith("initial.");
    return name.equals("initial.memory")
        ? c.initialMemory() instanceof InitialMemory.Learned
        : !initial || c.initialState() == InitialState.LEARNED;
  }

  /** The number of values in a shape. */
  public static int size(List<Integer> shape) {
    int size = 1;
    for (int n : shape) {
      size *= n;
    }
    return size;
  }
}
