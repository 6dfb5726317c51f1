package io.github.tapehead.training;

/**
 * A rule that turns gradients into a change of the parameters, with its constants. The learning
 * rate is apart, in {@link TrainingConfiguration}; what a rule remembers from step to step is in
 * {@link OptimizerState}.
 */
public sealed interface Optimizer {
  /** The name on the command line and in files. */
  String name();

  /** The rate that suits the rule for the networks of the paper. */
  float usualRate();

  /**
   * The same rule with less momentum: workers that do not wait for each other act as a momentum of
   * {@code 1 − 1/workers} by themselves (Mitliagkas et al. 2016), and what comes on top must
   * shrink. {@code 1 − μ} grows with the workers, up to no momentum at all.
   *
   * @param workers 1 or more
   */
  Optimizer forAsynchronous(int workers);

  /**
   * RMSProp in the form of Graves (2013): {@code n = d·n + (1−d)·g²}, {@code m = d·m + (1−d)·g},
   * {@code v = μ·v − rate·g/√(n − m² + ε)}, {@code θ += v}.
   *
   * @param decay d, of the running means, in [0, 1)
   * @param momentum μ, of the velocity, in [0, 1)
   * @param epsilon ε, more than 0
   */
  record RmsProp(float decay, float momentum, float epsilon) implements Optimizer {
    /**
     * Checks every value.
     *
     * @throws IllegalArgumentException that names the value and its range
     */
    public RmsProp {
      requireFraction("decay", decay);
      requireFraction("momentum", momentum);
      requirePositive("epsilon", epsilon);
    }

    /** The constants of Graves (2013): 0.95, 0.9, 1e-4. */
    public RmsProp() {
      this(0.95f, 0.9f, 1e-4f);
    }

    @Override
    public String name() {
      return "rmsprop";
    }

    @Override
    public float usualRate() {
      return 1e-3f;
    }

    @Override
    public RmsProp forAsynchronous(int workers) {
      return new RmsProp(decay, lowered(momentum, workers), epsilon);
    }
  }

  /**
   * Adam (Kingma and Ba, 2015), with bias correction.
   *
   * @param beta1 decay of the mean of gradients, in [0, 1)
   * @param beta2 decay of the mean of squared gradients, in [0, 1)
   * @param epsilon added to the root, more than 0
   */
  record Adam(float beta1, float beta2, float epsilon) implements Optimizer {
    /**
     * Checks every value.
     *
     * @throws IllegalArgumentException that names the value and its range
     */
    public Adam {
      requireFraction("beta1", beta1);
      requireFraction("beta2", beta2);
      requirePositive("epsilon", epsilon);
    }

    /** The constants of the article: 0.9, 0.999, 1e-8. */
    public Adam() {
      this(0.9f, 0.999f, 1e-8f);
    }

    @Override
    public String name() {
      return "adam";
    }

    @Override
    public float usualRate() {
      return 3e-3f;
    }

    @Override
    public Adam forAsynchronous(int workers) {
      return new Adam(lowered(beta1, workers), beta2, epsilon);
    }
  }

  /**
   * Gradient descent with momentum: {@code v = μ·v − rate·g}, {@code θ += v}.
   *
   * @param momentum μ, in [0, 1)
   */
  record Sgd(float momentum) implements Optimizer {
    /**
     * Checks the value.
     *
     * @throws IllegalArgumentException that names the value and its range
     */
    public Sgd {
      requireFraction("momentum", momentum);
    }

    /** A momentum of 0.9. */
    public Sgd() {
      this(0.9f);
    }

    @Override
    public String name() {
      return "sgd";
    }

    @Override
    public float usualRate() {
      return 1e-4f;
    }

    @Override
    public Sgd forAsynchronous(int workers) {
      return new Sgd(lowered(momentum, workers));
    }
  }

  private static float lowered(float momentum, int workers) {
    return Math.max(0, 1 - workers * (1 - momentum));
  }

  private static void requireFraction(String name, float value) {
    if (!(value >= 0 && value < 1)) {
      throw new IllegalArgumentException(name + ": " + value + ", must be at least 0 and below 1");
    }
  }

  private static void requirePositive(String name, float value) {
    if (!(value > 0) || !Float.isFinite(value)) {
      throw new IllegalArgumentException(name + ": " + value + ", must be more than 0");
    }
  }
}
