package io.github.tapehead.model;

import io.github.tapehead.kernels.Simd;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Where the parameters of the heads stand in a row of their projection. In a weights file the parts
 * follow each other as {@link HeadPart} lists them; in memory, parts of the same nonlinearity are
 * neighbours, so that one kernel call activates them all.
 */
final class HeadLayout {
  /**
   * Parts of one nonlinearity.
   *
   * @param nonlinearity what to apply
   * @param first the first column in memory, at a whole vector
   * @param columns how many columns
   */
  record Region(Nonlinearity nonlinearity, int first, int columns) {}

  private final Map<HeadPart, Integer> sizes = new EnumMap<>(HeadPart.class);
  private final Map<HeadPart, Integer> stored = new EnumMap<>(HeadPart.class);
  private final List<Region> regions = new ArrayList<>();
  private final int columns;

  HeadLayout(NetworkConfiguration c) {
    int heads = c.heads();
    sizes.put(HeadPart.KEY, heads * c.width());
    sizes.put(HeadPart.KEY_STRENGTH, heads);
    sizes.put(HeadPart.GATE, heads);
    sizes.put(HeadPart.SHIFT, heads * c.shifts());
    sizes.put(HeadPart.SHARPENING, heads);
    sizes.put(HeadPart.ERASE, c.writeHeads() * c.width());
    sizes.put(HeadPart.ADD, c.writeHeads() * c.width());

    Map<Nonlinearity, List<HeadPart>> groups = new EnumMap<>(Nonlinearity.class);
    for (HeadPart part : HeadPart.values()) {
      groups
          .computeIfAbsent(c.activations().of(part).nonlinearity(), n -> new ArrayList<>())
          .add(part);
    }
    int first = 0;
    for (Map.Entry<Nonlinearity, List<HeadPart>> group : groups.entrySet()) {
      int next = first;
      for (HeadPart part : group.getValue()) {
        stored.put(part, next);
        next += sizes.get(part);
      }
      regions.add(new Region(group.getKey(), first, next - first));
      first += Simd.padded(next - first);
    }
    columns = first;
  }

  /** Columns in memory. */
  int columns() {
    return columns;
  }

  /** The first column of a part in memory. */
  int first(HeadPart part) {
    return stored.get(part);
  }

  /** Columns of a part. */
  int size(HeadPart part) {
    return sizes.get(part);
  }

  List<Region> regions() {
    return regions;
  }

  List<Layout.Run> runs() {
    List<Layout.Run> runs = new ArrayList<>();
    int dense = 0;
    for (HeadPart part : HeadPart.values()) {
      runs.add(new Layout.Run(dense, first(part), size(part)));
      dense += size(part);
    }
    return runs;
  }
}
