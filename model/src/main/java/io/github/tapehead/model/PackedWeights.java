package io.github.tapehead.model;

import io.github.tapehead.kernels.Matrix;
import io.github.tapehead.kernels.PackedMatrix;
import java.lang.foreign.SegmentAllocator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The weights of a network the way products want them. Layers ask for the rows that they multiply,
 * and who asks for the same rows gets the same memory: layers of one network, or of many networks
 * that run side by side with weights that nobody changes.
 */
final class PackedWeights {
  private final Layout layout;
  private final SegmentAllocator allocator;
  private final Map<Rows, PackedMatrix> packed = new LinkedHashMap<>();
  private Views views;

  /** Some rows of a weight, or these rows transposed. */
  private record Rows(String tensor, int first, int count, boolean transposed) {}

  /** What is packed, from one block; made when a block is first seen, not in every step. */
  private static final class Views {
    private final Parameters block;
    private final Rows[] rows;
    private final Matrix[] sources;
    private final PackedMatrix[] targets;

    Views(Parameters block, Map<Rows, PackedMatrix> packed) {
      this.block = block;
      rows = packed.keySet().toArray(new Rows[0]);
      targets = packed.values().toArray(new PackedMatrix[0]);
      sources = new Matrix[rows.length];
      for (int i = 0; i < rows.length; i++) {
        sources[i] = block.matrix(rows[i].tensor).rows(rows[i].first, rows[i].count);
      }
    }

    void pack() {
      for (int i = 0; i < rows.length; i++) {
        if (rows[i].transposed) {
          targets[i].packTransposed(sources[i]);
        } else {
          targets[i].pack(sources[i]);
        }
      }
    }
  }

  /**
   * Nothing is packed yet.
   *
   * @param allocator gives the memory
   */
  PackedWeights(Layout layout, SegmentAllocator allocator) {
    this.layout = layout;
    this.allocator = allocator;
  }

  /** The layout of the parameters. */
  Layout layout() {
    return layout;
  }

  /** Rows of a weight, as the right-hand side of a product; filled by the next load. */
  PackedMatrix rows(String tensor, int first, int count) {
    return packed(new Rows(tensor, first, count, false), count, columns(tensor));
  }

  /** The same rows transposed. */
  PackedMatrix transposedRows(String tensor, int first, int count) {
    return packed(new Rows(tensor, first, count, true), columns(tensor), count);
  }

  /** Packs all rows that were asked for so far. */
  void load(Parameters parameters) {
    if (views == null || views.block != parameters || views.rows.length != packed.size()) {
      views = new Views(parameters, packed);
    }
    views.pack();
  }

  private PackedMatrix packed(Rows key, int rows, int columns) {
    PackedMatrix known = packed.get(key);
    if (known == null) {
      known = PackedMatrix.allocate(allocator, rows, columns);
      packed.put(key, known);
    }
    return known;
  }

  private int columns(String tensor) {
    return layout.tensor(tensor).columns();
  }
}
