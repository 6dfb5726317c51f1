package io.github.tapehead.training.reproduction;

import io.github.tapehead.training.NetworkKind;
import io.github.tapehead.training.report.StoredResult;
import io.github.tapehead.training.task.Task;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What is finished of a reproduction, and what is not.
 *
 * @param runs the finished runs
 * @param missing the others
 */
public record Findings(List<FinishedRun> runs, List<Missing> missing) {
  /** Copies the lists. */
  public Findings {
    runs = List.copyOf(runs);
    missing = List.copyOf(missing);
  }

  /**
   * A run that is not finished.
   *
   * @param place which
   * @param why in words, such as {@code not run}
   */
  public record Missing(RunPlace place, String why) {}

  /**
   * What is finished of a plan.
   *
   * @throws IOException if a result is there and cannot be read
   */
  public static Findings of(Plan plan) throws IOException {
    List<FinishedRun> runs = new ArrayList<>();
    List<Missing> missing = new ArrayList<>();
    for (PlannedRun run : plan.runs()) {
      Optional<StoredResult> result = run.finished();
      if (result.isPresent()) {
        runs.add(FinishedRun.of(run.place(), result.get()));
      } else {
        missing.add(missing(run.place(), StoredResult.read(run.place().folder().result())));
      }
    }
    return new Findings(runs, missing);
  }

  /**
   * What is finished in a folder, whatever its configuration. Missing is what some task and network
   * have and others have not.
   *
   * @param root the folder of the reproduction
   * @param tasks where to look
   * @param networks where to look
   * @throws IllegalArgumentException if nothing is finished there
   * @throws IOException if the folder or a result cannot be read
   */
  public static Findings in(Path root, List<Task> tasks, List<NetworkKind> networks)
      throws IOException {
    SortedSet<Long> seeds = new TreeSet<>();
    for (Task task : tasks) {
      for (NetworkKind network : networks) {
        seeds.addAll(seeds(RunPlace.folder(root, task, network)));
      }
    }
    List<FinishedRun> runs = new ArrayList<>();
    List<Missing> missing = new ArrayList<>();
    for (Task task : tasks) {
      for (NetworkKind network : networks) {
        for (long seed : seeds) {
          RunPlace place = new RunPlace(root, task, network, seed);
          Optional<StoredResult> result = StoredResult.read(place.folder().result());
          if (result.isPresent() && FinishedRun.isFinished(task, result.get())) {
            runs.add(FinishedRun.of(place, result.get()));
          } else {
            missing.add(missing(place, result));
          }
        }
      }
    }
    if (runs.isEmpty()) {
      throw new IllegalArgumentException(
          root + ": no finished run, expected TASK/NETWORK/seed-N/result.json");
    }
    return new Findings(runs, missing);
  }

  /** The finished runs of a network on a task, by seed as they were planned. */
  public List<FinishedRun> of(Task task, NetworkKind network) {
    return runs.stream()
        .filter(run -> run.place().task().equals(task) && run.place().network() == network)
        .toList();
  }

  /** The tasks of which some run is finished. */
  public List<Task> tasks() {
    return runs.stream().map(run -> run.place().task()).distinct().toList();
  }

  /** The networks that have finished a run of a task. */
  public List<NetworkKind> networks(Task task) {
    return Stream.of(NetworkKind.values()).filter(each -> !of(task, each).isEmpty()).toList();
  }

  /** The finished runs of a task, those together that stand in one row of a table. */
  List<RunGroup> groups(Task task) {
    return networks(task).stream()
        .map(network -> new RunGroup(network, network.toString(), of(task, network)))
        .toList();
  }

  private static Missing missing(RunPlace place, Optional<StoredResult> result) {
    boolean interrupted = result.isPresent() && !FinishedRun.isFinished(place.task(), result.get());
    return new Missing(place, interrupted ? "interrupted" : "not run");
  }

  private static List<Long> seeds(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> paths = Files.list(folder)) {
      return paths
          .map(path -> path.getFileName().toString())
          .filter(name -> name.matches(RunPlace.SEED + "-?\\d{1,19}"))
          .flatMap(name -> seed(name.substring(RunPlace.SEED.length())).stream())
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
}
