package io.github.tapehead.training;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LearningRateTest {
  private static final int STEPS = 6;

  static List<LearningRate> schedules() {
    return List.of(
        new LearningRate.Constant(0.01f),
        new LearningRate.Inverse(0.01f, 40),
        new LearningRate.Linear(0.01f, 64),
        new LearningRate.Cosine(0.01f, 64));
  }

  @ParameterizedTest
  @MethodSource("schedules")
  void theTrainerFollowsTheSchedule(LearningRate schedule) {
    List<Double> rates = rates(descent(schedule));
    assertEquals(STEPS, rates.size());
    for (int i = 0; i < STEPS; i++) {
      double expected = schedule.at(16L * i, -1);
      assertEquals(expected, rates.get(i), 0.01 * expected, schedule + " in step " + (i + 1));
    }
  }

  @Test
  void theTrainerSettlesFromTheTargetOn() {
    // Any loss is below this target: it is reached with the first full window, after 63 steps.
    var configuration =
        descent(new LearningRate.Settling(0.01f, 64)).withLimits(new Limits(2_000, 1000, 64));
    List<Double> rates = rates(configuration);
    for (int i : new int[] {0, 62, 63}) {
      assertEquals(0.01, rates.get(i), 1e-4, "step " + (i + 1));
    }
    double quarter = 0.01 * (0.01 + 0.99 * (1 + Math.sqrt(0.5)) / 2);
    assertEquals(quarter, rates.get(64), 1e-4);
    assertEquals(0.01 * 0.505, rates.get(65), 1e-4);
  }

  /** Plain gradient descent moves by the rate times the gradient, which tells the rate. */
  private static List<Double> rates(TrainingConfiguration configuration) {
    List<Double> rates = new ArrayList<>();
    try (Trainer trainer = new Trainer(configuration)) {
      float[][] before = {parameters(trainer)};
      trainer.addListener(
          new TrainingListener() {
            @Override
            public void onStep(StepReport report) {
              float[] after = parameters(trainer);
              rates.add(distance(before[0], after) / report.gradientNorm());
              before[0] = after;
            }
          });
      trainer.run();
    }
    return rates;
  }

  private static TrainingConfiguration descent(LearningRate schedule) {
    TrainingConfiguration usual = TinyCopy.configuration(16 * STEPS);
    return new TrainingConfiguration(
        usual.task(),
        usual.network(),
        Start.PLAIN,
        16,
        new Optimizer.Sgd(0),
        schedule,
        usual.curriculum(),
        new Clipping.None(),
        LossReduction.MEAN,
        Parallelism.ONE,
        1,
        usual.limits());
  }

  private static float[] parameters(Trainer trainer) {
    return trainer.parameters().flat().segment().toArray(ValueLayout.JAVA_FLOAT);
  }

  private static double distance(float[] from, float[] to) {
    double squares = 0;
    for (int i = 0; i < from.length; i++) {
      double difference = (double) to[i] - from[i];
      squares += difference * difference;
    }
    return Math.sqrt(squares);
  }
}
