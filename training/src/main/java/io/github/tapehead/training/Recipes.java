package io.github.tapehead.training;

import io.github.tapehead.model.ControllerKind;
import io.github.tapehead.model.NetworkConfiguration;
import io.github.tapehead.training.task.AssociativeRecallTask;
import io.github.tapehead.training.task.NGramTask;
import io.github.tapehead.training.task.PrioritySortTask;
import io.github.tapehead.training.task.RepeatCopyTask;
import io.github.tapehead.training.task.Task;

/**
 * The settings under which each network learns each task: the sizes of the paper's Tables 1 to 3,
 * with the optimiser, rate and schedule that were found to work.
 *
 * <p>The paper trains everything by RMSProp at rates of 3e-5 to 1e-4 and says neither how large a
 * batch is nor how it starts; its figures show about 100,000 to 1,000,000 sequences.
 */
public final class Recipes {
  private Recipes() {}

  /**
   * The settings for a task and a network. A task that is not the paper's gets the sizes of the
   * copy task.
   */
  public static TrainingConfiguration of(Task task, NetworkKind kind) {
    Optimizer optimizer = new Optimizer.RmsProp();
    return new TrainingConfiguration(
        task,
        network(task, kind),
        16,
        optimizer,
        new LearningRate.Inverse(optimizer.usualRate(), 10_000),
        Curriculum.of(task.sizes()),
        new Clipping.ByValue(10),
        LossReduction.SUM,
        1,
        new Limits(100_000, target(task)));
  }

  private static double target(Task task) {
    return switch (task) {
      case NGramTask t -> 129.5;
      case PrioritySortTask t -> 20;
      default -> 0.1;
    };
  }

  /** The sizes of the paper's Tables 1 to 3. */
  private static NetworkConfiguration network(Task task, NetworkKind kind) {
    return switch (kind) {
      case NTM_LSTM ->
          switch (task) {
            case PrioritySortTask t -> ntm(task, ControllerKind.LSTM, 2, 100, 5);
            default -> ntm(task, ControllerKind.LSTM, 1, 100, 1);
          };
      case NTM_FEED_FORWARD ->
          switch (task) {
            case AssociativeRecallTask t -> ntm(task, ControllerKind.FEED_FORWARD, 1, 256, 4);
            case PrioritySortTask t -> ntm(task, ControllerKind.FEED_FORWARD, 1, 512, 8);
            default -> ntm(task, ControllerKind.FEED_FORWARD, 1, 100, 1);
          };
      case LSTM ->
          switch (task) {
            case RepeatCopyTask t -> baseline(task, 512);
            case NGramTask t -> baseline(task, 128);
            case PrioritySortTask t -> baseline(task, 128);
            default -> baseline(task, 256);
          };
    };
  }

  private static NetworkConfiguration ntm(
      Task task, ControllerKind controller, int layers, int hidden, int heads) {
    return NetworkConfiguration.ntm(controller, task.inputs(), task.outputs())
        .withLayers(layers)
        .withHidden(hidden)
        .withHeads(heads);
  }

  private static NetworkConfiguration baseline(Task task, int hidden) {
    return NetworkConfiguration.ntm(ControllerKind.LSTM, task.inputs(), task.outputs())
        .withoutMemory()
        .withLayers(3)
        .withHidden(hidden);
  }
}
