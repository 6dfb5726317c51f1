package io.github.tapehead.training.reproduction.report;

import io.github.tapehead.training.TrainingResult;
import io.github.tapehead.training.report.Numbers;
import io.github.tapehead.training.report.StoredResult;
import io.github.tapehead.training.report.Table;
import io.github.tapehead.training.reproduction.Findings;
import io.github.tapehead.training.reproduction.FinishedRun;
import io.github.tapehead.training.reproduction.RunGroup;
import io.github.tapehead.training.task.Task;
import io.github.tapehead.training.task.TestSetting;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The table of all runs of a task, a row for each seed of each network. */
final class SeedTable {
  private static final String NONE = "–";

  private final Task task;
  private final Findings findings;

  SeedTable(Task task, Findings findings) {
    this.task = task;
    this.findings = findings;
  }

  /** What the columns mean, and the table. */
  String markdown() {
    return """
    *Worst after* is the worst mean since the target was reached once; *skipped* are steps whose \
    loss or gradient was not finite. %s

    %s\
    """
        .formatted(
            task.evaluations().isEmpty() ? "" : "The last columns are losses in the tests.",
            table().markdown());
  }

  private Table table() {
    List<String> header =
        new ArrayList<>(
            List.of(
                "network",
                "seed",
                "sequences until reached once",
                "seconds",
                "for good",
                "worst after",
                "bits at the end",
                "skipped",
                "ended by"));
    task.evaluations().forEach(setting -> header.add(setting.name()));
    Table table = new Table(1, header);
    for (RunGroup group : findings.groups(task)) {
      group.runs().forEach(run -> table.add(row(group, run)));
    }
    return table;
  }

  private List<String> row(RunGroup group, FinishedRun run) {
    TrainingResult result = run.result().result();
    Optional<TrainingResult.Target> target = Optional.ofNullable(result.target());
    Optional<TrainingResult.Moment> first = target.map(TrainingResult.Target::first);
    List<String> row = new ArrayList<>();
    row.add(group.name());
    row.add(Long.toString(run.place().seed()));
    row.add(words(first, moment -> Numbers.whole(moment.sequences())));
    row.add(words(first, moment -> NetworkTables.seconds(moment.seconds())));
    row.add(
        words(
            target.map(TrainingResult.Target::forGood),
            moment -> Numbers.whole(moment.sequences())));
    row.add(words(target, each -> bits(each.worstBitsAfter())));
    row.add(
        (Double.isNaN(run.lastBits()) ? NONE : bits(run.lastBits()))
            + (run.endedBelowFullSize() ? " at reach " + Numbers.share(run.reach()) : ""));
    row.add(Numbers.whole(result.skipped()));
    row.add(result.stopReason().toString());
    for (TestSetting setting : task.evaluations()) {
      row.add(words(run.test(setting.name()).map(StoredResult.Test::bits), SeedTable::bits));
    }
    return row;
  }

  private static <T> String words(Optional<T> value, Function<T, String> words) {
    return value.map(words).orElse(NONE);
  }

  private static String bits(double bits) {
    return Double.isFinite(bits) ? Numbers.significant(bits) : "not finite";
  }
}
