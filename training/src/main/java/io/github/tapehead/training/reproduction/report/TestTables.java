package io.github.tapehead.training.reproduction.report;

import io.github.tapehead.training.report.Numbers;
import io.github.tapehead.training.report.StoredResult;
import io.github.tapehead.training.report.Table;
import io.github.tapehead.training.reproduction.Findings;
import io.github.tapehead.training.reproduction.RunGroup;
import io.github.tapehead.training.task.Measure;
import io.github.tapehead.training.task.NGramTask;
import io.github.tapehead.training.task.Task;
import io.github.tapehead.training.task.TestSetting;
import java.util.ArrayList;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.ToDoubleFunction;

/** The tables of a task's tests: medians over the seeds, ranges in brackets. */
final class TestTables {
  private final Task task;
  private final Findings findings;

  TestTables(Task task, Findings findings) {
    this.task = task;
    this.findings = findings;
  }

  /** The tests, a row each; a task with figures of its own has a row for each network too. */
  Table table() {
    return task.measures().isEmpty() ? bits() : figures();
  }

  /** How many sequences a test has, and what has no loss, in sentences. */
  String introduction() {
    List<RunGroup> groups = findings.groups(task);
    StringBuilder text = new StringBuilder(sequences(groups));
    for (RunGroup group : groups) {
      long untested = group.runs().stream().filter(run -> run.result().tests().isEmpty()).count();
      long infinite = group.tests().filter(test -> !Double.isFinite(test.bits())).count();
      if (untested > 0) {
        text.append(
            " Of %s, %d of %d seeds diverged and were not tested."
                .formatted(group.name(), untested, group.runs().size()));
      }
      if (infinite > 0) {
        text.append(
            " Of %s, %d of %d losses in tests are not finite."
                .formatted(group.name(), infinite, group.tests().count()));
      }
    }
    return text.toString();
  }

  private static String sequences(List<RunGroup> groups) {
    IntSummaryStatistics sequences =
        groups.stream()
            .flatMap(RunGroup::tests)
            .mapToInt(StoredResult.Test::sequences)
            .summaryStatistics();
    if (sequences.getCount() == 0) {
      return "No run was tested.";
    }
    return "Each test has "
        + Numbers.range(Numbers.whole(sequences.getMin()), Numbers.whole(sequences.getMax()))
        + " sequences.";
  }

  /** Losses, the networks side by side, and the paper's behind each where it has one. */
  private Table bits() {
    List<RunGroup> groups = findings.groups(task);
    List<String> header = new ArrayList<>(List.of("test"));
    for (RunGroup group : groups) {
      header.add(group.name() + ", bits");
      header.add(wrongName());
      if (isInPaper(group)) {
        header.add("paper");
      }
    }
    Table table = new Table(1, header);
    for (TestSetting setting : task.evaluations()) {
      List<String> row = new ArrayList<>(List.of(setting.name()));
      for (RunGroup group : groups) {
        row.add(costs(group, setting, StoredResult.Test::bits));
        row.add(wrong(group, setting));
        if (isInPaper(group)) {
          row.add(paper(group, setting));
        }
      }
      table.add(row);
    }
    return table;
  }

  private boolean isInPaper(RunGroup group) {
    return task.evaluations().stream()
        .anyMatch(setting -> PaperValues.test(task.name(), group, setting.name()).isPresent());
  }

  /** Losses and the task's own figures, and for n-grams how far the loss is above the optimum. */
  private Table figures() {
    boolean predicts = task instanceof NGramTask;
    boolean paper = !predicts && findings.groups(task).stream().anyMatch(this::isInPaper);
    List<String> measures = task.measures().stream().map(Measure::name).toList();
    List<String> header = new ArrayList<>(List.of("network", "test", "bits", wrongName()));
    header.addAll(measures);
    if (predicts) {
      header.addAll(List.of("above the optimum", "paper: above the optimum"));
    } else if (paper) {
      header.add("paper");
    }
    Table table = new Table(2, header);
    for (RunGroup group : findings.groups(task)) {
      for (TestSetting setting : task.evaluations()) {
        List<String> row = new ArrayList<>(List.of(group.name(), setting.name()));
        row.add(costs(group, setting, StoredResult.Test::bits));
        row.add(wrong(group, setting));
        for (String measure : measures) {
          List<Double> figures = group.figures(setting.name(), test -> measure(test, measure));
          row.add(Spread.of(figures).text(Numbers::significant));
        }
        if (predicts) {
          row.add(costs(group, setting, test -> test.bits() - measure(test, measures.getFirst())));
        }
        if (predicts || paper) {
          row.add(paper(group, setting));
        }
        table.add(row);
      }
    }
    return table;
  }

  private String paper(RunGroup group, TestSetting setting) {
    return PaperValues.test(task.name(), group, setting.name())
        .map(PaperValues.Loss::words)
        .orElse("–");
  }

  /** A test without a finite loss has none. */
  private static double measure(StoredResult.Test test, String name) {
    return Double.isFinite(test.bits())
        ? test.measures().getOrDefault(name, Double.NaN)
        : Double.NaN;
  }

  private String wrongName() {
    return "wrong " + task.loss().answers();
  }

  /** Wrong bits per sequence, and of how many; a test without a finite loss has none. */
  private String wrong(RunGroup group, TestSetting setting) {
    List<Double> wrong =
        group.figures(
            setting.name(), test -> Double.isFinite(test.bits()) ? test.wrongBits() : Double.NaN);
    OptionalInt scored = ScoredOutputs.of(task, setting);
    String all = scored.isPresent() ? " of " + Numbers.whole(scored.getAsInt()) : "";
    return Spread.ofCosts(wrong).text(Numbers::significant, all);
  }

  private static String costs(
      RunGroup group, TestSetting setting, ToDoubleFunction<StoredResult.Test> figure) {
    return Spread.ofCosts(group.figures(setting.name(), figure)).text(Numbers::significant);
  }
}
