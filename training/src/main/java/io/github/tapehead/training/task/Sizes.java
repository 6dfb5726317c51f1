package io.github.tapehead.training.task;

import java.util.random.RandomGenerator;

/**
 * How large the training sequences of the moment are: what a curriculum tells a task. A size is
 * whatever the task counts, such as vectors to copy or items to recall.
 *
 * @param reach the largest size in use, from 0 (the task's least) to 1 (its greatest)
 * @param uniform whether sizes are drawn uniformly up to the largest, or are always the largest
 */
public record Sizes(double reach, boolean uniform) {
  /** Every size of the task, equally likely. */
  public static final Sizes UNIFORM = new Sizes(1, true);

  /** Always the task's greatest size. */
  public static final Sizes GREATEST = new Sizes(1, false);

  /**
   * Checks the reach.
   *
   * @throws IllegalArgumentException if it is not from 0 to 1
   */
  public Sizes {
    if (!(reach >= 0 && reach <= 1)) {
      throw new IllegalArgumentException("reach: " + reach + ", must be from 0 to 1");
    }
  }

  /**
   * The largest size that {@link #draw} gives.
   *
   * @param least the task's least size
   * @param greatest the task's greatest size, at least {@code least}
   */
  public int largest(int least, int greatest) {
    return least + (int) Math.round(reach * (greatest - least));
  }

  /** A size for one sequence, from the task's least to {@link #largest}. */
  public int draw(int least, int greatest, RandomGenerator random) {
    int largest = largest(least, greatest);
    return uniform ? random.nextInt(least, largest + 1) : largest;
  }

  /**
   * Requires a size within reason.
   *
   * @throws IllegalArgumentException that names the size, its value and its range
   */
  static void require(String name, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          name + ": " + value + ", must be from " + least + " to " + most);
    }
  }
}
