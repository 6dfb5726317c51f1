package io.github.tapehead.training.task;

import java.util.List;
import java.util.stream.Collectors;

/** The tasks by name. */
public final class Tasks {
  private static final List<Task> ALL =
      List.of(
          new CopyTask(),
          new RepeatCopyTask(),
          new AssociativeRecallTask(),
          new NGramTask(),
          new PrioritySortTask(),
          new ParenthesesTask(1),
          new ParenthesesTask(2));

  private Tasks() {}

  /** All tasks, each in the paper's sizes. */
  public static List<Task> all() {
    return ALL;
  }

  /**
   * The task of a name.
   *
   * @throws IllegalArgumentException if there is none; the message lists the names
   */
  public static Task named(String name) {
    return ALL.stream()
        .filter(task -> task.name().equals(name))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("task: " + name + ", expected one of: " + names()));
  }

  private static String names() {
    return ALL.stream().map(Task::name).collect(Collectors.joining(", "));
  }
}
