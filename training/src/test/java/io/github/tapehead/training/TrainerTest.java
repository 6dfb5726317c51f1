package io.github.tapehead.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tapehead.model.Layout;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrainerTest {
  @Test
  void sameSeedSameBits() {
    List<Double> first = losses(TinyCopy.configuration(320));
    assertEquals(20, first.size());
    assertEquals(first, losses(TinyCopy.configuration(320)));
    assertNotEquals(first, losses(TinyCopy.configuration(320).withSeed(2)));
  }

  @Test
  void warmUpDoesNotChangeTheTraining() {
    List<Double> losses = new ArrayList<>();
    try (Trainer trainer = new Trainer(TinyCopy.configuration(320))) {
      trainer.addListener(
          new TrainingListener() {
            @Override
            public void onStep(StepReport report) {
              losses.add(report.bits());
            }
          });
      WarmUp.Result warm = trainer.warmUp(Duration.ZERO);
      assertTrue(warm.steps() > 0, warm.toString());
      assertTrue(trainer.run().seconds() > warm.seconds(), warm.toString());
    }
    assertEquals(losses(TinyCopy.configuration(320)), losses);
  }

  @Test
  void learnsToCopyThreeVectors() {
    List<Double> losses = losses(TinyCopy.configuration(16 * 600));
    double begin = mean(losses.subList(0, 50));
    double end = mean(losses.subList(losses.size() - 50, losses.size()));
    assertTrue(end < 0.5 * begin, begin + " bits at the beginning, " + end + " at the end");
  }

  @Test
  void endsAtTheTargetWithItsSequencesAfterIt() {
    // The first full window is below a target of a thousand bits.
    var configuration = TinyCopy.configuration(100_000).withLimits(new Limits(100_000, 1000, 64));
    try (Trainer trainer = new Trainer(configuration)) {
      TrainingResult result = trainer.run();
      assertEquals(StopReason.TARGET, result.stopReason());
      assertEquals(1008 + 64, result.sequences());
      assertEquals(67, result.steps());
      assertNotNull(result.target());
      assertEquals(1008, result.target().first().sequences());
      assertEquals(result.target().first(), result.target().forGood());
      assertTrue(result.target().worstBitsAfter() >= result.bitsPerSequence());
    }
  }

  @Test
  void endsAtTheLimit() {
    try (Trainer trainer = new Trainer(TinyCopy.configuration(33))) {
      TrainingResult result = trainer.run();
      assertEquals(StopReason.LIMIT, result.stopReason());
      assertEquals(48, result.sequences());
      assertEquals(result.seconds() * 1e3 / 3, result.millisecondsPerStep());
    }
  }

  @Test
  void endsWhenItsTimeIsOver() {
    // Any step takes longer than a nanosecond.
    Limits limits = TinyCopy.configuration(1_000_000).limits().withMaxSeconds(1e-9);
    try (Trainer trainer = new Trainer(TinyCopy.configuration(1).withLimits(limits))) {
      TrainingResult result = trainer.run();
      assertEquals(StopReason.TIME, result.stopReason());
      assertEquals(1, result.steps());
    }
  }

  @Test
  void stopsWhenAsked() {
    try (Trainer trainer = new Trainer(TinyCopy.configuration(1_000_000))) {
      trainer.addListener(
          new TrainingListener() {
            @Override
            public void onStep(StepReport report) {
              if (report.step() == 5) {
                trainer.stop();
              }
            }
          });
      TrainingResult result = trainer.run();
      assertEquals(StopReason.INTERRUPTED, result.stopReason());
      assertEquals(5, result.steps());
    }
  }

  @Test
  void stepsWithoutAFiniteGradientAreSkippedAndManyOfThemEndTheTraining() {
    try (Trainer trainer = new Trainer(TinyCopy.configuration(16_000))) {
      float[] poison = trainer.parameters().get("output.weight");
      poison[0] = Float.NaN;
      trainer.addListener(
          new TrainingListener() {
            @Override
            public void onStep(StepReport report) {
              if (report.step() == 3) {
                trainer.parameters().set("output.weight", poison);
              }
            }
          });
      TrainingResult result = trainer.run();
      assertEquals(StopReason.DIVERGED, result.stopReason());
      assertEquals(3 + Trainer.MOST_SKIPPED, result.steps());
      assertEquals(Trainer.MOST_SKIPPED, result.skipped());
      assertTrue(Double.isFinite(result.bitsPerSequence()));
    }
  }

  @Test
  void listenersHearBeginStepsAndEnd() {
    List<String> heard = new ArrayList<>();
    try (Trainer trainer = new Trainer(TinyCopy.configuration(32))) {
      trainer.addListener(
          new TrainingListener() {
            @Override
            public void onBegin(TrainingConfiguration configuration) {
              heard.add("begin " + configuration.batch());
            }

            @Override
            public void onStep(StepReport report) {
              heard.add("step " + report.step() + " at " + report.sequences());
            }

            @Override
            public void onEnd(TrainingResult result) {
              heard.add("end " + result.stopReason());
            }
          });
      trainer.run();
    }
    assertEquals(List.of("begin 16", "step 1 at 16", "step 2 at 32", "end limit"), heard);
  }

  @Test
  void optimizerStateIsAsLongAsTheParameters() {
    try (Trainer trainer = new Trainer(TinyCopy.configuration(1))) {
      assertEquals(Layout.of(TinyCopy.network()).floats(), trainer.parameters().flat().columns());
    }
  }

  private static List<Double> losses(TrainingConfiguration configuration) {
    List<Double> losses = new ArrayList<>();
    try (Trainer trainer = new Trainer(configuration)) {
      trainer.addListener(
          new TrainingListener() {
            @Override
            public void onStep(StepReport report) {
              losses.add(report.bits());
            }
          });
      trainer.run();
    }
    return losses;
  }

  private static double mean(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
  }
}
