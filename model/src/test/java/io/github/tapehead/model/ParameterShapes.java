package io.github.tapehead.model;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Names and dense shapes of a network's parameters, written down a second time so that a slip in
 * {@link Layout} meets something other than itself.
 */
final class ParameterShapes {
  private ParameterShapes() {}

  static Map<String, int[]> of(NetworkConfiguration c) {
    Map<String, int[]> shapes = new LinkedHashMap<>();
    boolean lstm = c.controller() == ControllerKind.LSTM;
    boolean memory = c.memory() == MemoryKind.NTM;
    int h = c.hidden();
    int reads = memory ? c.readHeads() * c.width() : 0;
    int gates = lstm ? 4 * h : h;
    for (int l = 0; l < c.layers(); l++) {
      int below = l == 0 ? c.inputs() + reads : h;
      shapes.put("controller." + l + ".weight", new int[] {lstm ? below + h : below, gates});
      shapes.put("controller." + l + ".bias", new int[] {gates});
    }
    if (memory) {
      int heads = c.readHeads() + c.writeHeads();
      int columns =
          heads * (c.width() + 3 + 2 * c.shiftRange() + 1) + 2 * c.writeHeads() * c.width();
      shapes.put("heads.weight", new int[] {h, columns});
      shapes.put("heads.bias", new int[] {columns});
    }
    shapes.put("output.weight", new int[] {h + reads, c.outputs()});
    shapes.put("output.bias", new int[] {c.outputs()});
    if (c.initialState() == InitialState.LEARNED) {
      if (memory) {
        shapes.put("initial.read_vectors", new int[] {c.readHeads(), c.width()});
        shapes.put("initial.weightings", new int[] {c.readHeads() + c.writeHeads(), c.locations()});
      }
      for (int l = 0; lstm && l < c.layers(); l++) {
        shapes.put("initial.hidden." + l, new int[] {h});
        shapes.put("initial.cell." + l, new int[] {h});
      }
    }
    return shapes;
  }

  /** The number of values in a shape. */
  static int size(int[] shape) {
    int size = 1;
    for (int n : shape) {
      size *= n;
    }
    return size;
  }
}
