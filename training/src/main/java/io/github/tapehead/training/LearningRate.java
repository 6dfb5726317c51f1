package io.github.tapehead.training;

/** How the learning rate runs over a training. */
public sealed interface LearningRate {
  /**
   * The rate of a step.
   *
   * @param sequences sequences seen before it
   */
  float at(long sequences);

  /**
   * Always the same rate.
   *
   * @param rate more than 0
   */
  record Constant(float rate) implements LearningRate {
    /**
     * Checks the rate.
     *
     * @throws IllegalArgumentException if it is not more than 0
     */
    public Constant {
      requirePositive(rate);
    }

    @Override
    public float at(long sequences) {
      return rate;
    }
  }

  /**
   * A constant rate, then one that falls as 1 over the sequences seen: fast while the network
   * learns the task, and calm once it knows it. At a constant rate a network that has long learned
   * to copy may lose it again for some hundred sequences.
   *
   * @param rate the rate at first, more than 0
   * @param hold sequences for which it stays, 1 or more
   */
  record Decay(float rate, long hold) implements LearningRate {
    /**
     * Checks both values.
     *
     * @throws IllegalArgumentException that names the value, and what it must be
     */
    public Decay {
      requirePositive(rate);
      if (hold < 1) {
        throw new IllegalArgumentException("decay_after: " + hold + ", must be at least 1");
      }
    }

    @Override
    public float at(long sequences) {
      return sequences <= hold ? rate : (float) ((double) rate * hold / sequences);
    }
  }

  private static void requirePositive(float rate) {
    if (!(rate > 0) || !Float.isFinite(rate)) {
      throw new IllegalArgumentException("learning_rate: " + rate + ", must be more than 0");
    }
  }
}
