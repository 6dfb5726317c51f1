package io.github.tapehead.training.checkpoint;

import io.github.tapehead.training.StepReport;
import io.github.tapehead.training.Trainer;
import io.github.tapehead.training.TrainingListener;
import java.util.Map;
import java.util.TreeMap;

/** Takes a snapshot at the first rest from each of some steps on. */
final class Snapping implements TrainingListener {
  private final Trainer trainer;
  private final long[] from;
  private int next;

  /** By the step that was reported last. */
  final Map<Long, Snapshot> snapshots = new TreeMap<>();

  Snapping(Trainer trainer, long... from) {
    this.trainer = trainer;
    this.from = from;
  }

  @Override
  public void onRest(StepReport report) {
    if (next < from.length && report.step() >= from[next]) {
      next++;
      snapshots.put(report.step(), trainer.snapshot());
    }
  }
}
