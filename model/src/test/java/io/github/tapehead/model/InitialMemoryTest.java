package io.github.tapehead.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What learned, random and given memories start with, and what gradient they get. */
class InitialMemoryTest {
  private static final String NAME = "initial.memory";

  private static NetworkConfiguration network(InitialMemory memory) {
    return NetworkConfiguration.ntm(ControllerKind.FEED_FORWARD, 5, 3).withInitialMemory(memory);
  }

  private static float[] initial(InitialMemory memory) {
    try (Arena arena = Arena.ofConfined()) {
      NetworkConfiguration c = network(memory);
      Parameters parameters = new Parameters(Layout.of(c), arena);
      Initialization.initialize(parameters, c, new Random(3));
      return parameters.get(NAME);
    }
  }

  @Test
  void aConstantIsNoParameter() {
    assertFalse(Layout.of(network(InitialMemory.SMALL)).has(NAME));
  }

  @Test
  void learnedAndRandomValuesStartWithADeviationOfOneHalf() {
    float[] values = initial(new InitialMemory.Random());
    assertArrayEquals(values, initial(new InitialMemory.Learned()));
    assertEquals(128 * 20, values.length);
    double sum = 0;
    double squares = 0;
    for (float value : values) {
      sum += value;
      squares += value * value;
    }
    // Within four standard errors.
    assertEquals(0, sum / values.length, 4 * 0.5 / Math.sqrt(values.length));
    assertEquals(0.25, squares / values.length, 4 * 0.25 * Math.sqrt(2.0 / values.length));
  }

  @Test
  void givenValuesStartUniform() {
    float bound = (float) (1 / Math.sqrt(128 + 20));
    float largest = 0;
    for (float value : initial(new InitialMemory.Given())) {
      largest = Math.max(largest, Math.abs(value));
    }
    assertTrue(largest <= bound && largest > 0.99f * bound, bound + ": " + largest);
  }

  /** Beyond ±1, where no hyperbolic tangent gets. */
  @Test
  void aGivenMemoryIsTakenAsItStands() {
    NetworkCase networkCase =
        new NetworkCase(1, network(new InitialMemory.Given()).withMemory(9, 4), 2, 1, 3);
    Map<String, float[]> weights = networkCase.parameters();
    Arrays.fill(weights.get("heads.weight"), 0);
    Arrays.fill(weights.get("heads.bias"), -1000);
    NetworkConfiguration c =
        networkCase.configuration().withActivation(HeadPart.ADD, Activation.RELU);
    try (NetworkRun run = new NetworkRun(c, 2, 1, weights)) {
      run.forward(networkCase.inputs());
      assertArrayEquals(Comparison.doubles(weights.get(NAME)), run.memory(1, 0));
    }
  }

  @Test
  void onlyALearnedMemoryHasAGradient() {
    float[] random = gradient(new InitialMemory.Random());
    assertArrayEquals(new float[random.length], random);
    assertArrayEquals(random, gradient(new InitialMemory.Given()));
    float[] learned = gradient(new InitialMemory.Learned());
    for (int i = 0; i < learned.length; i++) {
      assertTrue(learned[i] != 0, "element " + i);
    }
  }

  private static float[] gradient(InitialMemory memory) {
    NetworkCase networkCase =
        new NetworkCase(1, network(memory).withMemory(9, 4).withShiftRange(0), 3, 4, 1);
    try (NetworkRun run =
        new NetworkRun(networkCase.configuration(), 3, 4, networkCase.parameters())) {
      run.forward(networkCase.inputs());
      run.backward(networkCase.dLogits());
      return run.gradients.get(NAME);
    }
  }
}
