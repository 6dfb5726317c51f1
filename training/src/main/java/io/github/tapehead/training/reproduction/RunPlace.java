package io.github.tapehead.training.reproduction;

import io.github.tapehead.training.NetworkKind;
import io.github.tapehead.training.run.RunFolder;
import io.github.tapehead.training.task.Task;
import java.nio.file.Path;
import java.util.Objects;

/**
 * One run among those of a reproduction, and where it is kept.
 *
 * @param root the folder of the reproduction
 * @param task what is learned
 * @param network by which network
 * @param seed of the run
 */
public record RunPlace(Path root, Task task, NetworkKind network, long seed) {
  /** How the folder of a seed begins. */
  static final String SEED = "seed-";

  /** Requires everything. */
  public RunPlace {
    Objects.requireNonNull(root, "root");
    Objects.requireNonNull(task, "task");
    Objects.requireNonNull(network, "network");
  }

  /** The folder of all seeds of a network. */
  static Path folder(Path root, Task task, NetworkKind network) {
    return root.resolve(task.name()).resolve(network.toString());
  }

  /** The folder of the run; it need not be there. */
  public RunFolder folder() {
    return new RunFolder(folder(root, task, network).resolve(SEED + seed));
  }

  /** The run in words. */
  @Override
  public String toString() {
    return task.name() + ", " + network + ", seed " + seed;
  }
}
