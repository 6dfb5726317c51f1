package io.github.tapehead.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.tapehead.model.ControllerKind;
import io.github.tapehead.model.NetworkConfiguration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class TrainingConfigurationTest {
  @Test
  void defaultsAreThoseThatLearn() {
    var configuration = TrainingConfiguration.defaults(TinyCopy.TASK);
    assertEquals(new Optimizer.RmsProp(0.95f, 0.9f, 1e-4f), configuration.optimizer());
    assertEquals(new LearningRate.Cosine(1e-3f, 50_000), configuration.learningRate());
    assertEquals(32, configuration.batch());
    assertEquals(LossReduction.SUM, configuration.loss());
    assertEquals(new Clipping.ByNorm(10), configuration.clipping());
    assertEquals(new Limits(100_000, 0.1, 5_000), configuration.limits());
    assertEquals(NetworkConfiguration.ntm(ControllerKind.LSTM, 10, 8), configuration.network());
  }

  @Test
  void errorsNameOptionValueAndExpectation() {
    refuses("batch: 0, must be from 1 to 16384", () -> with(0, 1e-3f));
    refuses("batch: -4, must be from 1 to 16384", () -> with(-4, 1e-3f));
    refuses("learning_rate: 0.0, must be more than 0", () -> with(16, 0));
    refuses("learning_rate: NaN, must be more than 0", () -> with(16, Float.NaN));
    refuses("schedule: 0 sequences, must be at least 1", () -> new LearningRate.Inverse(1e-3f, 0));
    refuses("curriculum: 0.0 bits, must be more than 0", () -> new Curriculum.Growing(0));
    refuses("clip: -1.0, must be more than 0", () -> new Clipping.ByValue(-1));
    refuses("clip: NaN, must be more than 0", () -> new Clipping.ByNorm(Float.NaN));
    refuses("max_sequences: 0, must be at least 1", () -> new Limits(0, 0.1));
    refuses("target: -0.1, must be 0 or more bits", () -> new Limits(1, -0.1));
    refuses("after_target: -1, must be 0 or more sequences", () -> new Limits(1, 0, -1));
    refuses("max_seconds: NaN, must be 0 or more", () -> new Limits(1, 0, 0, Double.NaN));
    refuses("decay: 1.0, must be at least 0 and below 1", () -> rmsProp(1, 1e-4f));
    refuses("epsilon: 0.0, must be more than 0", () -> rmsProp(0.9f, 0));
    refuses("momentum: -0.5, must be at least 0 and below 1", () -> new Optimizer.Sgd(-0.5f));
    refuses(
        "beta2: NaN, must be at least 0 and below 1",
        () -> new Optimizer.Adam(0.9f, Float.NaN, 1e-8f));
  }

  @Test
  void networkMustFitTheTask() {
    var configuration = TrainingConfiguration.defaults(TinyCopy.TASK);
    refuses(
        "outputs of the network: 9, task copy has 8",
        () -> configuration.withNetwork(NetworkConfiguration.ntm(ControllerKind.LSTM, 10, 9)));
  }

  @Test
  void learningRateHoldsThenFalls() {
    var rate = new LearningRate.Inverse(1e-3f, 10_000);
    assertEquals(1e-3f, rate.at(0, -1));
    assertEquals(1e-3f, rate.at(10_000, -1));
    assertEquals(5e-4f, rate.at(20_000, -1), 1e-10f);
    assertEquals(1e-4f, rate.at(100_000, -1), 1e-10f);
    assertEquals(1e-3f, new LearningRate.Constant(1e-3f).at(1_000_000, -1));
  }

  @Test
  void linearAndCosineFallToAHundredthAndStay() {
    var line = new LearningRate.Linear(1, 100);
    var cosine = new LearningRate.Cosine(1, 100);
    for (LearningRate rate : List.of(line, cosine)) {
      assertEquals(1, rate.at(0, -1), 1e-6f);
      assertEquals(0.505f, rate.at(50, -1), 1e-6f);
      assertEquals(0.01f, rate.at(100, -1), 1e-6f);
      assertEquals(0.01f, rate.at(1000, -1), 1e-6f);
      assertEquals(2, rate.withRate(2).at(0, -1), 1e-6f);
    }
    assertEquals(1 - 0.99f / 4, line.at(25, -1), 1e-6f);
    assertEquals(0.01 + 0.99 * (1 + Math.sqrt(0.5)) / 2, cosine.at(25, -1), 1e-6);
  }

  @Test
  void settlingFallsFromTheTargetOn() {
    var rate = new LearningRate.Settling(1, 100);
    assertEquals(1, rate.at(1_000_000, -1));
    assertEquals(1, rate.at(500, 0), 1e-6f);
    assertEquals(0.505f, rate.at(550, 50), 1e-6f);
    assertEquals(0.01f, rate.at(900, 400), 1e-6f);
    assertEquals(2, rate.withRate(2).at(500, 0), 1e-6f);
  }

  private static void refuses(String message, Executable action) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, action).getMessage());
  }

  private static Optimizer rmsProp(float decay, float epsilon) {
    return new Optimizer.RmsProp(decay, 0.9f, epsilon);
  }

  private static TrainingConfiguration with(int batch, float rate) {
    return TinyCopy.configuration(1)
        .withBatch(batch)
        .withLearningRate(new LearningRate.Constant(rate));
  }
}
