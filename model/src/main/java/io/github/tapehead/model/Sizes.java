package io.github.tapehead.model;

/** Checks of the sizes of a {@link NetworkConfiguration}, by their names. */
final class Sizes {
  private Sizes() {}

  /**
   * Requires a size in its range.
   *
   * @throws IllegalArgumentException such as {@code hidden: 0, must be from 1 to 65536}
   */
  static void require(String name, int value, int least) {
    if (value < least || value > NetworkConfiguration.MAX_SIZE) {
      throw new IllegalArgumentException(
          name + ": " + value + ", must be from " + least + " to " + NetworkConfiguration.MAX_SIZE);
    }
  }

  /**
   * Requires that the floats of a tensor or of a state can be counted.
   *
   * @throws IllegalArgumentException if there are too many of them
   */
  static void requireWeights(String name, long rows, long columns) {
    long most = NetworkConfiguration.MAX_WEIGHTS;
    if (Math.multiplyHigh(rows, columns) != 0 || rows * columns > most) {
      throw new IllegalArgumentException(
          name + ": " + rows + " times " + columns + " floats, must be at most " + most);
    }
  }
}
