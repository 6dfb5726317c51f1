package io.github.tapehead.training.reproduction.report;

import io.github.tapehead.training.NetworkKind;
import io.github.tapehead.training.StopReason;
import io.github.tapehead.training.report.Numbers;
import io.github.tapehead.training.report.StoredResult;
import io.github.tapehead.training.reproduction.Experiments;
import io.github.tapehead.training.reproduction.Findings;
import io.github.tapehead.training.reproduction.FinishedRun;
import io.github.tapehead.training.reproduction.RunPlace;
import io.github.tapehead.training.task.Task;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.DoubleFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a report says of runs that were allowed a time only, as all quick ones are. */
final class CutShort {
  private CutShort() {}

  /** Says that time has ended runs, and which of them had reached their target. */
  static String words(Findings findings) {
    List<FinishedRun> limited =
        findings.runs().stream().filter(run -> run.result().maxSeconds() > 0).toList();
    if (limited.isEmpty()) {
      return "";
    }
    boolean all = limited.size() == findings.runs().size();
    String allowed = range(limited, run -> run.result().maxSeconds(), Numbers::whole);
    Map<String, List<FinishedRun>> groups =
        limited.stream()
            .collect(
                Collectors.groupingBy(
                    run -> run.place().task().name() + " " + run.place().network(),
                    LinkedHashMap::new,
                    Collectors.toList()));
    String reached =
        groups.entrySet().stream()
            .filter(group -> group.getValue().stream().anyMatch(FinishedRun::converged))
            .map(group ->
                "%s (%d of %d)"
                    .formatted(
                        group.getKey(),
                        group.getValue().stream().filter(FinishedRun::converged).count(),
                        group.getValue().size()))
            .collect(Collectors.joining(", "));
    return """
    **Cut short:** %s allowed to train for %s seconds. What did not reach its target by \
    then might have, later. %s%s

    """
        .formatted(
            all
                ? "each run was"
                : limited.size() + " of the " + findings.runs().size() + " runs were",
            allowed,
            reached.isEmpty() ? "No run reached it." : "These did reach it: " + reached + ".",
            all ? less(findings, limited) : "");
  }

  /** What is less than in a full reproduction, a line each; nothing if nothing is. */
  private static String less(Findings findings, List<FinishedRun> limited) {
    List<String> lines = new ArrayList<>();
    training(limited, lines);
    seeds(findings, lines);
    tests(findings, lines);
    others(findings, lines);
    return lines.isEmpty()
        ? ""
        : " What is less than in a full reproduction:\n\n* " + String.join("\n* ", lines);
  }

  private static void training(List<FinishedRun> limited, List<String> lines) {
    List<FinishedRun> ended =
        limited.stream()
            .filter(run -> run.result().result().stopReason() == StopReason.TIME)
            .toList();
    if (!ended.isEmpty()) {
      lines.add(
          """
          training: the time ended %d of %d runs, after %s %% of the %s sequences that a run may \
          see; schedules of the learning rate and curricula are cut off there\
          """
              .formatted(
                  ended.size(),
                  limited.size(),
                  range(ended, CutShort::percent, CutShort::oneDecimal),
                  range(ended, run -> run.result().maxSequences(), Numbers::whole)));
    }
  }

  private static void seeds(Findings findings, List<String> lines) {
    long seeds = places(findings).stream().map(RunPlace::seed).distinct().count();
    if (seeds < Experiments.SEEDS) {
      lines.add("seeds: " + seeds + ", not " + Experiments.SEEDS);
    }
  }

  private static void tests(Findings findings, List<String> lines) {
    Map<String, Set<String>> tests = new LinkedHashMap<>();
    for (FinishedRun run : findings.runs()) {
      Task task = run.place().task();
      int usual = Experiments.testSequences(task);
      run.result().tests().stream()
          .map(StoredResult.Test::sequences)
          .filter(sequences -> sequences < usual)
          .forEach(sequences ->
              tests
                  .computeIfAbsent(
                      Numbers.whole(sequences) + ", not " + Numbers.whole(usual),
                      key -> new LinkedHashSet<>())
                  .add(task.name()));
    }
    tests.forEach((less, names) ->
        lines.add("sequences of a test: " + less + " (" + String.join(", ", names) + ")"));
  }

  /** Tasks and networks that nobody asked for; what is missing is listed elsewhere. */
  private static void others(Findings findings, List<String> lines) {
    List<RunPlace> places = places(findings);
    String tasks =
        Experiments.tasks().stream()
            .filter(task -> places.stream().noneMatch(place -> place.task().equals(task)))
            .map(Task::name)
            .collect(Collectors.joining(", "));
    String networks =
        Arrays.stream(NetworkKind.values())
            .filter(kind -> places.stream().noneMatch(place -> place.network() == kind))
            .map(NetworkKind::toString)
            .collect(Collectors.joining(", "));
    if (!tasks.isEmpty()) {
      lines.add("tasks left out: " + tasks);
    }
    if (!networks.isEmpty()) {
      lines.add("networks left out: " + networks);
    }
  }

  /** All runs that are there or were asked for. */
  private static List<RunPlace> places(Findings findings) {
    return Stream.concat(
            findings.runs().stream().map(FinishedRun::place),
            findings.missing().stream().map(Findings.Missing::place))
        .toList();
  }

  private static double percent(FinishedRun run) {
    return 100.0 * run.result().result().sequences() / run.result().maxSequences();
  }

  private static String oneDecimal(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }

  private static String range(
      List<FinishedRun> runs, ToDoubleFunction<FinishedRun> figure, DoubleFunction<String> format) {
    DoubleSummaryStatistics figures = runs.stream().mapToDouble(figure).summaryStatistics();
    return Numbers.range(format.apply(figures.getMin()), format.apply(figures.getMax()));
  }
}
