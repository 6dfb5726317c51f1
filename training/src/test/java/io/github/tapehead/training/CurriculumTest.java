package io.github.tapehead.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tapehead.training.task.Batch;
import io.github.tapehead.training.task.PrioritySortTask;
import io.github.tapehead.training.task.Sizes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class CurriculumTest {
  /** Batches of 16 until the window of 1,000 sequences is full. */
  private static final int WINDOW = 63;

  /** More than any loss of the tiny network. */
  private static final double EVERY_LOSS = 1000;

  /** Remembers the sizes it was asked for. */
  private static final class RecordingTask extends DelegatingTask {
    private final List<Sizes> asked = new ArrayList<>();

    @Override
    public void sample(Batch batch, Sizes sizes, RandomGenerator random) {
      asked.add(sizes);
      super.sample(batch, sizes, random);
    }
  }

  private final RecordingTask task = new RecordingTask();

  @Test
  void growsFromAnEighthToAllSizesWhenEachWindowIsFull() {
    run(configuration(new Curriculum.Growing(EVERY_LOSS), 16 * 4 * WINDOW, 0));
    List<Sizes> expected = new ArrayList<>();
    for (double reach : new double[] {0.125, 0.25, 0.5, 1}) {
      expected.addAll(Collections.nCopies(WINDOW, new Sizes(reach, true)));
    }
    assertEquals(expected, task.asked);
  }

  @Test
  void keepsItsSizesWhileTheLossIsHigh() {
    run(configuration(new Curriculum.Growing(1e-9), 16 * 2 * WINDOW, 0));
    assertEquals(Collections.nCopies(2 * WINDOW, new Sizes(0.125, true)), task.asked);
  }

  /** The target is above every loss: only the sizes stand against it. */
  @Test
  void theTargetIsForAllSizes() {
    TrainingResult result =
        run(configuration(new Curriculum.Growing(EVERY_LOSS), 100_000, EVERY_LOSS));
    assertEquals(StopReason.TARGET, result.stopReason());
    assertEquals(16 * 4 * WINDOW, result.target().first().sequences());
  }

  @Test
  void aTargetForSomeSizesIsNone() {
    TrainingResult result =
        run(configuration(new Curriculum.Growing(1e-9), 16 * 2 * WINDOW, EVERY_LOSS));
    assertEquals(StopReason.LIMIT, result.stopReason());
    assertNull(result.target());
  }

  @Test
  void theMeanIsOfTheSequencesSinceTheGrowth() {
    List<Double> bits = new ArrayList<>();
    List<Double> means = new ArrayList<>();
    var listener =
        new TrainingListener() {
          @Override
          public void onStep(StepReport report) {
            bits.add(report.bits());
            means.add(report.meanBits());
          }
        };
    run(configuration(new Curriculum.Growing(EVERY_LOSS), 16 * (WINDOW + 2), 0), listener);
    assertEquals(mean(bits.subList(0, WINDOW)), means.get(WINDOW - 1), 1e-9);
    assertEquals(bits.get(WINDOW), means.get(WINDOW));
    assertEquals(mean(bits.subList(WINDOW, WINDOW + 2)), means.get(WINDOW + 1), 1e-9);
  }

  @Test
  void othersNeverChange() {
    for (Curriculum curriculum : List.of(new Curriculum.None(), new Curriculum.Uniform())) {
      task.asked.clear();
      run(configuration(curriculum, 16 * (WINDOW + 2), 0));
      assertEquals(Collections.nCopies(WINDOW + 2, curriculum.begin()), task.asked);
    }
    assertEquals(Sizes.GREATEST, new Curriculum.None().begin());
    assertEquals(Sizes.UNIFORM, new Curriculum.Uniform().begin());
  }

  @Test
  void tasksAreTrainedOnTheSizesTheyWereMeantFor() {
    assertEquals(
        new Curriculum.Uniform(), TrainingConfiguration.defaults(TinyCopy.TASK).curriculum());
    assertEquals(
        new Curriculum.None(), TrainingConfiguration.defaults(new PrioritySortTask()).curriculum());
  }

  @Test
  void aLossThatIsNoNumberIsNotLow() {
    assertFalse(new Curriculum.Growing(0.1).grows(Double.NaN));
    assertFalse(new Curriculum.Growing(0.1).grows(0.1));
    assertTrue(new Curriculum.Growing(0.1).grows(0.09));
  }

  private TrainingConfiguration configuration(
      Curriculum curriculum, long sequences, double target) {
    return task.configuration(sequences)
        .withCurriculum(curriculum)
        .withLimits(new Limits(sequences, target));
  }

  private static TrainingResult run(
      TrainingConfiguration configuration, TrainingListener... listeners) {
    try (Trainer trainer = new Trainer(configuration)) {
      List.of(listeners).forEach(trainer::addListener);
      return trainer.run();
    }
  }

  private static double mean(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
  }
}
