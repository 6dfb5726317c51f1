package io.github.tapehead.training;

import io.github.tapehead.model.NetworkConfiguration;
import io.github.tapehead.training.task.Task;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Everything that decides a training run: on the same JVM and CPU, the same configuration gives the
 * same bits, unless the time allowed ends it or workers are {@linkplain Parallelism.Hogwild not
 * synchronised}.
 *
 * @param task what is learned
 * @param network the network that learns it; its inputs and outputs are the task's
 * @param start how its parameters are set before training
 * @param batch sequences per step, from 1 to {@value #MAX_BATCH}
 * @param optimizer the rule of the updates
 * @param learningRate its rate over time
 * @param curriculum the sizes of training sequences over time
 * @param clipping what keeps gradients within bounds
 * @param loss whether the loss is summed over the batch or averaged
 * @param parallelism how many workers train together, and how
 * @param seed the seed of all chance, see {@link RandomStreams}
 * @param limits when training ends
 */
public record TrainingConfiguration(
    Task task,
    NetworkConfiguration network,
    Start start,
    int batch,
    Optimizer optimizer,
    LearningRate learningRate,
    Curriculum curriculum,
    Clipping clipping,
    LossReduction loss,
    Parallelism parallelism,
    long seed,
    Limits limits) {

  /** The largest batch: far beyond use, and safe from overflow. */
  public static final int MAX_BATCH = 1 << 14;

  /**
   * Checks every value, and that network and task fit.
   *
   * @throws IllegalArgumentException that names the option, its value and what is expected
   */
  public TrainingConfiguration {
    Objects.requireNonNull(start, "start");
    Objects.requireNonNull(optimizer, "optimizer");
    Objects.requireNonNull(learningRate, "learning_rate");
    Objects.requireNonNull(curriculum, "curriculum");
    Objects.requireNonNull(clipping, "clipping");
    Objects.requireNonNull(loss, "loss");
    Objects.requireNonNull(parallelism, "parallelism");
    Objects.requireNonNull(limits, "limits");
    requireFit(task, network);
    start.requireFit(network);
    if (batch < 1 || batch > MAX_BATCH) {
      throw new IllegalArgumentException("batch: " + batch + ", must be from 1 to " + MAX_BATCH);
    }
    if (parallelism instanceof Parallelism.Synchronous && parallelism.allWorkers() > batch) {
      throw new IllegalArgumentException(
          "workers: "
              + parallelism.allWorkers()
              + ", must be at most the batch of "
              + batch
              + " that they share");
    }
  }

  /**
   * Settings under which an NTM with an LSTM controller learns a task, see {@link Recipes}.
   *
   * @param task what is learned
   */
  public static TrainingConfiguration defaults(Task task) {
    return Recipes.of(task, NetworkKind.NTM_LSTM);
  }

  /** The same with another network, and of its start what applies to that. */
  public TrainingConfiguration withNetwork(NetworkConfiguration network) {
    return with(draft -> {
      draft.network = network;
      draft.start = start.of(network);
    });
  }

  /** The same with another start. */
  public TrainingConfiguration withStart(Start start) {
    return with(draft -> draft.start = start);
  }

  /** The same with another seed. */
  public TrainingConfiguration withSeed(long seed) {
    return with(draft -> draft.seed = seed);
  }

  /** The same with another batch. */
  public TrainingConfiguration withBatch(int batch) {
    return with(draft -> draft.batch = batch);
  }

  /** The same with another curriculum. */
  public TrainingConfiguration withCurriculum(Curriculum curriculum) {
    return with(draft -> draft.curriculum = curriculum);
  }

  /** The same with other workers. */
  public TrainingConfiguration withParallelism(Parallelism parallelism) {
    return with(draft -> draft.parallelism = parallelism);
  }

  /** The same with another learning rate. */
  public TrainingConfiguration withLearningRate(LearningRate learningRate) {
    return with(draft -> draft.learningRate = learningRate);
  }

  /** The same with other limits. */
  public TrainingConfiguration withLimits(Limits limits) {
    return with(draft -> draft.limits = limits);
  }

  private TrainingConfiguration with(Consumer<Draft> change) {
    var draft = new Draft();
    change.accept(draft);
    return new TrainingConfiguration(
        task,
        draft.network,
        draft.start,
        draft.batch,
        optimizer,
        draft.learningRate,
        draft.curriculum,
        clipping,
        loss,
        draft.parallelism,
        draft.seed,
        draft.limits);
  }

  /** What may change, as it is before. */
  private final class Draft {
    private NetworkConfiguration network = TrainingConfiguration.this.network;
    private Start start = TrainingConfiguration.this.start;
    private int batch = TrainingConfiguration.this.batch;
    private LearningRate learningRate = TrainingConfiguration.this.learningRate;
    private Curriculum curriculum = TrainingConfiguration.this.curriculum;
    private Parallelism parallelism = TrainingConfiguration.this.parallelism;
    private long seed = TrainingConfiguration.this.seed;
    private Limits limits = TrainingConfiguration.this.limits;
  }

  /**
   * Requires that a network takes a task's inputs and gives its outputs.
   *
   * @throws IllegalArgumentException if it does not
   */
  public static void requireFit(Task task, NetworkConfiguration network) {
    requireSize("inputs", network.inputs(), task.name(), task.inputs());
    requireSize("outputs", network.outputs(), task.name(), task.outputs());
  }

  private static void requireSize(String name, int actual, String task, int expected) {
    if (actual != expected) {
      throw new IllegalArgumentException(
          name + " of the network: " + actual + ", task " + task + " has " + expected);
    }
  }
}
