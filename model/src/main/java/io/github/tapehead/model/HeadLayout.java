package io.github.tapehead.model;

import io.github.tapehead.kernels.Simd;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Where the parameters of the heads stand in a row of their projection. In a weights file the parts
 * follow each other as {@link Part} lists them; in memory, parts of the same nonlinearity are
 * neighbours, so that one kernel call activates them all.
 */
final class HeadLayout {
  /** The parts of the projection, in the order of the weights file. */
  enum Part {
    KEY,
    KEY_STRENGTH,
    GATE,
    SHIFT,
    SHARPENING,
    ERASE,
    ADD
  }

  /** What turns raw parameters into effective ones. */
  enum Nonlinearity {
    TANH,
    IDENTITY,
    SIGMOID,
    SOFTPLUS,
    SHIFT_SOFTMAX
  }

  /**
   * Parts of one nonlinearity.
   *
   * @param nonlinearity what to apply
   * @param first the first column in memory, at a whole vector
   * @param columns how many columns
   */
  record Region(Nonlinearity nonlinearity, int first, int columns) {}

  private final Map<Part, Integer> sizes = new EnumMap<>(Part.class);
  private final Map<Part, Integer> stored = new EnumMap<>(Part.class);
  private final List<Region> regions = new ArrayList<>();
  private final int columns;

  HeadLayout(NetworkConfiguration c) {
    int heads = c.heads();
    sizes.put(Part.KEY, heads * c.width());
    sizes.put(Part.KEY_STRENGTH, heads);
    sizes.put(Part.GATE, heads);
    sizes.put(Part.SHIFT, heads * c.shifts());
    sizes.put(Part.SHARPENING, heads);
    sizes.put(Part.ERASE, c.writeHeads() * c.width());
    sizes.put(Part.ADD, c.writeHeads() * c.width());

    Map<Nonlinearity, List<Part>> groups = new EnumMap<>(Nonlinearity.class);
    for (Part part : Part.values()) {
      groups.computeIfAbsent(nonlinearity(part, c), n -> new ArrayList<>()).add(part);
    }
    int first = 0;
    for (Map.Entry<Nonlinearity, List<Part>> group : groups.entrySet()) {
      int next = first;
      for (Part part : group.getValue()) {
        stored.put(part, next);
        next += sizes.get(part);
      }
      regions.add(new Region(group.getKey(), first, next - first));
      first += Simd.padded(next - first);
    }
    columns = first;
  }

  private static Nonlinearity nonlinearity(Part part, NetworkConfiguration c) {
    return switch (part) {
      case KEY -> of(c.keyActivation());
      case ADD -> of(c.addActivation());
      case KEY_STRENGTH, SHARPENING -> Nonlinearity.SOFTPLUS;
      case GATE, ERASE -> Nonlinearity.SIGMOID;
      case SHIFT -> Nonlinearity.SHIFT_SOFTMAX;
    };
  }

  private static Nonlinearity of(Activation activation) {
    return switch (activation) {
      case TANH -> Nonlinearity.TANH;
      case IDENTITY -> Nonlinearity.IDENTITY;
    };
  }

  /** Columns in memory. */
  int columns() {
    return columns;
  }

  /** The first column of a part in memory. */
  int first(Part part) {
    return stored.get(part);
  }

  /** Columns of a part. */
  int size(Part part) {
    return sizes.get(part);
  }

  List<Region> regions() {
    return regions;
  }

  List<Layout.Run> runs() {
    List<Layout.Run> runs = new ArrayList<>();
    int dense = 0;
    for (Part part : Part.values()) {
      runs.add(new Layout.Run(dense, first(part), size(part)));
      dense += size(part);
    }
    return runs;
  }
}
