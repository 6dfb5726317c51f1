package io.github.tapehead.training.reproduction.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.tapehead.training.EvaluationResult;
import io.github.tapehead.training.Limits;
import io.github.tapehead.training.NetworkKind;
import io.github.tapehead.training.Recipes;
import io.github.tapehead.training.StopReason;
import io.github.tapehead.training.TrainingConfiguration;
import io.github.tapehead.training.TrainingResult;
import io.github.tapehead.training.report.ResultFile;
import io.github.tapehead.training.reproduction.Findings;
import io.github.tapehead.training.reproduction.RunPlace;
import io.github.tapehead.training.task.Task;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;

/** Results that were made up, and reports of them. */
abstract class MadeUpRuns {
  static final List<NetworkKind> BASELINE = List.of(NetworkKind.LSTM);
  private static final ReportHead HEAD =
      new ReportHead("tapehead 1", LocalDate.of(2026, 2, 3), "./tapehead reproduce --seeds 2");

  @TempDir Path root;

  /** Of the curriculum of the next runs, at their end. */
  double reach = 1;

  /** Steps that the next runs skip. */
  long skipped;

  static TrainingResult.Target atOnce(long sequences, double seconds, double worst) {
    var moment = new TrainingResult.Moment(sequences, seconds);
    return new TrainingResult.Target(moment, moment, worst);
  }

  /** A run that reached its target and was to go on. */
  void settled(Task task, long seed, StopReason reason, double targetBits, long after, double worst)
      throws IOException {
    Limits limits = new Limits(1_000_000, targetBits, after);
    var first = new TrainingResult.Moment(20_000, 30);
    var forGood = reason == StopReason.TARGET ? new TrainingResult.Moment(25_000, 40) : null;
    var target = new TrainingResult.Target(first, forGood, worst);
    write(
        Recipes.of(task, NetworkKind.LSTM).withSeed(seed).withLimits(limits),
        reason,
        target,
        0.04,
        1);
  }

  String report(List<Task> tasks) throws IOException {
    return written(Findings.in(root, tasks, BASELINE));
  }

  String written(Findings findings) throws IOException {
    Path page = new ReproductionReport(root, findings).write(HEAD);
    assertEquals(root.resolve("report.md"), page);
    return Files.readString(page);
  }

  void result(Task task, long seed, TrainingResult.Target target, double bits, double firstTest)
      throws IOException {
    StopReason reason = target == null ? StopReason.LIMIT : StopReason.TARGET;
    write(task, seed, reason, target, bits, firstTest);
  }

  /** Runs that end by time have a time limit; the tests' losses are one apart. */
  void write(
      Task task,
      long seed,
      StopReason reason,
      TrainingResult.Target target,
      double bits,
      double firstTest)
      throws IOException {
    TrainingConfiguration usual = Recipes.of(task, NetworkKind.LSTM).withSeed(seed);
    boolean timed = reason == StopReason.TIME || target != null && task.name().equals("copy");
    TrainingConfiguration configuration =
        timed ? usual.withLimits(usual.limits().withMaxSeconds(48)) : usual;
    write(configuration, reason, target, bits, firstTest);
  }

  void write(
      TrainingConfiguration configuration,
      StopReason reason,
      TrainingResult.Target target,
      double bits,
      double firstTest)
      throws IOException {
    Task task = configuration.task();
    var settings = task.evaluations();
    List<EvaluationResult.Figure> figures =
        task.measures().stream()
            .map(measure -> new EvaluationResult.Figure(measure.name(), 127.5))
            .toList();
    List<EvaluationResult> tests =
        IntStream.range(0, settings.size())
            .mapToObj(i ->
                new EvaluationResult(
                    settings.get(i), 16, firstTest + i, 1 + firstTest + i, figures))
            .toList();
    var result =
        new TrainingResult(
            reason,
            32_000,
            2_000,
            skipped,
            40,
            bits,
            0,
            reach,
            TrainingResult.Staleness.NONE,
            target);
    var folder = new RunPlace(root, task, NetworkKind.LSTM, configuration.seed()).folder();
    Files.createDirectories(folder.path());
    List<EvaluationResult> made = reason == StopReason.DIVERGED ? List.of() : tests;
    new ResultFile(configuration, result, made).write(folder.result());
    Files.writeString(
        folder.metrics(),
        "sequences,mean_bits_last_1000,reach\n16,80,0.125\n160,40,0.5\n320,20,%s\n32000,%s,%s\n"
            .formatted(Math.min(reach, 0.75), bits, reach));
  }
}
