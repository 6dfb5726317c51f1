package io.github.tapehead.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.tapehead.model.InitialMemory;
import io.github.tapehead.model.NetworkConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StartTest {
  private static final TrainingConfiguration PLAIN = TinyCopy.configuration(16);
  private static final TrainingConfiguration LEARNED =
      PLAIN.withNetwork(PLAIN.network().withInitialMemory(new InitialMemory.Learned()));

  @Test
  void keyStrengthsBeginWithTheirBias() {
    int heads = TinyCopy.network().heads();
    int keys = heads * TinyCopy.network().width();
    try (Trainer trainer = new Trainer(PLAIN.withStart(new Start(5, 0)))) {
      float[] biases = trainer.parameters().get("heads.bias");
      for (int i = 0; i < biases.length; i++) {
        assertEquals(i >= keys && i < keys + heads ? 5 : 0, biases[i], "bias " + i);
      }
    }
  }

  /** All else begins as it would without smoothing. */
  @Test
  void memoriesBeginSmoothed() {
    try (Trainer plain = new Trainer(LEARNED);
        Trainer smooth = new Trainer(LEARNED.withStart(new Start(0, 2)))) {
      double before = roughness(plain);
      double after = roughness(smooth);
      assertEquals(2, before, 0.5, "independent neighbours differ by √2 deviations");
      // 2 − 2 exp(−1/(4 · 2²)): two windows one location apart.
      assertEquals(0.12, after, 0.05);
      for (var tensor : plain.parameters().layout().tensors()) {
        if (!tensor.name().equals("initial.memory")) {
          String name = tensor.name();
          assertArrayEquals(plain.parameters().get(name), smooth.parameters().get(name), name);
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "NaN, 0, 'key_strength_bias: NaN, must be finite'",
    "0, -1, 'memory_smoothing: -1.0, must be 0 or more locations'",
    "0, NaN, 'memory_smoothing: NaN, must be 0 or more locations'",
    "0, Infinity, 'memory_smoothing: Infinity, must be 0 or more locations'",
  })
  void refusesNumbersOutOfRange(float bias, float smoothing, String message) {
    Exception e = assertThrows(IllegalArgumentException.class, () -> new Start(bias, smoothing));
    assertEquals(message, e.getMessage());
  }

  @Test
  void refusesWhatTheNetworkLacks() {
    var baseline = PLAIN.withNetwork(PLAIN.network().withoutMemory());
    assertRefused(
        baseline, new Start(5, 0), "key_strength_bias: 5.0, but the network has no heads");
    String lacks =
        "memory_smoothing: 2.0, but the network has no initial memory that is learned, random or"
            + " given";
    assertRefused(baseline, new Start(0, 2), lacks);
    assertRefused(PLAIN, new Start(0, 2), lacks);
    int locations = PLAIN.network().locations();
    assertRefused(
        LEARNED,
        new Start(0, locations + 1),
        "memory_smoothing: %s, must be at most the %d locations"
            .formatted((float) (locations + 1), locations));
  }

  @Test
  void anotherNetworkKeepsWhatAppliesToIt() {
    var start = new Start(5, 4);
    TrainingConfiguration all = LEARNED.withStart(start);
    NetworkConfiguration network = all.network();
    assertEquals(start, all.withNetwork(network.withHeads(2)).start());
    assertEquals(new Start(5, 3), all.withNetwork(network.withMemory(3, network.width())).start());
    assertEquals(
        new Start(5, 0), all.withNetwork(network.withInitialMemory(InitialMemory.SMALL)).start());
    assertEquals(Start.PLAIN, all.withNetwork(network.withoutMemory()).start());
  }

  private static void assertRefused(
      TrainingConfiguration configuration, Start start, String message) {
    Exception e =
        assertThrows(IllegalArgumentException.class, () -> configuration.withStart(start));
    assertEquals(message, e.getMessage());
  }

  /** Mean square of the difference of neighbours, in terms of the mean square of the values. */
  private static double roughness(Trainer trainer) {
    var memory = trainer.parameters().matrix("initial.memory");
    double differences = 0;
    double squares = 0;
    for (int n = 0; n < memory.rows(); n++) {
      for (int m = 0; m < memory.columns(); m++) {
        double value = memory.get(n, m);
        double next = memory.get((n + 1) % memory.rows(), m);
        differences += (next - value) * (next - value);
        squares += value * value;
      }
    }
    return differences / squares;
  }
}
