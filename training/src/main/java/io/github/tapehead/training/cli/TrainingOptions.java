package io.github.tapehead.training.cli;

import io.github.tapehead.training.Clipping;
import io.github.tapehead.training.Curriculum;
import io.github.tapehead.training.LearningRate;
import io.github.tapehead.training.Limits;
import io.github.tapehead.training.LossReduction;
import io.github.tapehead.training.Optimizer;
import io.github.tapehead.training.Start;
import io.github.tapehead.training.TrainingConfiguration;
import picocli.CommandLine.Option;

/** The options of training itself. Those not given leave the task's default. */
final class TrainingOptions {
  @Option(
      names = "--batch",
      paramLabel = "N",
      description = "Sequences per step (default: the recipe's).")
  private Integer batch;

  @Option(
      names = "--optimizer",
      paramLabel = "RULE",
      converter = Words.Rule.class,
      description = "rmsprop in the form of Graves (2013), adam or sgd (default: the recipe's).")
  private Optimizer optimizer;

  @Option(
      names = "--learning-rate",
      paramLabel = "RATE",
      description =
          "At first (default: the recipe's; with --optimizer 1e-3 for rmsprop, 3e-3 for adam, 1e-4"
              + " for sgd).")
  private Float learningRate;

  @Option(
      names = "--schedule",
      paramLabel = "KIND[:N]",
      converter = Words.RateSchedule.class,
      description =
          "How the learning rate falls: constant; inverse:N, as N over the sequences seen, after N"
              + " of them; linear:N or cosine:N, to a hundredth after N; settling:N, as cosine but"
              + " from the target on (default: the recipe's; N: --max-sequences, or --after-target"
              + " for settling).")
  private Schedule schedule;

  @Option(
      names = "--curriculum",
      paramLabel = "KIND",
      converter = Words.Course.class,
      description =
          "Sizes of the training sequences: none, always the greatest; uniform;"
              + " growing:BITS:FACTOR, so many times larger whenever the mean loss is below so many"
              + " bits, by default 2 times below 1 bit (default: the recipe's).")
  private Curriculum curriculum;

  @Option(
      names = "--clip",
      paramLabel = "BOUND",
      converter = Words.Clip.class,
      description =
          "Bound of the gradients: value:LIMIT, norm:LIMIT or none (default: the recipe's).")
  private Clipping clipping;

  @Option(
      names = "--loss",
      paramLabel = "KIND",
      converter = Words.Loss.class,
      description = "sum or mean of the loss over the batch (default: the recipe's).")
  private LossReduction loss;

  @Option(
      names = "--target",
      paramLabel = "BITS",
      description =
          "The loss to reach: the training ends when the mean of the last 1,000 sequences is below"
              + " this many bits per sequence and has stayed there for --after-target sequences; 0"
              + " for no target (default: the recipe's).")
  private Double target;

  @Option(
      names = "--after-target",
      paramLabel = "N",
      description =
          "Go on, beyond --max-sequences if need be, until the loss has stayed below the target"
              + " for so many sequences, and report the worst mean since it came there; 0 to end at"
              + " the target (default: the recipe's, 0 to 200,000).")
  private Long afterTarget;

  @Option(
      names = "--max-sequences",
      paramLabel = "N",
      description =
          "End after so many sequences if the loss is not below the target. While it is, go on"
              + " until it no longer is or --after-target is over (default: the recipe's).")
  private Long maxSequences;

  @Option(
      names = "--key-strength-bias",
      paramLabel = "BIAS",
      description =
          "Bias of the heads' key strengths before training: the larger, the sharper heads look"
              + " for content at first (default: the recipe's).")
  private Float keyStrengthBias;

  @Option(
      names = "--memory-smoothing",
      paramLabel = "LOCATIONS",
      description =
          "Over how many locations a memory that is learned, random or given is smoothed before"
              + " training: neighbours then begin alike; 0 for not at all (default: the recipe's).")
  private Float memorySmoothing;

  @Option(
      names = "--max-seconds",
      paramLabel = "N",
      description = "End after so many seconds, target or not; 0 for never (default: 0).")
  private Double maxSeconds;

  @Option(
      names = "--steps",
      paramLabel = "N",
      description = "--max-sequences as a number of steps, each of one batch.")
  private Long steps;

  /**
   * The configuration with these options; its network and its seed stay.
   *
   * @param defaults what holds where no option is given
   * @throws IllegalArgumentException that names the option, its value and its range
   */
  TrainingConfiguration apply(TrainingConfiguration defaults) {
    return apply(defaults, Scope.ALL);
  }

  /**
   * The same.
   *
   * @param scope which options apply
   */
  TrainingConfiguration apply(TrainingConfiguration defaults, Scope scope) {
    Optimizer rule = optimizer == null ? defaults.optimizer() : optimizer;
    float usual = optimizer == null ? defaults.learningRate().rate() : rule.usualRate();
    float rate = learningRate == null ? usual : learningRate;
    int size = batch == null ? defaults.batch() : batch;
    Limits limits = limits(defaults.limits(), size, scope);
    return new TrainingConfiguration(
        defaults.task(),
        defaults.network(),
        start(defaults.start(), scope),
        size,
        rule,
        learningRate(rate, defaults.learningRate(), limits, scope),
        curriculum == null ? defaults.curriculum() : curriculum,
        clipping == null ? defaults.clipping() : clipping,
        loss == null ? defaults.loss() : loss,
        defaults.parallelism(),
        defaults.seed(),
        limits);
  }

  /** Whether the option for an end by time is given. */
  boolean hasMaxSeconds() {
    return maxSeconds != null;
  }

  /** The target of a training with these options; 0 for none. */
  double targetBits(TrainingConfiguration defaults) {
    return target == null ? defaults.limits().targetBits() : target;
  }

  private Start start(Start defaults, Scope scope) {
    boolean bias = keyStrengthBias != null && scope.heads();
    boolean smoothing = memorySmoothing != null && scope.smoothing();
    return new Start(
        bias ? keyStrengthBias : defaults.keyStrengthBias(),
        smoothing ? memorySmoothing : defaults.memorySmoothing());
  }

  private Limits limits(Limits defaults, int size, Scope scope) {
    boolean after = afterTarget != null && scope.target();
    Limits limits =
        new Limits(
            sequences(defaults.maxSequences(), size),
            target == null ? defaults.targetBits() : target,
            after ? afterTarget : defaults.sequencesAfterTarget(),
            maxSeconds == null ? defaults.maxSeconds() : maxSeconds);
    if (after && afterTarget > 0 && limits.targetBits() == 0) {
      throw new IllegalArgumentException(
          "after_target: " + afterTarget + ", but there is no target: add --target BITS");
    }
    return limits;
  }

  private LearningRate learningRate(float rate, LearningRate defaults, Limits limits, Scope scope) {
    boolean aimless = limits.targetBits() == 0;
    if (schedule == null || (schedule.settles() && !scope.target())) {
      // What such a recipe comes to.
      boolean constant = aimless && defaults instanceof LearningRate.Settling;
      return constant ? new LearningRate.Constant(rate) : defaults.withRate(rate);
    }
    if (aimless && schedule.settles()) {
      throw new IllegalArgumentException(
          "schedule: "
              + schedule.words()
              + " falls from the target on, but there is none: add --target BITS, or choose"
              + " another schedule");
    }
    return schedule.of(rate, limits.maxSequences(), limits.sequencesAfterTarget());
  }

  private long sequences(long otherwise, int size) {
    if (steps == null) {
      return maxSequences == null ? otherwise : maxSequences;
    }
    if (maxSequences != null) {
      throw new IllegalArgumentException("--steps and --max-sequences: only one of them");
    }
    if (steps < 1 || steps > Long.MAX_VALUE / TrainingConfiguration.MAX_BATCH) {
      throw new IllegalArgumentException(
          "steps: "
              + steps
              + ", must be from 1 to "
              + Long.MAX_VALUE / TrainingConfiguration.MAX_BATCH);
    }
    return steps * size;
  }
}
