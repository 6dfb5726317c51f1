package io.github.tapehead.training;

/** How the learning rate runs over a training. */
public sealed interface LearningRate {
  /** The share of the first rate that linear and cosine schedules end with. */
  double LAST = 0.01;

  /** The rate at first. */
  float rate();

  /**
   * The rate of a step.
   *
   * @param seen sequences seen before it
   * @param sinceTarget those of them since the training reached its target; negative if it has not
   */
  float at(long seen, long sinceTarget);

  /** The same schedule from another rate on. */
  LearningRate withRate(float rate);

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
    public float at(long seen, long sinceTarget) {
      return rate;
    }

    @Override
    public LearningRate withRate(float rate) {
      return new Constant(rate);
    }

    @Override
    public String toString() {
      return "constant";
    }
  }

  /**
   * A constant rate, then one that falls as 1 over the sequences seen: fast while the network
   * learns the task, and calm once it knows it. At a constant rate a network that has long learned
   * to copy may lose it again for some hundred sequences.
   *
   * @param rate the rate at first, more than 0
   * @param sequences for which it stays, 1 or more
   */
  record Inverse(float rate, long sequences) implements LearningRate {
    /**
     * Checks both values.
     *
     * @throws IllegalArgumentException that names the value, and what it must be
     */
    public Inverse {
      requirePositive(rate);
      requirePositive(sequences);
    }

    @Override
    public float at(long seen, long sinceTarget) {
      return seen <= sequences ? rate : (float) ((double) rate * sequences / seen);
    }

    @Override
    public LearningRate withRate(float rate) {
      return new Inverse(rate, sequences);
    }

    @Override
    public String toString() {
      return "inverse:" + sequences;
    }
  }

  /**
   * A rate that falls in a straight line to {@value #LAST} of the first, and stays there.
   *
   * @param rate the rate at first, more than 0
   * @param sequences after which it has fallen, 1 or more
   */
  record Linear(float rate, long sequences) implements LearningRate {
    /**
     * Checks both values.
     *
     * @throws IllegalArgumentException that names the value, and what it must be
     */
    public Linear {
      requirePositive(rate);
      requirePositive(sequences);
    }

    @Override
    public float at(long seen, long sinceTarget) {
      return (float) (rate * (LAST + (1 - LAST) * (1 - progress(seen, sequences))));
    }

    @Override
    public LearningRate withRate(float rate) {
      return new Linear(rate, sequences);
    }

    @Override
    public String toString() {
      return "linear:" + sequences;
    }
  }

  /**
   * A rate that falls along half a period of a cosine to {@value #LAST} of the first (Loshchilov
   * and Hutter 2017, without restarts), and stays there.
   *
   * @param rate the rate at first, more than 0
   * @param sequences after which it has fallen, 1 or more
   */
  record Cosine(float rate, long sequences) implements LearningRate {
    /**
     * Checks both values.
     *
     * @throws IllegalArgumentException that names the value, and what it must be
     */
    public Cosine {
      requirePositive(rate);
      requirePositive(sequences);
    }

    @Override
    public float at(long seen, long sinceTarget) {
      return alongCosine(rate, seen, sequences);
    }

    @Override
    public LearningRate withRate(float rate) {
      return new Cosine(rate, sequences);
    }

    @Override
    public String toString() {
      return "cosine:" + sequences;
    }
  }

  /**
   * A constant rate until the training reaches its target, then one that falls as in {@link
   * Cosine}: as fast as can be while the network learns, however long that takes, and soon calm
   * once it has learned.
   *
   * @param rate the rate until the target, more than 0
   * @param sequences after the target until it has fallen, 1 or more
   */
  record Settling(float rate, long sequences) implements LearningRate {
    /**
     * Checks both values.
     *
     * @throws IllegalArgumentException that names the value, and what it must be
     */
    public Settling {
      requirePositive(rate);
      requirePositive(sequences);
    }

    @Override
    public float at(long seen, long sinceTarget) {
      return sinceTarget < 0 ? rate : alongCosine(rate, sinceTarget, sequences);
    }

    @Override
    public LearningRate withRate(float rate) {
      return new Settling(rate, sequences);
    }

    @Override
    public String toString() {
      return "settling:" + sequences;
    }
  }

  private static float alongCosine(float rate, long seen, long sequences) {
    double falling = (1 + Math.cos(Math.PI * progress(seen, sequences))) / 2;
    return (float) (rate * (LAST + (1 - LAST) * falling));
  }

  private static double progress(long seen, long sequences) {
    return Math.min(1, (double) seen / sequences);
  }

  private static void requirePositive(float rate) {
    if (!(rate > 0) || !Float.isFinite(rate)) {
      throw new IllegalArgumentException("learning_rate: " + rate + ", must be more than 0");
    }
  }

  private static void requirePositive(long sequences) {
    if (sequences < 1) {
      throw new IllegalArgumentException(
          "schedule: " + sequences + " sequences, must be at least 1");
    }
  }
}
