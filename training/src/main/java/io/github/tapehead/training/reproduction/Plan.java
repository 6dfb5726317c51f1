package io.github.tapehead.training.reproduction;

import io.github.tapehead.training.NetworkKind;
import io.github.tapehead.training.TrainingConfiguration;
import io.github.tapehead.training.task.Task;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.ToIntFunction;

/**
 * All runs of a reproduction, in the order in which they begin: the first seed of everything, then
 * the second, so that an early end leaves something of each.
 *
 * @param runs what is wanted, at least one run
 */
public record Plan(List<PlannedRun> runs) {
  /**
   * Copies the list.
   *
   * @throws IllegalArgumentException if it is empty
   */
  public Plan {
    runs = List.copyOf(runs);
    if (runs.isEmpty()) {
      throw new IllegalArgumentException("runs: none, expected a task, a network and a seed");
    }
  }

  /**
   * Every task with every network and every seed.
   *
   * @param root the folder of the reproduction
   * @param tasks what is learned
   * @param networks what learns it
   * @param seeds of the runs
   * @param training the configuration of a network on a task; its seed does not matter
   * @param testSequences sequences of each test of a task
   */
  public static Plan of(
      Path root,
      List<Task> tasks,
      List<NetworkKind> networks,
      Seeds seeds,
      BiFunction<Task, NetworkKind, TrainingConfiguration> training,
      ToIntFunction<Task> testSequences) {
    List<PlannedRun> runs = new ArrayList<>();
    for (long seed : seeds.values()) {
      for (Task task : tasks) {
        for (NetworkKind network : networks) {
          runs.add(
              new PlannedRun(
                  new RunPlace(root, task, network, seed),
                  training.apply(task, network).withSeed(seed),
                  testSequences.applyAsInt(task)));
        }
      }
    }
    return new Plan(runs);
  }

  /**
   * The same plan, for which finished runs count whatever time they were allowed: where that time
   * follows from how many runs there are, it would otherwise make all of them others.
   */
  public Plan ofAnyTime() {
    return new Plan(
        runs.stream()
            .map(run -> new PlannedRun(run.place(), run.configuration(), run.testSequences(), true))
            .toList());
  }

  /**
   * The runs whose folders hold finished runs of other settings, which would be lost.
   *
   * @throws IOException if a result is there and cannot be read
   */
  public List<PlannedRun> replacing() throws IOException {
    List<PlannedRun> replacing = new ArrayList<>();
    for (PlannedRun run : runs) {
      if (run.replacesAnother()) {
        replacing.add(run);
      }
    }
    return replacing;
  }
}
