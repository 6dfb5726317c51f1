package io.github.tapehead.training.checkpoint;

import io.github.tapehead.training.StepReport;
import io.github.tapehead.training.Trainer;
import io.github.tapehead.training.TrainingListener;
import io.github.tapehead.training.TrainingResult;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Writes checkpoints while a training runs, and one at its end, whatever ended it, which then is
 * the only one. When one is due depends on the number of steps alone, so that several processes,
 * each with such a listener, agree on it.
 */
public final class CheckpointListener implements TrainingListener {
  private final Trainer trainer;
  private final CheckpointFolder folder;
  private final int every;
  private final int keep;

  /** The step at the rest before; negative before the first. */
  private long before = -1;

  /**
   * Checkpoints of a training.
   *
   * @param trainer whose listener this becomes
   * @param folder where they go; null at ranks other than 0, which only give rank 0 what they have
   * @param every steps from one to the next, 1 or more
   * @param keep how many of the last are kept while the training runs, 1 or more
   * @throws IllegalArgumentException if a number is less
   */
  public CheckpointListener(Trainer trainer, CheckpointFolder folder, int every, int keep) {
    require("checkpoint_every", every);
    require("keep_checkpoints", keep);
    this.trainer = trainer;
    this.folder = folder;
    this.every = every;
    this.keep = keep;
  }

  @Override
  public void onRest(StepReport report) {
    long step = report.step();
    if (before < 0) {
      before = step - 1;
    }
    if (step / every != before / every) {
      write(step, keep);
    }
    before = step;
  }

  @Override
  public void onEnd(TrainingResult result) {
    write(result.steps(), 1);
  }

  private void write(long step, int keep) {
    Snapshot snapshot = trainer.snapshot();
    if (folder == null) {
      return;
    }
    try {
      folder.write(step, keep, trainer.configuration(), snapshot);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void require(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + ": " + value + ", must be at least 1");
    }
  }
}
