package io.github.tapehead.training.reproduction;

import io.github.tapehead.training.report.Numbers;
import io.github.tapehead.training.report.StoredResult;
import io.github.tapehead.training.report.Table;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/**
 * The head of a report: what was run, where, and what is left out.
 *
 * @param version of the program that reports
 * @param date of the report
 * @param command the line that made it
 */
public record ReportHead(String version, LocalDate date, String command) {
  private static final double MINUTE = 60;
  private static final double HOUR = 3600;

  /** The head as Markdown. */
  String markdown(Findings findings) {
    StringBuilder text = new StringBuilder("# The paper's experiments, run again\n\n");
    text.append(cutShort(findings.runs()));
    text.append(leftOut(findings.missing()));
    text.append(
        """
        The experiments of Graves, Wayne and Danihelka (2014), [Neural Turing \
        Machines](https://arxiv.org/abs/1410.5401). Reported by %s on %s.

        """
            .formatted(version, date));
    text.append(facts(findings.runs()).markdown());
    text.append(
        """

        Losses are cross-entropies in bits per sequence. Figures are medians over all seeds of a \
        row. A seed without a figure, because it did not reach the target, diverged, or has no \
        finite loss, counts as worse than any other; where that is half of them or more, the median \
        is –. In brackets is the range of the seeds that have the figure, and behind it how many \
        these are if not all. A target is a mean of the last 1,000 training sequences: *once* is \
        the first time, *for good* since when it stayed below until the end. Outputs are wrong where \
        the likelier value is not the right one. Seconds \
        are of one thread, while other runs may have trained beside it. The reach of a growing \
        curriculum is the share of the task's sizes that it has come to, from 0 to 1: a loss *at \
        reach* 0.5 is of smaller sequences than the task's. The paper shows its \
        results as plots: values marked *plot* are read off them. How many seeds it ran, its \
        batch and its initial weights it does not say, and its numbers of parameters cannot be \
        derived from its text.
        """);
    return text.toString();
  }

  private Table facts(List<FinishedRun> runs) {
    double seconds = runs.stream().mapToDouble(run -> run.result().result().seconds()).sum();
    String time =
        seconds < HOUR
            ? Numbers.plain(Math.rint(seconds / MINUTE)) + " minutes"
            : Numbers.plain(Math.rint(10 * seconds / HOUR) / 10) + " hours";
    Table table = new Table(2, "", "");
    table.add("command", "`" + command + "`");
    add(table, "host", runs, StoredResult::host);
    add(table, "version", runs, StoredResult::version);
    table.add("runs", runs.size() + ", " + time + " of training in all");
    return table;
  }

  /** A row for each of the different facts of the runs. */
  private static void add(
      Table table, String name, List<FinishedRun> runs, Function<StoredResult, Object> fact) {
    Map<Object, Long> counts =
        runs.stream()
            .map(FinishedRun::result)
            .collect(Collectors.groupingBy(fact, LinkedHashMap::new, Collectors.counting()));
    counts.forEach((each, count) ->
        table.add(name, each + (counts.size() == 1 ? "" : " (" + count + " runs)")));
  }

  /** Says that time has ended runs, and which of them had reached their target. */
  private static String cutShort(List<FinishedRun> runs) {
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
  private static String leftOut(List<Findings.Missing> missing) {
    if (missing.isEmpty()) {
      return "";
    }
    Map<String, List<String>> groups = new LinkedHashMap<>();
    missing.stream()
        .sorted(Comparator.comparingLong(each -> each.place().seed()))
        .forEach(each ->
            groups
                .computeIfAbsent(
                    each.place().task().name()
                        + ", "
                        + each.place().network()
                        + ", "
                        + each.why()
                        + ": seed ",
                    key -> new ArrayList<>())
                .add(Long.toString(each.place().seed())));
    StringBuilder text = new StringBuilder("**Left out:**\n\n");
    groups.forEach((group, seeds) ->
        text.append("* ").append(group).append(String.join(", ", seeds)).append('\n'));
    return text.append('\n').toString();
  }
}
