package io.github.tapehead.training;

import io.github.tapehead.training.task.Sizes;

/** How the sizes of training sequences run over a training. */
public sealed interface Curriculum {
  /** The sizes to begin with. */
  Sizes begin();

  /**
   * Whether the loss allows larger sequences.
   *
   * @param meanBits mean loss, in bits per sequence, of the last {@link SequenceWindow#SEQUENCES}
   *     sequences, all of the present sizes
   */
  default boolean grows(double meanBits) {
    return false;
  }

  /** The sizes after a growth. */
  default Sizes next(Sizes sizes) {
    return sizes;
  }

  /** Always the greatest size of the task. */
  record None() implements Curriculum {
    @Override
    public Sizes begin() {
      return Sizes.GREATEST;
    }

    @Override
    public String toString() {
      return "none";
    }
  }

  /** All sizes of the task, equally likely. */
  record Uniform() implements Curriculum {
    @Override
    public Sizes begin() {
      return Sizes.UNIFORM;
    }

    @Override
    public String toString() {
      return "uniform";
    }
  }

  /**
   * Small sizes at first, then, whenever the loss is low, up to larger ones: sizes are uniform up
   * to a largest one, which is an eighth of the way from the task's least to its greatest at first.
   *
   * @param below the mean loss, in bits per sequence, at which sequences grow
   * @param factor of that way at each growth, more than 1
   */
  record Growing(double below, double factor) implements Curriculum {
    private static final double FIRST_REACH = 1.0 / 8;

    /**
     * Checks both values.
     *
     * @throws IllegalArgumentException that names the value, and what it must be
     */
    public Growing {
      if (!(below > 0) || Double.isInfinite(below)) {
        throw new IllegalArgumentException("curriculum: " + below + " bits, must be more than 0");
      }
      if (!(factor > 1) || Double.isInfinite(factor)) {
        throw new IllegalArgumentException(
            "curriculum: factor " + factor + ", must be more than 1");
      }
    }

    /** Doubles. */
    public Growing(double below) {
      this(below, 2);
    }

    @Override
    public Sizes begin() {
      return new Sizes(FIRST_REACH, true);
    }

    @Override
    public boolean grows(double meanBits) {
      return meanBits < below;
    }

    @Override
    public Sizes next(Sizes sizes) {
      return new Sizes(Math.min(1, factor * sizes.reach()), true);
    }

    @Override
    public String toString() {
      return "growing:" + below + ":" + factor;
    }
  }

  /** The curriculum that draws sizes as a task's author has meant it. */
  static Curriculum of(Sizes sizes) {
    return sizes.uniform() ? new Uniform() : new None();
  }
}
