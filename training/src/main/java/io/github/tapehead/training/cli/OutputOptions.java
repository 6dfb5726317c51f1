package io.github.tapehead.training.cli;

import io.github.tapehead.model.MemoryKind;
import io.github.tapehead.training.NetworkKind;
import io.github.tapehead.training.TrainingConfiguration;
import io.github.tapehead.training.run.RunFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that say what a training run leaves behind. */
final class OutputOptions {
  @Option(
      names = {"-o", "--output"},
      paramLabel = "FOLDER",
      description =
          "Where files go; those of a training with the same options are replaced (default:"
              + " runs/TASK-SEED, with a network other than ntm-lstm runs/TASK-NETWORK-SEED, with"
              + " --no-memory runs/TASK-no-memory-SEED).")
  private Path folder;

  @Option(
      names = "--replace",
      description =
          "Train even where a training with other options has left its result, instead of refusing"
              + " to: that is lost.")
  private boolean replace;

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

  /** The folder; by default named after the task, the network unless it is the usual, and seed. */
  RunFolder folder(TrainingConfiguration configuration, NetworkKind kind) {
    return new RunFolder(folder == null ? usualFolder(configuration, kind) : folder);
  }

  private static Path usualFolder(TrainingConfiguration configuration, NetworkKind kind) {
    boolean bare = configuration.network().memory() == MemoryKind.NONE;
    String network = kind == NetworkKind.NTM_LSTM ? "" : "-" + kind;
    String memory = bare && kind != NetworkKind.LSTM ? "-no-memory" : "";
    String task = configuration.task().name();
    return Path.of("runs", task + network + memory + "-" + configuration.seed());
  }

  /**
   * Refuses to replace the result of another training, unless an option says so.
   *
   * @throws IllegalArgumentException that names the folder and the first difference
   * @throws IOException if a result is there and cannot be read
   */
  void requireReplaceable(RunFolder folder, TrainingConfiguration configuration)
      throws IOException {
    Optional<String> difference = replace ? Optional.empty() : folder.difference(configuration);
    if (difference.isPresent()) {
      throw new IllegalArgumentException(
          folder.path()
              + ": result of other options, "
              + difference.get()
              + "; choose another folder with -o, or --replace to lose that and train anew");
    }
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
