package io.github.tapehead.training.cli;

import io.github.tapehead.model.WeightsFile;
import io.github.tapehead.training.EvaluationResult;
import io.github.tapehead.training.Evaluator;
import io.github.tapehead.training.report.ResultFile;
import io.github.tapehead.training.task.CharacterTask;
import io.github.tapehead.training.task.RepeatCopyTask;
import io.github.tapehead.training.task.Task;
import io.github.tapehead.training.task.TestSetting;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.foreign.Arena;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tapehead evaluate}: tests a weights file on fresh sequences. */
@Command(
    name = "evaluate",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "Tests the network of a weights file on fresh sequences of its task.",
    footer = {"", "Example: tapehead evaluate runs/copy-1/weights.safetensors --length 20,40,80"})
final class EvaluateCommand implements Callable<Integer> {
  @Mixin private Weights weights;

  @Option(
      names = "--length",
      paramLabel = "N",
      split = ",",
      description = "Lengths to test (default: those of the task, for copy 10,20,30,50,120).")
  private List<Integer> lengths;

  @Option(
      names = "--repeats",
      paramLabel = "N",
      split = ",",
      description =
          "Of task repeat-copy: how often a sequence is to be given, each number with each length"
              + " (default length: 10).")
  private List<Integer> repeats;

  @Option(
      names = "--ngram-order",
      paramLabel = "N",
      description =
          "Of task characters: length of the n-grams of the model that the network is compared with"
              + " (default: 6). Memory grows with it.")
  private Integer order;

  @Option(
      names = "--sequences",
      paramLabel = "N",
      description =
          "Sequences per test (default: 64, for ngrams, parentheses and characters 1000).")
  private Integer sequences;

  @Option(
      names = "--batch",
      paramLabel = "N",
      description = "Sequences that run at once (default: 16).")
  private int batch = 16;

  @Option(names = "--json", description = "Print a JSON array as the last line.")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      WeightsFile file = weights.read(arena);
      Task task = beside(weights.task(file));
      int each = sequences == null ? task.testSequences() : sequences;
      List<EvaluationResult> results =
          new Evaluator(each, batch, weights.seed(file))
              .evaluate(file.configuration(), file.parameters(), task, settings(task));
      PrintWriter out = spec.commandLine().getOut();
      out.print(Summary.evaluation(task, results));
      if (json) {
        out.println(ResultFile.toLine(results));
      }
      out.flush();
    }
    return ExitCode.OK;
  }

  /** The task with the n-gram model of the option. */
  private Task beside(Task task) {
    if (order == null) {
      return task;
    }
    if (!(task instanceof CharacterTask characters)) {
      throw new IllegalArgumentException(
          "--ngram-order: goes with task " + CharacterTask.NAME + ", not " + task.name());
    }
    return characters.beside(order);
  }

  private List<TestSetting> settings(Task task) {
    if (repeats != null) {
      return repeated(task);
    }
    return lengths == null
        ? task.evaluations()
        : lengths.stream().map(length -> task.setting(length)).toList();
  }

  private List<TestSetting> repeated(Task task) {
    if (!(task instanceof RepeatCopyTask copy)) {
      throw new IllegalArgumentException(
          "--repeats: goes with task repeat-copy, not " + task.name());
    }
    List<Integer> wanted = lengths == null ? List.of(copy.maxLength()) : lengths;
    return wanted.stream()
        .flatMap(length -> repeats.stream().map(number -> copy.setting(length, number)))
        .toList();
  }
}
