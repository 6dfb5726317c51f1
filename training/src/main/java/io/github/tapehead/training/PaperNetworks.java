package io.github.tapehead.training;

import io.github.tapehead.model.ControllerKind;
import io.github.tapehead.model.InitialMemory;
import io.github.tapehead.model.InitialState;
import io.github.tapehead.model.NetworkConfiguration;
import io.github.tapehead.training.task.AssociativeRecallTask;
import io.github.tapehead.training.task.NGramTask;
import io.github.tapehead.training.task.PrioritySortTask;
import io.github.tapehead.training.task.RepeatCopyTask;
import io.github.tapehead.training.task.Task;

/**
 * The networks of the paper's Tables 1 to 3. A task that is not the paper's gets those of the copy
 * task. The paper does not say what the memory holds before the first step: when sorting, a {@link
 * Start} needs locations that differ, so there it is learned.
 */
final class PaperNetworks {
  private static final int BASELINE_LAYERS = 3;

  private PaperNetworks() {}

  /** The network of a kind for a task. */
  static NetworkConfiguration of(Task task, NetworkKind kind) {
    return switch (kind) {
      case NTM_LSTM ->
          switch (task) {
            case PrioritySortTask t -> sorter(ntm(task, ControllerKind.LSTM, 2, 100, 5));
            default -> ntm(task, ControllerKind.LSTM, 1, 100, 1);
          };
      case NTM_FEED_FORWARD ->
          switch (task) {
            case AssociativeRecallTask t -> ntm(task, ControllerKind.FEED_FORWARD, 1, 256, 4);
            case PrioritySortTask t -> sorter(ntm(task, ControllerKind.FEED_FORWARD, 1, 512, 8));
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

  private static NetworkConfiguration sorter(NetworkConfiguration network) {
    return network.withInitialMemory(new InitialMemory.Learned());
  }

  /** As in the paper, its state before the first step is learned. */
  private static NetworkConfiguration baseline(Task task, int hidden) {
    return NetworkConfiguration.ntm(ControllerKind.LSTM, task.inputs(), task.outputs())
        .withoutMemory()
        .withLayers(BASELINE_LAYERS)
        .withHidden(hidden)
        .withInitialState(InitialState.LEARNED);
  }
}
