package io.github.tapehead.training.cli;

import io.github.tapehead.training.EvaluationResult;
import io.github.tapehead.training.Evaluator;
import io.github.tapehead.training.Recipes;
import io.github.tapehead.training.StopReason;
import io.github.tapehead.training.Trainer;
import io.github.tapehead.training.TrainingConfiguration;
import io.github.tapehead.training.TrainingResult;
import io.github.tapehead.training.WarmUp;
import io.github.tapehead.training.report.CsvListener;
import io.github.tapehead.training.report.LearningCurve;
import io.github.tapehead.training.report.ProgressListener;
import io.github.tapehead.training.report.ResultFile;
import io.github.tapehead.training.task.Task;
import io.github.tapehead.training.task.TestSetting;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tapehead train}: trains a network on a task and tests it. */
@Command(
    name = "train",
    sortOptions = false,
    abbreviateSynopsis = true,
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Trains a network on a task, tests it, and saves weights, metrics, result and pictures.",
      "Without options the network and the training are those that learn the task. Ctrl-C ends the"
          + " training early and saves what was learned."
    },
    footer = {
      "",
      "Exit code: 0 trained, to the target or to a limit; 1 diverged; 2 bad input.",
      "Example: tapehead train copy --seed 7 --output runs/seven"
    })
final class TrainCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "TASK",
      description =
          "The task to learn: copy, repeat-copy, recall, ngrams, sort, parentheses,"
              + " parentheses-2, or characters of a text.")
  private String taskName;

  @Mixin private TextOptions text;

  @ArgGroup(order = 1, exclusive = false, validate = false, heading = "%nNetwork:%n")
  private NetworkOptions network = new NetworkOptions();

  @ArgGroup(order = 2, exclusive = false, validate = false, heading = "%nTraining:%n")
  private TrainingOptions training = new TrainingOptions();

  @ArgGroup(order = 3, exclusive = false, validate = false, heading = "%nOutput:%n")
  private OutputOptions output = new OutputOptions();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    Task task = text.task(taskName, null);
    TrainingConfiguration defaults = Recipes.of(task, network.kind());
    TrainingConfiguration configuration =
        training.apply(defaults.withNetwork(network.apply(defaults.network())));
    RunFolder folder = RunFolder.create(output.folder(task.name(), configuration.seed()));
    TrainingResult result;
    try (Trainer trainer = new Trainer(configuration);
        Interruption interruption = new Interruption(trainer::stop)) {
      LearningCurve curve = new LearningCurve();
      result = train(trainer, folder, curve);
      folder.writeWeights(configuration, trainer.parameters(), result);
      List<EvaluationResult> evaluation = evaluate(trainer, result, interruption);
      ResultFile resultFile = new ResultFile(configuration, result, evaluation);
      resultFile.write(folder.result());
      if (!interruption.requested()) {
        curve.write(folder.path());
        if (!evaluation.isEmpty()) {
          folder.drawAttention(configuration, trainer.parameters());
        }
      }
      print(configuration, result, evaluation, folder, resultFile);
    }
    return result.stopReason() == StopReason.DIVERGED ? ExitCode.SOFTWARE : ExitCode.OK;
  }

  private TrainingResult train(Trainer trainer, RunFolder folder, LearningCurve curve)
      throws IOException {
    try (CsvListener metrics = new CsvListener(folder.metrics(), output.every());
        ProgressListener progress = new ProgressListener()) {
      trainer.addListener(metrics);
      trainer.addListener(progress);
      trainer.addListener(curve);
      if (output.warmUp()) {
        warmUp(trainer);
      }
      return trainer.run();
    }
  }

  /**
   * Says so if the code stays slow: the JVM has given up on a kernel, and another start may help.
   */
  private void warmUp(Trainer trainer) {
    WarmUp.Result result = trainer.warmUp(WarmUp.USUAL_LIMIT);
    if (!result.steady()) {
      spec.commandLine()
          .getErr()
          .printf(
              "warm-up: not at full speed after %.1f s, %,d bytes a step; training goes on%n",
              result.seconds(), result.bytesPerStep());
    }
  }

  /** All tests, or those that were done when the user lost patience; none if training failed. */
  private List<EvaluationResult> evaluate(
      Trainer trainer, TrainingResult result, Interruption interruption) {
    List<EvaluationResult> results = new ArrayList<>();
    if (!output.evaluate() || result.stopReason() == StopReason.DIVERGED) {
      return results;
    }
    TrainingConfiguration configuration = trainer.configuration();
    Evaluator evaluator = new Evaluator(configuration.seed());
    for (TestSetting setting : configuration.task().evaluations()) {
      if (interruption.requested()) {
        break;
      }
      results.add(
          evaluator.evaluate(
              configuration.network(), trainer.parameters(), configuration.task(), setting));
    }
    return results;
  }

  private void print(
      TrainingConfiguration configuration,
      TrainingResult result,
      List<EvaluationResult> evaluation,
      RunFolder folder,
      ResultFile resultFile)
      throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    out.print(Summary.training(configuration, result));
    if (!evaluation.isEmpty()) {
      out.println();
      out.print(Summary.evaluation(evaluation));
    }
    out.println();
    out.println("files in " + folder.path() + ": " + String.join(", ", folder.files()));
    if (output.json()) {
      out.println(resultFile.toLine());
    }
    out.flush();
  }
}
