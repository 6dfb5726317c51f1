package io.github.tapehead.training.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.tapehead.training.LearningRate;
import io.github.tapehead.training.NetworkKind;
import io.github.tapehead.training.Recipes;
import io.github.tapehead.training.TrainingConfiguration;
import io.github.tapehead.training.task.RepeatCopyTask;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class TrainingOptionsTest {
  private static final TrainingConfiguration SETTLING =
      Recipes.of(new RepeatCopyTask(), NetworkKind.NTM_LSTM);

  @Test
  void noOptionLeavesTheDefaults() {
    assertEquals(SETTLING, apply());
  }

  @Test
  void withoutATargetTheRateOfARecipeThatWaitsForItIsConstant() {
    assertEquals(
        new LearningRate.Settling(0.5f, 20_000), apply("--learning-rate=0.5").learningRate());
    TrainingConfiguration aimless = apply("--target=0", "--learning-rate=0.5");
    assertEquals(new LearningRate.Constant(0.5f), aimless.learningRate());
    assertEquals(0, aimless.limits().targetBits());
    assertEquals(
        new LearningRate.Cosine(0.5f, 70),
        apply("--target=0", "--learning-rate=0.5", "--schedule=cosine:70").learningRate());
  }

  @Test
  void nothingAfterTheTargetNeedsNone() {
    assertEquals(0, apply("--target=0", "--after-target=0").limits().sequencesAfterTarget());
  }

  private static TrainingConfiguration apply(String... options) {
    return CommandLine.populateCommand(new TrainingOptions(), options).apply(SETTLING);
  }
}
