package io.github.tapehead.model;

import java.util.List;

/**
 * A tensor that a part of a network needs; {@link Layout} finds the place for it.
 *
 * @param name its name in weights files
 * @param rows rows, or 0 for a vector
 * @param runs where its dense columns are in a row in memory
 * @param start the values before training
 */
record TensorSpec(String name, int rows, List<Layout.Run> runs, StartingValues start) {

  /** Columns that are stored as they stand in the weights file. */
  static List<Layout.Run> dense(int columns) {
    return List.of(new Layout.Run(0, 0, columns));
  }

  /** The weight of a dense layer, {@code layer.weight}. */
  static TensorSpec weight(String layer, int rows, List<Layout.Run> runs) {
    return new TensorSpec(layer + ".weight", rows, runs, StartingValues.weights(rows));
  }

  /** The bias of a dense layer, {@code layer.bias}, zero before training. */
  static TensorSpec bias(String layer, List<Layout.Run> runs) {
    return bias(layer, runs, StartingValues.ZERO);
  }

  /** The bias of a dense layer, {@code layer.bias}. */
  static TensorSpec bias(String layer, List<Layout.Run> runs, StartingValues start) {
    return new TensorSpec(layer + ".bias", 0, runs, start);
  }
}
