package io.github.tapehead.training;

import io.github.tapehead.model.ControllerKind;
import io.github.tapehead.model.NetworkConfiguration;
import io.github.tapehead.training.task.CopyTask;
import io.github.tapehead.training.task.Task;

/** A copy task with a network so small that tests can train it. */
public final class TinyCopy {
  /** Copies of up to three vectors. */
  public static final Task TASK = new CopyTask(3);

  private TinyCopy() {}

  /** A network for {@link #TASK}. */
  public static NetworkConfiguration network() {
    return NetworkConfiguration.ntm(ControllerKind.LSTM, TASK.inputs(), TASK.outputs())
        .withHidden(24)
        .withMemory(12, 8);
  }

  /** A training of so many sequences, without a target. */
  public static TrainingConfiguration configuration(long sequences) {
    return TrainingConfiguration.defaults(TASK)
        .withNetwork(network())
        .withBatch(16)
        .withLimits(new Limits(sequences, 0));
  }
}
