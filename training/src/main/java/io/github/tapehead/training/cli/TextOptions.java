package io.github.tapehead.training.cli;

import io.github.tapehead.training.task.CharacterTask;
import io.github.tapehead.training.task.Task;
import io.github.tapehead.training.task.Tasks;
import io.github.tapehead.training.text.Corpus;
import io.github.tapehead.training.text.Vocabulary;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import picocli.CommandLine.Option;

/** The options of the task that needs a text, and with them any tasks by name. */
final class TextOptions {
  @Option(
      names = "--text",
      paramLabel = "FILE",
      description = "The text of task characters, UTF-8; its last tenth is held out for tests.")
  private Path text;

  @Option(
      names = "--window",
      paramLabel = "N",
      description =
          "Characters in a sequence of task characters (default: 100, or that of the weights"
              + " file).")
  private Integer window;

  /**
   * The task of a name.
   *
   * @param vocabulary the symbols of task characters; null for those of the text
   * @param usualWindow the window unless there is an option
   * @throws IllegalArgumentException if there is none, or a text is missing or not called for
   * @throws IOException if the text cannot be used
   */
  Task task(String name, Vocabulary vocabulary, int usualWindow) throws IOException {
    if (!name.equals(CharacterTask.NAME)) {
      refuse(name);
      return Tasks.named(name);
    }
    return characters(vocabulary, usualWindow);
  }

  /**
   * Tasks of names, each once.
   *
   * @param names null for the usual tasks, and characters if there is a text
   * @param usual the tasks if none is named
   * @throws IllegalArgumentException as {@link #task}
   * @throws IOException if the text cannot be used
   */
  List<Task> tasks(List<String> names, List<Task> usual) throws IOException {
    List<Task> tasks = new ArrayList<>();
    if (names == null) {
      tasks.addAll(usual);
      if (text != null || window != null) {
        tasks.add(characters(null, CharacterTask.USUAL_WINDOW));
      }
      return tasks;
    }
    if (!names.contains(CharacterTask.NAME)) {
      refuse(String.join(",", names));
    }
    for (String name : new LinkedHashSet<>(names)) {
      tasks.add(
          name.equals(CharacterTask.NAME)
              ? characters(null, CharacterTask.USUAL_WINDOW)
              : Tasks.named(name));
    }
    return tasks;
  }

  private void refuse(String name) {
    refuse("--text", text, name);
    refuse("--window", window, name);
  }

  private Task characters(Vocabulary vocabulary, int usualWindow) throws IOException {
    if (text == null) {
      throw new IllegalArgumentException(
          "task " + CharacterTask.NAME + ": needs a text, add --text FILE");
    }
    Corpus corpus =
        vocabulary == null ? Corpus.read(text) : Corpus.read(text, Corpus.HELD_OUT, vocabulary);
    return new CharacterTask(corpus, window == null ? usualWindow : window);
  }

  private static void refuse(String option, Object value, String task) {
    if (value != null) {
      throw new IllegalArgumentException(
          option + ": goes with task " + CharacterTask.NAME + ", not " + task);
    }
  }
}
