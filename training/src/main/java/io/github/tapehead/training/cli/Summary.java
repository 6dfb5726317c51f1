package io.github.tapehead.training.cli;

import io.github.tapehead.training.EvaluationResult;
import io.github.tapehead.training.TrainingConfiguration;
import io.github.tapehead.training.TrainingResult;
import io.github.tapehead.training.report.Numbers;
import io.github.tapehead.training.report.Table;
import io.github.tapehead.training.task.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Results in words and tables, for people. */
final class Summary {
  private Summary() {}

  /** How a training ended, in two or three lines. */
  static String training(TrainingConfiguration configuration, TrainingResult result) {
    String text =
        format(
            "%s: %s after %,d sequences (%,d steps) in %.1f s, %.2f ms per step%n",
            configuration.task().name(),
            reason(configuration, result),
            result.sequences(),
            result.steps(),
            result.seconds(),
            result.millisecondsPerStep());
    if (result.steps() > 0) {
      text +=
          format(
              "last 1,000 sequences%s: %s bits and %s wrong %s per sequence%n",
              smaller(result),
              Numbers.significant(result.bitsPerSequence()),
              Numbers.significant(result.wrongBitsPerSequence()),
              configuration.task().loss().answers());
    }
    if (!result.staleness().equals(TrainingResult.Staleness.NONE)) {
      text +=
          format(
              "staleness: gradients missed %s updates of other workers on average, %,d at most%n",
              Numbers.significant(result.staleness().mean()), result.staleness().most());
    }
    if (result.skipped() > 0) {
      text +=
          format("%,d steps skipped, their loss or gradient was not finite%n", result.skipped());
    }
    TrainingResult.Target target = result.target();
    if (target != null && configuration.limits().sequencesAfterTarget() > 0) {
      text += moment("target reached", target.first());
      if (target.forGood() != null && !target.forGood().equals(target.first())) {
        text += moment(", for good", target.forGood());
      }
      String worst = Numbers.significant(target.worstBitsAfter());
      text += format("; worst mean since: %s bits%n", worst);
    }
    return text;
  }

  /** That losses are not of the task's sizes, if they are not. */
  private static String smaller(TrainingResult result) {
    return result.reach() < 1
        ? ", smaller than the task's (reach " + Numbers.share(result.reach()) + " of 1)"
        : "";
  }

  private static String moment(String what, TrainingResult.Moment moment) {
    return format("%s after %,d sequences in %.1f s", what, moment.sequences(), moment.seconds());
  }

  /** How a training ended, in a part of a line. */
  static String ending(TrainingConfiguration configuration, TrainingResult result) {
    return format(
        "%s after %,d sequences in %.1f s, %s bits%s",
        reason(configuration, result),
        result.sequences(),
        result.seconds(),
        Numbers.significant(result.bitsPerSequence()),
        result.reach() < 1 ? " at reach " + Numbers.share(result.reach()) : "");
  }

  /** A table of a task's test results, of which there is at least one. */
  static String evaluation(Task task, List<EvaluationResult> results) {
    String wrong = "wrong " + task.loss().answers() + " per sequence";
    List<String> header = new ArrayList<>(List.of("test", "sequences", "bits per sequence", wrong));
    results.getFirst().figures().forEach(figure -> header.add(figure.name()));
    Table table = new Table(1, header.toArray(String[]::new));
    for (EvaluationResult result : results) {
      List<String> row =
          new ArrayList<>(
              List.of(
                  result.setting().name(),
                  Integer.toString(result.sequences()),
                  Numbers.significant(result.bitsPerSequence()),
                  Numbers.significant(result.wrongBitsPerSequence())));
      result.figures().forEach(figure -> row.add(Numbers.significant(figure.value())));
      table.add(row.toArray(String[]::new));
    }
    return table.text();
  }

  private static String reason(TrainingConfiguration configuration, TrainingResult result) {
    return switch (result.stopReason()) {
      case TARGET -> "target of " + configuration.limits().targetBits() + " bits reached, ended";
      case LIMIT -> "ended at the limit" + missed(configuration, result);
      case TIME -> "ended by the time allowed,";
      case INTERRUPTED -> "interrupted";
      case DIVERGED -> "diverged";
    };
  }

  private static String missed(TrainingConfiguration configuration, TrainingResult result) {
    if (configuration.limits().targetBits() == 0) {
      return "";
    }
    return result.target() == null ? ", target not reached," : ", target reached but not kept,";
  }

  private static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
