package io.github.tapehead.model;

/**
 * What the memory holds before the first step. A text is what a configuration's JSON says.
 *
 * <p>Collier and Beel (2018) compare the first three: networks with a small constant learn fastest.
 */
public sealed interface InitialMemory {
  /** The constant 1e−6. */
  InitialMemory SMALL = new Constant(1e-6f);

  /**
   * One number everywhere.
   *
   * @param value the number
   */
  record Constant(float value) implements InitialMemory {
    /**
     * Checks the number.
     *
     * @throws IllegalArgumentException if it is not finite
     */
    public Constant {
      if (!Float.isFinite(value)) {
        throw new IllegalArgumentException("initial_memory: " + value + ", must be finite");
      }
    }

    @Override
    public String toString() {
      return Float.toString(value);
    }
  }

  /** The hyperbolic tangent of the parameters {@code initial.memory}, [locations × width]. */
  record Learned() implements InitialMemory {
    @Override
    public String toString() {
      return "learned";
    }
  }

  /**
   * The same of numbers that are drawn once, normal with deviation 0.5. They stand among the
   * parameters, and so in a weights file, but never receive a gradient.
   */
  record Random() implements InitialMemory {
    @Override
    public String toString() {
      return "random";
    }
  }

  /**
   * The numbers {@code initial.memory}, [locations × width], as they stand. They receive no
   * gradient. Those of a new network are uniform in ±1/√(locations + width).
   */
  record Given() implements InitialMemory {
    @Override
    public String toString() {
      return "given";
    }
  }
}
