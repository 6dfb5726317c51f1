package io.github.tapehead.training.reproduction;

import io.github.tapehead.training.NetworkKind;
import io.github.tapehead.training.report.Numbers;
import io.github.tapehead.training.report.StoredResult;
import io.github.tapehead.training.report.Table;
import io.github.tapehead.training.task.Measure;
import io.github.tapehead.training.task.NGramTask;
import io.github.tapehead.training.task.Task;
import io.github.tapehead.training.task.TestSetting;
import java.util.ArrayList;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Optional;
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

  /** How many sequences a test has, in a sentence. */
  static String sequences(Task task, Findings findings) {
    IntSummaryStatistics sequences =
        findings.networks(task).stream()
            .flatMap(network -> findings.of(task, network).stream())
            .flatMap(run -> run.result().tests().stream())
            .mapToInt(StoredResult.Test::sequences)
            .summaryStatistics();
    String least = Numbers.whole(sequences.getMin());
    String most = Numbers.whole(sequences.getMax());
    return "Each test has " + (least.equals(most) ? most : least + " to " + most) + " sequences.";
  }

  /** The tests of a network; none for a network whose runs have all diverged. */
  static List<StoredResult.Test> tests(List<FinishedRun> runs, String name) {
    return runs.stream().flatMap(run -> run.test(name).stream()).toList();
  }

  /** Losses, the networks side by side, and the paper's behind each where it has one. */
  private Table bits() {
    List<NetworkKind> networks = findings.networks(task);
    List<String> header = new ArrayList<>(List.of("test"));
    for (NetworkKind network : networks) {
      header.add(network + ", bits");
      if (isInPaper(network)) {
        header.add("paper");
      }
    }
    Table table = new Table(1, header);
    for (TestSetting setting : task.evaluations()) {
      List<String> row = new ArrayList<>(List.of(setting.name()));
      for (NetworkKind network : networks) {
        List<StoredResult.Test> tests = tests(findings.of(task, network), setting.name());
        row.add(spread(tests, StoredResult.Test::bits));
        if (isInPaper(network)) {
          row.add(paper(network, tests));
        }
      }
      table.add(row);
    }
    return table;
  }

  private boolean isInPaper(NetworkKind network) {
    return findings.of(task, network).stream()
        .flatMap(run -> run.result().tests().stream())
        .anyMatch(test -> PaperValues.test(task.name(), network, test).isPresent());
  }

  /** Losses and the task's own figures, and for n-grams how far the loss is above the optimum. */
  private Table figures() {
    boolean predicts = task instanceof NGramTask;
    List<String> measures = task.measures().stream().map(Measure::name).toList();
    List<String> header = new ArrayList<>(List.of("network", "test", "bits"));
    header.addAll(measures);
    if (predicts) {
      header.addAll(List.of("above the optimum", "paper: above the optimum"));
    }
    Table table = new Table(2, header);
    for (NetworkKind network : findings.networks(task)) {
      for (TestSetting setting : task.evaluations()) {
        List<StoredResult.Test> tests = tests(findings.of(task, network), setting.name());
        List<String> row = new ArrayList<>(List.of(network.toString(), setting.name()));
        row.add(spread(tests, StoredResult.Test::bits));
        for (String measure : measures) {
          row.add(spread(tests, test -> measure(test, measure)));
        }
        if (predicts) {
          row.add(spread(tests, test -> test.bits() - measure(test, measures.getFirst())));
          row.add(paper(network, tests));
        }
        table.add(row);
      }
    }
    return table;
  }

  private String paper(NetworkKind network, List<StoredResult.Test> tests) {
    Optional<StoredResult.Test> any = tests.stream().findFirst();
    return any.flatMap(test -> PaperValues.test(task.name(), network, test))
        .map(PaperValues.Loss::words)
        .orElse("–");
  }

  private static double measure(StoredResult.Test test, String name) {
    return test.measures().getOrDefault(name, Double.NaN);
  }

  private static String spread(
      List<StoredResult.Test> tests, ToDoubleFunction<StoredResult.Test> figure) {
    return Spread.of(tests.stream().map(figure::applyAsDouble).toList()).text(Numbers::significant);
  }
}
