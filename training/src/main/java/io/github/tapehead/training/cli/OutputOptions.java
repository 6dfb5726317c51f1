package io.github.tapehead.training.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The options that say what a training run leaves behind. */
final class OutputOptions {
  @Option(
      names = {"-o", "--output"},
      paramLabel = "FOLDER",
      description = "Where files go; older ones there are replaced (default: runs/TASK-SEED).")
  private Path folder;

  @Option(
      names = "--every",
      paramLabel = "N",
      description = "Steps from line to line of metrics.csv (default: 10).")
  private int every = 10;

  @Option(
      names = "--no-evaluate",
      negatable = true,
      description = "Test the trained network and draw its attention, or not (default: yes).")
  private boolean evaluate = true;

  @Option(
      names = "--warm-up",
      description =
          "Bring the code to full speed before the first step, and say if it gets none:"
              + " steps of one speed, about a second more in all.")
  private boolean warmUp;

  @Option(
      names = "--json",
      description = "Print the content of result.json as the last line of standard output.")
  private boolean json;

  /** The folder; by default named after task and seed. */
  Path folder(String task, long seed) {
    return folder == null ? Path.of("runs", task + "-" + seed) : folder;
  }

  /** Steps from line to line of the metrics. */
  int every() {
    return every;
  }

  /** Whether to test the trained network. */
  boolean evaluate() {
    return evaluate;
  }

  /** Whether to rehearse before the first step. */
  boolean warmUp() {
    return warmUp;
  }

  /** Whether to print the result as JSON. */
  boolean json() {
    return json;
  }
}
