package io.github.tapehead.training.reproduction;

import io.github.tapehead.training.task.Task;
import io.github.tapehead.training.task.Tasks;
import java.util.List;
import java.util.stream.Stream;

/** The experiments of the paper in words. */
public final class Experiments {
  /** Seeds of each run, unless told otherwise. The paper does not say how many it has. */
  public static final int SEEDS = 3;

  private Experiments() {}

  /** The paper's five tasks, in its order. */
  public static List<Task> tasks() {
    return Stream.of("copy", "repeat-copy", "recall", "ngrams", "sort").map(Tasks::named).toList();
  }

  /** Sequences of each test: 192, or as many as the task needs. */
  public static int testSequences(Task task) {
    return Math.max(192, task.testSequences());
  }
}
