package io.github.tapehead.training.reproduction;

import io.github.tapehead.model.MemoryKind;
import io.github.tapehead.training.NetworkKind;
import io.github.tapehead.training.report.StoredMetrics;
import io.github.tapehead.training.report.StoredResult;
import io.github.tapehead.training.task.Task;
import io.github.tapehead.training.task.Tasks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds what is finished in the folder of a plan and is not the plan's. */
final class BesidePlan {
  private final Plan plan;
  private final Path root;

  BesidePlan(Plan plan) {
    this.plan = plan;
    root = plan.runs().getFirst().place().root();
  }

  /**
   * The other runs, of the plan's tasks first. Folders that lack files which a report needs, or
   * have broken ones, are passed over.
   *
   * @param finished runs of the plan
   * @throws IOException if a file is there and cannot be read
   */
  List<Findings.Unasked> besides(List<FinishedRun> finished) throws IOException {
    Set<RunPlace> known = finished.stream().map(FinishedRun::place).collect(Collectors.toSet());
    List<Findings.Unasked> others = new ArrayList<>();
    for (Task task : tasks()) {
      for (NetworkKind network : NetworkKind.values()) {
        for (long seed : RunPlace.seeds(root, task, network).stream().sorted().toList()) {
          RunPlace place = new RunPlace(root, task, network, seed);
          Optional<StoredResult> result = StoredResult.read(place.folder().result());
          if (!known.contains(place)
              && result.isPresent()
              && FinishedRun.isFinished(place, result.get())
              && hasMetrics(place)
              && hasWeightsToDraw(place, result.get())) {
            others.add(
                new Findings.Unasked(
                    FinishedRun.of(place, result.get()), hasOther(result.get(), place)));
          }
        }
      }
    }
    return others;
  }

  private static boolean hasMetrics(RunPlace place) throws IOException {
    if (!Files.exists(place.folder().metrics())) {
      return false;
    }
    try {
      StoredMetrics.read(place.folder().metrics());
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** Networks without a memory are drawn only if they have their weights. */
  private static boolean hasWeightsToDraw(RunPlace place, StoredResult result) {
    return result.network().memory() == MemoryKind.NONE || Files.exists(place.folder().weights());
  }

  /** The plan's tasks, which need not have the usual sizes, and those of other names. */
  private List<Task> tasks() {
    Map<String, Task> tasks = new LinkedHashMap<>();
    plan.runs().forEach(run -> tasks.putIfAbsent(run.place().task().name(), run.place().task()));
    Tasks.all().forEach(task -> tasks.putIfAbsent(task.name(), task));
    return List.copyOf(tasks.values());
  }

  /** Whether the plan has the same network and task with other settings. */
  private boolean hasOther(StoredResult result, RunPlace place) {
    return plan.runs().stream()
        .filter(run -> run.place().task().equals(place.task()))
        .filter(run -> run.place().network() == place.network())
        .findFirst()
        .filter(run -> !run.hasSettingsOf(result))
        .isPresent();
  }
}
