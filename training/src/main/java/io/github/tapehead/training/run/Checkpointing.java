package io.github.tapehead.training.run;

import io.github.tapehead.training.Trainer;
import io.github.tapehead.training.TrainingConfiguration;
import io.github.tapehead.training.checkpoint.CheckpointFile;
import io.github.tapehead.training.checkpoint.CheckpointFolder;
import io.github.tapehead.training.checkpoint.CheckpointListener;
import io.github.tapehead.training.checkpoint.Snapshot;
import java.io.IOException;
import java.util.function.Consumer;

/**
 * When a run writes checkpoints, and whether it goes on from one.
 *
 * @param every steps from one to the next; 0 for none at all
 * @param keep how many of the last are kept, 1 or more
 * @param beginning where the run begins
 * @param warnings is told, each in a line, of checkpoints that are not used
 */
public record Checkpointing(int every, int keep, Beginning beginning, Consumer<String> warnings) {
  /** The usual number of steps from one checkpoint to the next. */
  public static final int USUAL_EVERY = 1000;

  /** How many are usually kept. */
  public static final int USUAL_KEEP = 2;

  /** No checkpoints. */
  public static final Checkpointing NONE = new Checkpointing(0, 1, Beginning.ANEW, line -> {});

  /** Where a run begins. */
  public enum Beginning {
    /** At its beginning: what an earlier run has left in the folder is removed. */
    ANEW,
    /**
     * At the last checkpoint in the folder; if there is none at all, anew. Checkpoints of other
     * options, or none of which is whole, are an error.
     */
    RESUMED,
    /** At the last checkpoint in the folder if there is one that can be used; otherwise anew. */
    RESUMED_IF_POSSIBLE
  }

  /**
   * Checks both numbers.
   *
   * @throws IllegalArgumentException that names the number, its value and its range
   */
  public Checkpointing {
    if (every < 0) {
      throw new IllegalArgumentException("checkpoint_every: " + every + ", must be 0 or more");
    }
    if (keep < 1) {
      throw new IllegalArgumentException("keep_checkpoints: " + keep + ", must be at least 1");
    }
  }

  /** The state to go on from, or null. */
  Snapshot last(CheckpointFolder folder, TrainingConfiguration configuration) throws IOException {
    if (beginning == Beginning.ANEW) {
      return null;
    }
    try {
      return folder.last(configuration, warnings).map(CheckpointFile::snapshot).orElse(null);
    } catch (IOException | IllegalArgumentException e) {
      if (beginning == Beginning.RESUMED) {
        throw e;
      }
      warnings.accept("begins anew: " + e.getMessage());
      return null;
    }
  }

  /**
   * Adds the listener that writes checkpoints, and goes back to a state; the other listeners are
   * there. Of several processes that train together, all call it.
   *
   * @param folder null at ranks other than 0
   * @param last null to begin anew, and at ranks other than 0
   */
  public void prepare(Trainer trainer, CheckpointFolder folder, Snapshot last) {
    if (every > 0) {
      trainer.addListener(new CheckpointListener(trainer, folder, every, keep));
    }
    if (beginning != Beginning.ANEW) {
      trainer.restore(last);
    }
  }
}
