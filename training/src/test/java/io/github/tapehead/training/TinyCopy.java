package io.github.tapehead.training;

import io.github.tapehead.model.AccessOrder;
import io.github.tapehead.model.Activation;
import io.github.tapehead.model.ControllerKind;
import io.github.tapehead.model.InitialState;
import io.github.tapehead.model.MemoryKind;
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
    return new NetworkConfiguration(
        ControllerKind.LSTM,
        1,
        TASK.inputs(),
        TASK.outputs(),
        24,
        MemoryKind.NTM,
        12,
        8,
        1,
        1,
        1,
        AccessOrder.WRITE_READ,
        InitialState.FIXED,
        Activation.TANH,
        Activation.TANH,
        1e-6f);
  }

  /** A training of so many sequences, without a target. */
  public static TrainingConfiguration configuration(long sequences) {
    return TrainingConfiguration.defaults(TASK)
        .withNetwork(network())
        .withLimits(new Limits(sequences, 0));
  }
}
