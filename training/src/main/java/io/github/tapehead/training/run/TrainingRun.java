package io.github.tapehead.training.run;

import io.github.tapehead.training.Communicator;
import io.github.tapehead.training.EvaluationResult;
import io.github.tapehead.training.Evaluator;
import io.github.tapehead.training.StopReason;
import io.github.tapehead.training.Trainer;
import io.github.tapehead.training.TrainingConfiguration;
import io.github.tapehead.training.TrainingResult;
import io.github.tapehead.training.checkpoint.Snapshot;
import io.github.tapehead.training.report.CsvListener;
import io.github.tapehead.training.report.LearningCurve;
import io.github.tapehead.training.report.ResultFile;
import io.github.tapehead.training.task.TestSetting;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Trains one configuration, tests it, and saves everything into a folder.
 *
 * <p>The summary is written last: where it is, the other files are complete. Pictures that could
 * not be drawn are not there at all. Only {@link #stop()} may be called from another thread.
 */
public final class TrainingRun {
  /** Sequences that are tested at once. */
  public static final int TEST_BATCH = 16;

  private final TrainingConfiguration configuration;
  private final Communicator processes;
  private final int every;
  private final int testSequences;
  private final Checkpointing checkpointing;
  private volatile boolean stopRequested;
  private volatile Trainer current;

  /**
   * What came of a run.
   *
   * @param result how the training went
   * @param evaluation the tests after it: none after a divergence, and only those that were done
   *     when the run was stopped
   * @param summary what was written of both
   * @param folder where everything is
   */
  public record Outcome(
      TrainingResult result,
      List<EvaluationResult> evaluation,
      ResultFile summary,
      RunFolder folder) {}

  /**
   * A run without checkpoints, not yet begun.
   *
   * @param configuration what to train and how
   * @param every steps from line to line of the metrics, 1 or more
   * @param testSequences sequences of each test, rounded up to whole batches of {@value
   *     #TEST_BATCH}; 0 for no tests
   * @throws IllegalArgumentException if a number is less
   */
  public TrainingRun(TrainingConfiguration configuration, int every, int testSequences) {
    this(configuration, Communicator.ALONE, every, testSequences, Checkpointing.NONE);
  }

  /**
   * The run of the first of some processes that train together, with checkpoints: it alone tests
   * and saves.
   *
   * @param configuration what to train and how
   * @param processes that train together, this one of rank 0
   * @param every steps from line to line of the metrics, 1 or more
   * @param testSequences as above
   * @param checkpointing when checkpoints are written, and whether to go on from one
   * @throws IllegalArgumentException if a number is less, or the rank is another
   */
  public TrainingRun(
      TrainingConfiguration configuration,
      Communicator processes,
      int every,
      int testSequences,
      Checkpointing checkpointing) {
    if (processes.rank() != 0) {
      throw new IllegalArgumentException("rank: " + processes.rank() + ", expected 0");
    }
    if (every < 1) {
      throw new IllegalArgumentException("every: " + every + ", must be at least 1");
    }
    if (testSequences < 0) {
      throw new IllegalArgumentException(
          "test_sequences: " + testSequences + ", must be at least 0");
    }
    this.configuration = configuration;
    this.processes = processes;
    this.every = every;
    this.testSequences = testSequences;
    this.checkpointing = checkpointing;
  }

  /**
   * Asks for an end: what was learned is saved, what is left of tests is not done. Pictures are of
   * runs whose training and tests were not cut off.
   */
  public void stop() {
    stopRequested = true;
    Trainer trainer = current;
    if (trainer != null) {
      trainer.stop();
    }
  }

  /**
   * Trains, tests and saves. To be called once.
   *
   * @param path the folder; files of an earlier run are removed first, unless this one goes on from
   *     its checkpoint
   * @param preparation is given the trainer before the first step, to add listeners or warm it up
   * @throws PicturesException if everything but the pictures is saved
   * @throws IllegalArgumentException if this is to go on from the checkpoint of a run with other
   *     options
   * @throws IOException if another file cannot be written, or no checkpoint there is whole
   */
  public Outcome into(Path path, Consumer<Trainer> preparation) throws IOException {
    LearningCurve curve = new LearningCurve();
    try (Trainer trainer = new Trainer(configuration, processes)) {
      // What may refuse the configuration comes before the files of an earlier run go.
      Snapshot last = checkpointing.last(new RunFolder(path).checkpoints(), configuration);
      RunFolder folder = last == null ? RunFolder.create(path) : RunFolder.resume(path);
      current = trainer;
      if (stopRequested) {
        trainer.stop();
      }
      TrainingResult result = train(trainer, folder, curve, preparation, last);
      folder.writeWeights(configuration, trainer.parameters(), result);
      List<TestSetting> settings = settings(result);
      List<EvaluationResult> evaluation = evaluate(trainer, settings);
      boolean wasCutOff =
          result.stopReason() == StopReason.INTERRUPTED || evaluation.size() < settings.size();
      Throwable failure = wasCutOff ? null : draw(folder, curve, trainer, !evaluation.isEmpty());
      ResultFile summary = new ResultFile(configuration, result, evaluation);
      summary.write(folder.result());
      if (failure != null) {
        throw new PicturesException(folder.path(), failure);
      }
      return new Outcome(result, evaluation, summary, folder);
    }
  }

  private TrainingResult train(
      Trainer trainer,
      RunFolder folder,
      LearningCurve curve,
      Consumer<Trainer> preparation,
      Snapshot last)
      throws IOException {
    try (CsvListener metrics =
        last == null
            ? new CsvListener(folder.metrics(), every)
            : CsvListener.continued(folder.metrics(), every)) {
      trainer.addListener(metrics);
      trainer.addListener(curve);
      checkpointing.prepare(trainer, folder.checkpoints(), last);
      preparation.accept(trainer);
      return trainer.run();
    }
  }

  /** The tests that are wanted. */
  private List<TestSetting> settings(TrainingResult result) {
    boolean wanted = testSequences > 0 && result.stopReason() != StopReason.DIVERGED;
    return wanted ? configuration.task().evaluations() : List.of();
  }

  /** The results of as many tests as were done before a stop. */
  private List<EvaluationResult> evaluate(Trainer trainer, List<TestSetting> settings) {
    List<EvaluationResult> results = new ArrayList<>();
    for (TestSetting setting : settings) {
      if (stopRequested) {
        break;
      }
      Evaluator evaluator = new Evaluator(testSequences, TEST_BATCH, configuration.seed());
      results.add(
          evaluator.evaluate(
              configuration.network(), trainer.parameters(), configuration.task(), setting));
    }
    return results;
  }

  /** What went wrong, if anything did; the folder has no pictures then. */
  private Throwable draw(RunFolder folder, LearningCurve curve, Trainer trainer, boolean attention)
      throws IOException {
    try {
      curve.write(folder.path());
      if (attention) {
        folder.drawAttention(configuration, trainer.parameters());
      }
      return null;
    } catch (IOException | RuntimeException | Error e) {
      // A JVM without fonts or graphics throws Errors, too: none is worth losing the training.
      folder.deletePictures();
      return e;
    }
  }
}
