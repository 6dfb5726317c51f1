package io.github.tapehead.training.reproduction;

import io.github.tapehead.training.StopReason;
import io.github.tapehead.training.TrainingConfiguration;
import io.github.tapehead.training.report.StoredResult;
import io.github.tapehead.training.run.TrainingRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A run that is wanted.
 *
 * @param place which run, and where it is kept
 * @param configuration what to train and how
 * @param testSequences sequences of each test, rounded up to whole batches of {@link
 *     TrainingRun#TEST_BATCH}; 1 or more
 * @param ofAnyTime whether a run that was allowed to train for another time counts as this one
 */
public record PlannedRun(
    RunPlace place, TrainingConfiguration configuration, int testSequences, boolean ofAnyTime) {
  /**
   * Checks the number of sequences.
   *
   * @throws IllegalArgumentException if there are none
   */
  public PlannedRun {
    if (testSequences < 1) {
      throw new IllegalArgumentException(
          "test_sequences: " + testSequences + ", must be at least 1");
    }
  }

  /** A run for which the time that it is allowed counts as much as everything else. */
  public PlannedRun(RunPlace place, TrainingConfiguration configuration, int testSequences) {
    this(place, configuration, testSequences, false);
  }

  /**
   * The result, if this very run has been finished already; after an interruption, or with other
   * settings, it has not.
   *
   * @throws IOException if the result is there and cannot be read
   */
  public Optional<StoredResult> finished() throws IOException {
    return StoredResult.read(place.folder().result())
        .filter(this::isThis)
        .filter(result -> FinishedRun.isFinished(place, result))
        .filter(this::isTestedAsWanted);
  }

  /**
   * Whether a run that was trained to its end, but is not this one, stands in its place, or a
   * result that is not understood: to begin this run destroys it.
   *
   * @throws IOException if the result is there and cannot be read
   */
  boolean replacesAnother() throws IOException {
    Path file = place.folder().result();
    return StoredResult.read(file).map(this::isAnother).orElse(Files.exists(file));
  }

  private boolean isAnother(StoredResult result) {
    return isThis(result)
        ? FinishedRun.isFinished(place, result) && !isTestedAsWanted(result)
        : result.result().stopReason() != StopReason.INTERRUPTED;
  }

  private boolean isThis(StoredResult result) {
    return result.seed() == configuration.seed() && hasSettingsOf(result);
  }

  /** Whether a result is of this run with whatever seed. */
  boolean hasSettingsOf(StoredResult result) {
    TrainingConfiguration wanted = configuration.withSeed(result.seed());
    return ofAnyTime && result.maxSeconds() >= 0
        ? result.isOf(wanted.withLimits(wanted.limits().withMaxSeconds(result.maxSeconds())))
        : result.isOf(wanted);
  }

  private boolean isTestedAsWanted(StoredResult result) {
    int sequences = Math.ceilDiv(testSequences, TrainingRun.TEST_BATCH) * TrainingRun.TEST_BATCH;
    return result.tests().stream().allMatch(test -> test.sequences() == sequences);
  }
}
