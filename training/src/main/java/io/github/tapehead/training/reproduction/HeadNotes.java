package io.github.tapehead.training.reproduction;

import io.github.tapehead.training.report.Numbers;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/** What a report says before anything else: what was cut short, is missing, or is there besides. */
final class HeadNotes {
  private HeadNotes() {}

  /** Says that time has ended runs, and which of them had reached their target. */
  static String cutShort(List<FinishedRun> runs) {
    List<FinishedRun> limited = runs.stream().filter(run -> run.result().maxSeconds() > 0).toList();
    if (limited.isEmpty()) {
      return "";
    }
    double[] seconds = limited.stream().mapToDouble(run -> run.result().maxSeconds()).toArray();
    double least = DoubleStream.of(seconds).min().orElseThrow();
    double most = DoubleStream.of(seconds).max().orElseThrow();
    String allowed =
        least == most ? Numbers.whole(most) : Numbers.whole(least) + " to " + Numbers.whole(most);
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
    **Cut short:** each run was allowed to train for %s seconds. What did not reach its target by \
    then might have, later. %s

    """
        .formatted(
            allowed,
            reached.isEmpty() ? "No run reached it." : "These did reach it: " + reached + ".");
  }

  /** Says which runs are missing, those of one network on one task together. */
  static String leftOut(List<Findings.Missing> missing) {
    return list(
        "**Left out:**",
        missing,
        each -> each.place().experiment() + ", " + each.why(),
        each -> each.place().seed());
  }

  /** Says which runs are reported that the command did not ask for. */
  static String unasked(List<Findings.Unasked> unasked) {
    return list(
        "**Beside what the command asks for**, the folder holds these runs, reported here too:",
        unasked,
        each -> each.run().place().experiment() + (each.otherOptions() ? ", other options" : ""),
        each -> each.run().place().seed());
  }

  /** A list with the seeds of those together that have the same words; nothing of nothing. */
  private static <T> String list(
      String title, List<T> all, Function<T, String> words, ToLongFunction<T> seed) {
    if (all.isEmpty()) {
      return "";
    }
    Map<String, String> groups =
        all.stream()
            .sorted(Comparator.comparingLong(seed))
            .collect(
                Collectors.groupingBy(
                    words,
                    LinkedHashMap::new,
                    Collectors.mapping(
                        each -> Long.toString(seed.applyAsLong(each)), Collectors.joining(", "))));
    StringBuilder text = new StringBuilder(title).append("\n\n");
    groups.forEach((group, seeds) ->
        text.append("* ").append(group).append(": seed ").append(seeds).append('\n'));
    return text.append('\n').toString();
  }
}
