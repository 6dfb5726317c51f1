package io.github.tapehead.training.reproduction.report;

import io.github.tapehead.training.task.CharacterTask;
import io.github.tapehead.training.task.Task;
import java.util.Optional;

/** What a report calls a task, says of it, and shows beside its figures. */
final class TaskTexts {
  private TaskTexts() {}

  /** What a task's section is called. */
  static String title(Task task) {
    return switch (task.name()) {
      case "copy" -> "Copy";
      case "repeat-copy" -> "Repeat copy";
      case "recall" -> "Associative recall";
      case "ngrams" -> "Dynamic n-grams";
      case "sort" -> "Priority sort";
      case CharacterTask.NAME -> "Characters of a text";
      default -> task.name();
    };
  }

  /** What the paper did, in two or three sentences. */
  static String text(Task task) {
    return switch (task.name()) {
      case "copy" ->
          "Section 4.1 of the paper: see 1 to 20 random vectors of eight bits, then give them again"
              + " without further input. Tested on up to 120 vectors, six times as many as in"
              + " training.";
      case "repeat-copy" ->
          "Section 4.2 of the paper: see 1 to 10 random vectors of eight bits and a number from 1"
              + " to 10, give the vectors again so many times, then mark the end. Tested on twice"
              + " as many vectors, and on twice as many repeats, as in training.";
      case "recall" ->
          "Section 4.3 of the paper: see 2 to 6 items, each of three random vectors of six bits,"
              + " then one of them again, and give the item that followed it. Tested on up to 20"
              + " items.";
      case "ngrams" ->
          "Section 4.4 of the paper: predict each next bit of 200, whose probability depends on the"
              + " five bits before by a table that is random and new in each sequence. The best"
              + " possible predictor (equation 10) is given the very same test sequences; its loss"
              + " is the optimum. The 195 bits with five before them are counted here; the paper's figures"
              + " seem to count the first five too, five bits more.";
      case "sort" ->
          "Section 4.5 of the paper: see 20 random vectors of eight bits, each with a random"
              + " priority from −1 to 1, then give the 16 of highest priority in descending order."
              + " The paper found that the priority decides, nearly linearly, where a vector is"
              + " written (Figure 17).";
      case CharacterTask.NAME ->
          "Not an experiment of the paper: predict each next character in windows of a text, whose"
              + " last part is held out for tests. An n-gram model with modified Kneser-Ney"
              + " smoothing, which has counted the part that networks learn, predicts the very same"
              + " held-out windows. What comes before a window is known to none of them.";
      default -> "Not an experiment of the paper.";
    };
  }

  /** The paper's figure of the memory's use, if it has one of the task. */
  static Optional<String> memoryFigure(Task task) {
    return Optional.ofNullable(
        switch (task.name()) {
          case "copy" -> "Figure 6";
          case "repeat-copy" -> "Figure 9";
          case "recall" -> "Figure 12";
          case "ngrams" -> "Figure 15";
          case "sort" -> "Figure 17";
          default -> null;
        });
  }
}
