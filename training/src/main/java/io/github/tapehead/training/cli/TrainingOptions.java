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
      description =
          "How the learning rate falls: constant; inverse:N, as N over the sequences seen, after N"
              + " of them; linear:N or cosine:N, to a hundredth after N; settling:N, as cosine but"
              + " from the target on (default: the recipe's; N: --max-sequences, or --after-target"
              + " for settling).")
  private String schedule;

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
          "End when the mean loss of the last 1,000 sequences is below this many bits per"
              + " sequence; 0 for never (default: the recipe's).")
  private Double target;

  @Option(
      names = "--after-target",
      paramLabel = "N",
      description =
          "Go on until the loss has stayed below the target for so many sequences, and report"
              + " the worst mean since it came there (default: the recipe's).")
  private Long afterTarget;

  @Option(
      names = "--max-sequences",
      paramLabel = "N",
      description =
          "End after so many sequences if the loss is not below the target (default: the"
              + " recipe's).")
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
    Optimizer rule = optimizer == null ? defaults.optimizer() : optimizer;
    float usual = optimizer == null ? defaults.learningRate().rate() : rule.usualRate();
    float rate = learningRate == null ? usual : learningRate;
    int size = batch == null ? defaults.batch() : batch;
    long most = sequences(defaults.limits().maxSequences(), size);
    long after = afterTarget == null ? defaults.limits().sequencesAfterTarget() : afterTarget;
    return new TrainingConfiguration(
        defaults.task(),
        defaults.network(),
        start(defaults.start()),
        size,
        rule,
        learningRate(rate, defaults.learningRate(), most, after),
        curriculum == null ? defaults.curriculum() : curriculum,
        clipping == null ? defaults.clipping() : clipping,
        loss == null ? defaults.loss() : loss,
        defaults.parallelism(),
        defaults.seed(),
        new Limits(
            most,
            target == null ? defaults.limits().targetBits() : target,
            after,
            maxSeconds == null ? defaults.limits().maxSeconds() : maxSeconds));
  }

  /** Whether the option for an end by time is given. */
  boolean hasMaxSeconds() {
    return maxSeconds != null;
  }

  private Start start(Start defaults) {
    return new Start(
        keyStrengthBias == null ? defaults.keyStrengthBias() : keyStrengthBias,
        memorySmoothing == null ? defaults.memorySmoothing() : memorySmoothing);
  }

  /** The schedule of the option, whose sequences are by default those of the whole training. */
  private LearningRate learningRate(
      float rate, LearningRate otherwise, long sequences, long afterTarget) {
    if (schedule == null) {
      return otherwise.withRate(rate);
    }
    String[] parts = schedule.split(":", 2);
    long usual = parts[0].equals("settling") ? Math.max(1, afterTarget) : sequences;
    long over = parts.length == 1 ? usual : scheduleLength(parts[1]);
    return switch (parts[0]) {
      case "constant" -> new LearningRate.Constant(rate);
      case "inverse" -> new LearningRate.Inverse(rate, over);
      case "linear" -> new LearningRate.Linear(rate, over);
      case "cosine" -> new LearningRate.Cosine(rate, over);
      case "settling" -> new LearningRate.Settling(rate, over);
      default ->
          throw new IllegalArgumentException(
              "schedule: "
                  + schedule
                  + ", expected constant, inverse:N, linear:N, cosine:N or settling:N");
    };
  }

  private long scheduleLength(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "schedule: " + schedule + ", expected a whole number of sequences after the colon", e);
    }
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
