package io.github.tapehead.training.reproduction;

import io.github.tapehead.training.NetworkKind;
import io.github.tapehead.training.run.RunFolder;
import io.github.tapehead.training.task.Task;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

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

  /**
   * The seeds of a network for which there are folders.
   *
   * @throws IOException if they cannot be listed
   */
  static List<Long> seeds(Path root, Task task, NetworkKind network) throws IOException {
    Path folder = folder(root, task, network);
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> paths = Files.list(folder)) {
      return paths
          .map(path -> path.getFileName().toString())
          .filter(name -> name.matches(SEED + "-?\\d{1,19}"))
          .flatMap(name ->
              seed(name.substring(SEED.length())).filter(n -> name.equals(SEED + n)).stream())
          .toList();
    }
  }

  /** Empty if the number is beyond the seeds. */
  private static Optional<Long> seed(String digits) {
    try {
      return Optional.of(Long.valueOf(digits));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** The folder of the run; it need not be there. */
  public RunFolder folder() {
    return new RunFolder(folder(root, task, network).resolve(SEED + seed));
  }

  /** Task and network in words. */
  public String experiment() {
    return task.name() + ", " + network;
  }

  /** The run in words. */
  @Override
  public String toString() {
    return experiment() + ", seed " + seed;
  }
}
