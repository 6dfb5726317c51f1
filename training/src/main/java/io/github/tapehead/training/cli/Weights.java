package io.github.tapehead.training.cli;

import io.github.tapehead.model.WeightsFile;
import io.github.tapehead.training.TrainingConfiguration;
import io.github.tapehead.training.run.RunFolder;
import io.github.tapehead.training.task.CharacterTask;
import io.github.tapehead.training.task.Task;
import io.github.tapehead.training.text.Vocabulary;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A weights file and the task it is for, as arguments of a command. */
final class Weights {
  @Parameters(paramLabel = "WEIGHTS", description = "A weights file that train has written.")
  private Path path;

  @Option(
      names = "--task",
      paramLabel = "TASK",
      description = "The task (default: the one that the file names).")
  private String taskName;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Seed of the test sequences (default: the seed that the file names, or 1).")
  private Long seed;

  @Mixin private TextOptions text;

  /**
   * Reads the file.
   *
   * @param arena provides the memory of the parameters
   * @throws IOException if it cannot be read or is no weights file
   */
  WeightsFile read(Arena arena) throws IOException {
    return WeightsFile.read(path, arena);
  }

  /**
   * The task of the option or of the file.
   *
   * @throws IllegalArgumentException if there is no such task, none is named, or it does not fit
   * @throws IOException if the task's text cannot be used
   */
  Task task(WeightsFile file) throws IOException {
    String name = taskName == null ? file.metadata().get(RunFolder.TASK) : taskName;
    if (name == null) {
      throw new IllegalArgumentException(path + ": names no task, add --task");
    }
    Task task = text.task(name, vocabulary(path, file), window(file));
    TrainingConfiguration.requireFit(task, file.configuration());
    return task;
  }

  /**
   * The characters that the symbols of a network stand for; null if the file names none.
   *
   * @throws IllegalArgumentException if they are no vocabulary
   */
  static Vocabulary vocabulary(Path path, WeightsFile file) {
    String characters = file.metadata().get(CharacterTask.VOCABULARY);
    try {
      return characters == null ? null : Vocabulary.of(characters);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(path + ": vocabulary: " + e.getMessage(), e);
    }
  }

  /** The seed of the option or of the file. */
  long seed(WeightsFile file) {
    return seed != null ? seed : number(file, RunFolder.SEED, 1);
  }

  private int window(WeightsFile file) {
    long window = number(file, CharacterTask.WINDOW, CharacterTask.USUAL_WINDOW);
    return (int) Math.clamp(window, 0L, Integer.MAX_VALUE);
  }

  private long number(WeightsFile file, String key, long otherwise) {
    String text = file.metadata().getOrDefault(key, Long.toString(otherwise));
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          path + ": " + key + " " + text + " is no number, add --" + key, e);
    }
  }
}
