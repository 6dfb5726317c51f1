package io.github.tapehead.bench.network;

import io.github.tapehead.training.Limits;
import io.github.tapehead.training.NetworkKind;
import io.github.tapehead.training.Parallelism;
import io.github.tapehead.training.Recipes;
import io.github.tapehead.training.StepReport;
import io.github.tapehead.training.Trainer;
import io.github.tapehead.training.TrainingConfiguration;
import io.github.tapehead.training.TrainingListener;
import java.time.Duration;

/** Trains copy, LSTM 100, for a time, and counts sequences after the first fifth of it. */
final class TeamRun implements TrainingListener {
  private static final int BATCH = 16;
  private static final double BEGINNING = 0.2;

  private final Parallelism team;
  private final double seconds;
  private final Duration pause;
  private long firstSequences;
  private double firstSeconds;
  private long lastSequences;
  private double lastSeconds;

  /**
   * A run, not yet begun.
   *
   * @param team whose synchronous members share a batch of 16 sequences each
   * @param pause of the first worker before each of its batches
   */
  TeamRun(Parallelism team, Duration duration, Duration pause) {
    this.team = team;
    this.seconds = duration.toMillis() * 1e-3;
    this.pause = pause;
  }

  /** Runs and measures. */
  double sequencesPerSecond() {
    int share = team instanceof Parallelism.Synchronous ? team.workers() : 1;
    TrainingConfiguration configuration =
        Recipes.of(new SlowFirstWorker(pause), NetworkKind.NTM_LSTM)
            .withBatch(BATCH * share)
            .withParallelism(team)
            .withLimits(new Limits(Long.MAX_VALUE, 0).withMaxSeconds(seconds));
    try (Trainer trainer = new Trainer(configuration)) {
      trainer.addListener(this);
      trainer.run();
    }
    return (lastSequences - firstSequences) / (lastSeconds - firstSeconds);
  }

  @Override
  public void onStep(StepReport report) {
    lastSequences = report.sequences();
    lastSeconds = report.seconds();
    if (lastSeconds < BEGINNING * seconds) {
      firstSequences = lastSequences;
      firstSeconds = lastSeconds;
    }
  }
}
