package io.github.tapehead.training.reproduction;

import io.github.tapehead.training.NetworkKind;
import io.github.tapehead.training.report.StoredResult;
import io.github.tapehead.training.task.CharacterTask;
import io.github.tapehead.training.task.Task;
import io.github.tapehead.training.task.Tasks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is finished of a reproduction, and what is not.
 *
 * @param runs the finished runs
 * @param missing what was asked for and is not finished
 * @param unasked those of the finished runs that were not asked for
 */
public record Findings(List<FinishedRun> runs, List<Missing> missing, List<Unasked> unasked) {
  /** How the reason begins where the run is of a task that says something else of itself. */
  private static final String OTHER = "run with other ";

  private static final String OF_A_TEXT = "; for runs of characters add --text FILE";

  /** Copies the lists. */
  public Findings {
    runs = List.copyOf(runs);
    missing = List.copyOf(missing);
    unasked = List.copyOf(unasked);
  }

  /**
   * A finished run in the folder of a plan that is none of the plan's.
   *
   * @param run which
   * @param otherOptions whether the plan has the network and the task, with other settings
   */
  public record Unasked(FinishedRun run, boolean otherOptions) {}

  /**
   * A run that is not finished.
   *
   * @param place which
   * @param why in words, such as {@code not run}
   */
  public record Missing(RunPlace place, String why) {}

  /**
   * What is finished of a plan, and, behind that, whatever else is finished in its folder: another
   * command with the same folder has made it, and its report would lose it.
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
    List<Unasked> unasked = new BesidePlan(plan).besides(runs);
    unasked.forEach(each -> runs.add(each.run()));
    return new Findings(runs, missing, unasked);
  }

  /** Some tasks, and others of which a folder may have runs. */
  public static List<Task> tasksIn(Path root, List<Task> usual) {
    List<Task> tasks = new ArrayList<>(usual);
    Tasks.all().stream()
        .filter(task -> !tasks.contains(task) && Files.isDirectory(root.resolve(task.name())))
        .forEach(tasks::add);
    return tasks;
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
        seeds.addAll(RunPlace.seeds(root, task, network));
      }
    }
    List<FinishedRun> runs = new ArrayList<>();
    List<Missing> missing = new ArrayList<>();
    for (Task task : tasks) {
      for (NetworkKind network : networks) {
        for (long seed : seeds) {
          RunPlace place = new RunPlace(root, task, network, seed);
          Optional<StoredResult> result = StoredResult.read(place.folder().result());
          if (result.isPresent() && FinishedRun.isFinished(place, result.get())) {
            runs.add(FinishedRun.of(place, result.get()));
          } else {
            missing.add(missing(place, result));
          }
        }
      }
    }
    if (runs.isEmpty()) {
      throw new IllegalArgumentException(
          root
              + ": no finished run, expected TASK/NETWORK/seed-N/result.json"
              + missing.stream()
                  .filter(each -> each.why().startsWith(OTHER))
                  .findFirst()
                  .map(each -> "; " + each.place() + ": " + each.why())
                  .orElse(Files.isDirectory(root.resolve(CharacterTask.NAME)) ? OF_A_TEXT : ""));
    }
    return new Findings(runs, missing, List.of());
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
  public List<RunGroup> groups(Task task) {
    List<RunGroup> groups = new ArrayList<>();
    for (NetworkKind network : networks(task)) {
      Map<String, List<FinishedRun>> bySettings =
          of(task, network).stream()
              .collect(
                  Collectors.groupingBy(
                      run -> run.result().configuration(),
                      LinkedHashMap::new,
                      Collectors.toList()));
      int number = 0;
      for (List<FinishedRun> same : bySettings.values()) {
        groups.add(new RunGroup(network, ++number, same));
      }
    }
    return groups;
  }

  private static Missing missing(RunPlace place, Optional<StoredResult> result) {
    if (result.isEmpty()) {
      boolean there = Files.exists(place.folder().result());
      return new Missing(place, there ? "result of another version?" : "not run");
    }
    String others = differences(place.task().metadata(), result.get().metadata());
    if (!others.isEmpty()) {
      return new Missing(place, OTHER + others);
    }
    boolean finished = FinishedRun.isFinished(place, result.get());
    return new Missing(place, finished ? "finished with other options" : "interrupted");
  }

  /** The keys whose values differ. */
  private static String differences(Map<String, String> wanted, Map<String, String> found) {
    SortedSet<String> keys = new TreeSet<>(wanted.keySet());
    keys.addAll(found.keySet());
    keys.removeIf(key -> Objects.equals(wanted.get(key), found.get(key)));
    return String.join(", ", keys);
  }
}
