package io.github.tapehead.training.reproduction.report;

import io.github.tapehead.training.report.Numbers;
import io.github.tapehead.training.report.StoredResult;
import io.github.tapehead.training.report.Table;
import io.github.tapehead.training.reproduction.Findings;
import io.github.tapehead.training.reproduction.FinishedRun;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

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
    text.append(CutShort.words(findings));
    text.append(HeadNotes.leftOut(findings.missing()));
    text.append(HeadNotes.unasked(findings.unasked()));
    text.append(HeadNotes.withoutText(findings));
    text.append(
        """
        The experiments of Graves, Wayne and Danihelka (2014), [Neural Turing \
        Machines](https://arxiv.org/abs/1410.5401). Reported by %s on %s.

        """
            .formatted(version, date));
    text.append(facts(findings.runs()).markdown());
    text.append(
        """

        * Losses are cross-entropies in bits per sequence. A target is a mean of the last 1,000 \
        training sequences: *once* is the first time below it, *for good* since when it stayed there \
        until the end.
        * Figures are medians over all seeds of a row, with the range in brackets. A seed that has \
        none, because it did not reach the target, diverged, or has no finite loss, counts as worse \
        than any other: where that is half of the seeds or more, the median is –. The range is then \
        of the others, and behind it stands how many they are. Figures of a task's own, beside \
        losses and wrong bits, are medians of the seeds that have them.
        * Runs of a network with other settings have a row of their own, with a number.
        * The reach of a growing curriculum is the share of the task's sizes that it has come to, \
        from 0 to 1: a loss *at reach* 0.5 is of smaller sequences than the task's.
        * Outputs are wrong where the likelier value is not the right one.
        * Seconds are of one thread, while other runs may have trained beside it.
        * The paper shows its results as plots: values marked *plot* are read off them. How many \
        seeds it ran, its batch and its initial weights it does not say, and its numbers of \
        parameters cannot be derived from its text.
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
}
