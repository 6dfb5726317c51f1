package io.github.tapehead.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tapehead.training.report.LearningCurve;
import io.github.tapehead.training.task.Batch;
import io.github.tapehead.training.task.Sizes;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongPredicate;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A step whose loss or gradient is not finite changes nothing. */
class SkippedStepsTest {
  /**
   * Puts a value into one sequence of some batches, counted from 1; or leaves those batches out.
   */
  private static final class PoisonedTask extends DelegatingTask {
    private final LongPredicate chosen;
    private final float poison;
    private final boolean leaveOut;
    private long batches;

    PoisonedTask(LongPredicate chosen, float poison, boolean leaveOut) {
      this.chosen = chosen;
      this.poison = poison;
      this.leaveOut = leaveOut;
    }

    @Override
    public void sample(Batch batch, Sizes sizes, RandomGenerator random) {
      super.sample(batch, sizes, random);
      batches++;
      if (chosen.test(batches)) {
        if (leaveOut) {
          sample(batch, sizes, random);
        } else {
          batch.input(1, 5, 0, poison);
        }
      }
    }
  }

  /** What a listener can see of a step. */
  private record Step(
      long step,
      long sequences,
      long skipped,
      double bits,
      double wrongBits,
      double norm,
      double meanBits,
      float[] parameters) {}

  private final List<Step> steps = new ArrayList<>();
  private final LearningCurve curve = new LearningCurve();

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY})
  void aPoisonedBatchIsSkippedAndCounted(float poison) {
    TrainingResult result = run(new PoisonedTask(batch -> batch == 4, poison, false), 8);
    assertEquals(StopReason.LIMIT, result.stopReason());
    assertEquals(8, result.steps());
    assertEquals(128, result.sequences());
    assertEquals(1, result.skipped());
    assertEquals(
        List.of(0L, 0L, 0L, 1L, 1L, 1L, 1L, 1L), steps.stream().map(Step::skipped).toList());
    Step before = steps.get(2);
    Step skipped = steps.get(3);
    assertEquals(4, skipped.step());
    assertEquals(64, skipped.sequences());
    assertArrayEquals(before.parameters(), skipped.parameters());
    assertEquals(before.bits(), skipped.bits());
    assertEquals(before.wrongBits(), skipped.wrongBits());
    assertEquals(before.norm(), skipped.norm());
    assertEquals(before.meanBits(), skipped.meanBits());
    for (int i = 0; i < 8; i++) {
      if (i != 3) {
        assertTrue(Double.isFinite(steps.get(i).bits()));
        boolean same =
            i > 0 && Arrays.equals(steps.get(i - 1).parameters(), steps.get(i).parameters());
        assertFalse(same, "step " + (i + 1) + " changes nothing");
      }
    }
    assertEquals(
        steps.stream().filter(step -> step.step() != 4).mapToDouble(Step::bits).average().orElse(0),
        result.bitsPerSequence(),
        1e-9);
  }

  /** Neither the network nor the optimiser keeps anything of it. */
  @Test
  void afterASkippedStepTrainingGoesOnAsIfTheBatchHadNotBeen() {
    run(new PoisonedTask(batch -> batch == 4, Float.NaN, false), 12);
    List<Step> poisoned = List.copyOf(steps);
    steps.clear();
    run(new PoisonedTask(batch -> batch == 4, Float.NaN, true), 11);
    for (int i = 3; i < 11; i++) {
      Step expected = steps.get(i);
      Step actual = poisoned.get(i + 1);
      assertEquals(expected.bits(), actual.bits());
      assertEquals(expected.norm(), actual.norm());
      assertArrayEquals(expected.parameters(), actual.parameters());
    }
  }

  @Test
  void onlySkippedStepsInARowEndATraining() {
    LongPredicate allButEachHundredth = batch -> batch % Trainer.MOST_SKIPPED != 0;
    TrainingResult result = run(new PoisonedTask(allButEachHundredth, Float.NaN, false), 250);
    assertEquals(StopReason.LIMIT, result.stopReason());
    assertEquals(250, result.steps());
    assertEquals(248, result.skipped());
  }

  @Test
  void aTrainingThatNeverHasAFiniteLossHasNoFigures(@TempDir Path folder) throws IOException {
    TrainingResult result = run(new PoisonedTask(batch -> true, Float.NaN, false), 1000);
    assertEquals(StopReason.DIVERGED, result.stopReason());
    assertEquals(Trainer.MOST_SKIPPED, result.steps());
    assertEquals(Trainer.MOST_SKIPPED, result.skipped());
    assertTrue(Double.isNaN(result.bitsPerSequence()));
    for (Step step : steps) {
      assertTrue(Double.isNaN(step.bits()));
      assertTrue(Double.isNaN(step.wrongBits()));
      assertTrue(Double.isNaN(step.norm()));
      assertTrue(Double.isNaN(step.meanBits()));
    }
    curve.write(folder);
    assertFalse(Files.exists(folder.resolve("learning-curve.png")));
  }

  @Test
  void theLearningCurveBeginsWithTheFirstLoss(@TempDir Path folder) throws IOException {
    run(new PoisonedTask(batch -> batch < 3, Float.NaN, false), 5);
    curve.write(folder);
    assertTrue(Files.size(folder.resolve("learning-curve.png")) > 0);
  }

  private TrainingResult run(DelegatingTask task, int count) {
    try (Trainer trainer = new Trainer(task.configuration(16L * count))) {
      trainer.addListener(curve);
      trainer.addListener(
          new TrainingListener() {
            @Override
            public void onStep(StepReport report) {
              steps.add(
                  new Step(
                      report.step(),
                      report.sequences(),
                      report.skipped(),
                      report.bits(),
                      report.wrongBits(),
                      report.gradientNorm(),
                      report.meanBits(),
                      trainer.parameters().flat().segment().toArray(ValueLayout.JAVA_FLOAT)));
            }
          });
      return trainer.run();
    }
  }
}
