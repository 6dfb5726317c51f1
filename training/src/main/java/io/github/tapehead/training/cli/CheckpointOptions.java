package io.github.tapehead.training.cli;

import io.github.tapehead.training.run.Checkpointing;
import io.github.tapehead.training.run.RunFolder;
import java.io.IOException;
import java.io.PrintWriter;
import picocli.CommandLine.Option;

/** When checkpoints are written, and whether to go on from one. */
final class CheckpointOptions {
  @Option(
      names = "--checkpoint-every",
      paramLabel = "N",
      description =
          "Steps from one checkpoint to the next, in OUTPUT/checkpoints; one more at the end of the"
              + " training; 0 for none (default: 1000).")
  private int every = Checkpointing.USUAL_EVERY;

  @Option(
      names = "--keep-checkpoints",
      paramLabel = "N",
      description = "How many of the last are kept while the training runs (default: 2).")
  private int keep = Checkpointing.USUAL_KEEP;

  @Option(
      names = "--resume",
      description =
          "Go on from the last checkpoint in the output folder, if there is one: with the same"
              + " result as without the stop, but for mode hogwild. The options must be the same;"
              + " limits, such as --max-sequences, may change.")
  private boolean resume;

  /**
   * Whether a run in a folder goes on from a checkpoint, or is to and cannot.
   *
   * @throws IOException if the folder cannot be read
   */
  boolean goesOn(RunFolder folder) throws IOException {
    return resume && !folder.checkpoints().isEmpty();
  }

  /**
   * What the options say.
   *
   * @param err receives warnings
   * @throws IllegalArgumentException that names the option, its value and its range
   */
  Checkpointing checkpointing(PrintWriter err) {
    return new Checkpointing(
        every,
        keep,
        resume ? Checkpointing.Beginning.RESUMED : Checkpointing.Beginning.ANEW,
        line -> {
          err.println("tapehead: " + line);
          err.flush();
        });
  }
}
