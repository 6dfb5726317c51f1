package io.github.tapehead.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tapehead.kernels.Matrix;
import java.lang.foreign.Arena;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ParametersTest {
  private static final NetworkConfiguration PAPER =
      NetworkConfiguration.ntm(ControllerKind.LSTM, 10, 8);

  static List<NetworkCase> cases() {
    return NetworkCase.random(40, 4);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void givesBackWhatWasSet(NetworkCase networkCase) {
    try (Arena arena = Arena.ofConfined()) {
      Parameters parameters = new Parameters(Layout.of(networkCase.configuration()), arena);
      Map<String, float[]> values = networkCase.parameters();
      values.forEach(parameters::set);
      values.forEach((name, v) -> assertArrayEquals(v, parameters.get(name), name));

      Parameters copy = new Parameters(parameters.layout(), arena);
      copy.copyFrom(parameters);
      values.forEach((name, v) -> assertArrayEquals(v, copy.get(name), name));
      copy.zero();
      values.forEach((name, v) -> assertArrayEquals(new float[v.length], copy.get(name), name));
      values.forEach((name, v) -> assertArrayEquals(v, parameters.get(name), name));
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void aBlockOfOthersIsSeenAsTensors(NetworkCase networkCase) {
    try (Arena arena = Arena.ofConfined()) {
      Layout layout = Layout.of(networkCase.configuration());
      Matrix flat = Matrix.allocate(arena, 1, 16 + layout.floats()).columns(16, layout.floats());
      Parameters seen = new Parameters(layout, flat);
      Map<String, float[]> values = networkCase.parameters();
      values.forEach(seen::set);
      Parameters copy = new Parameters(layout, arena);
      copy.flat().copyFrom(flat);
      values.forEach((name, v) -> assertArrayEquals(v, copy.get(name), name));
      Matrix larger = Matrix.allocate(arena, 1, 16 + layout.floats());
      assertThrows(IllegalArgumentException.class, () -> new Parameters(layout, larger));
    }
  }

  /** An optimiser runs over the whole block: what lies between the tensors must be zero. */
  @ParameterizedTest
  @MethodSource("cases")
  void everyOtherFloatOfTheBlockIsZero(NetworkCase networkCase) {
    try (Arena arena = Arena.ofConfined()) {
      Parameters parameters = new Parameters(Layout.of(networkCase.configuration()), arena);
      networkCase
          .parameters()
          .forEach((name, v) -> {
            float[] ones = new float[v.length];
            Arrays.fill(ones, 1);
            parameters.set(name, ones);
          });
      assertEquals(parameters.layout().parameterCount(), sum(parameters.flat()));
      Parameters gradients = new Parameters(parameters.layout(), arena);
      try (Network network =
          new Network(networkCase.configuration(), networkCase.batch(), networkCase.steps())) {
        network.load(parameters);
        network.inputs(networkCase.steps()).fill(0.5f);
        network.forward(networkCase.steps());
        network.dLogits(networkCase.steps()).fill(1);
        network.backward(networkCase.steps(), gradients);
      }
      double inTensors = 0;
      for (var tensor : gradients.layout().tensors()) {
        for (float value : gradients.get(tensor.name())) {
          inTensors += Math.abs(value);
        }
      }
      assertEquals(inTensors, sum(gradients.flat()), 1e-9 * inTensors, "pads of the gradients");
    }
  }

  @Test
  void refusesWrongNamesAndLengths() {
    try (Arena arena = Arena.ofConfined()) {
      Parameters parameters = new Parameters(Layout.of(PAPER), arena);
      assertNames("heads.scale", () -> parameters.get("heads.scale"));
      assertNames("heads.scale", () -> parameters.set("heads.scale", new float[1]));
      assertNames("heads.bias", () -> parameters.set("heads.bias", new float[91]));
      assertNames("heads.bias", () -> parameters.set("heads.bias", new float[96]));
    }
  }

  @Test
  void refusesToCopyFromAnotherLayout() {
    try (Arena arena = Arena.ofConfined()) {
      Parameters parameters = new Parameters(Layout.of(PAPER), arena);
      NetworkConfiguration other = NetworkConfiguration.ntm(ControllerKind.FEED_FORWARD, 10, 8);
      Parameters others = new Parameters(Layout.of(other), arena);
      assertThrows(IllegalArgumentException.class, () -> parameters.copyFrom(others));
    }
  }

  @Test
  void keyStrengthsHaveABiasOfTheirOwn() {
    try (Arena arena = Arena.ofConfined()) {
      NetworkConfiguration c =
          NetworkConfiguration.ntm(ControllerKind.LSTM, 3, 2).withHeads(2).withMemory(9, 4);
      Parameters parameters = new Parameters(Layout.of(c), arena);
      Initialization.initialize(parameters, c, new Random(1));
      float[] expected = parameters.get("heads.bias");
      Initialization.keyStrengthBias(parameters, c, 5);
      int keys = c.heads() * c.width();
      Arrays.fill(expected, keys, keys + c.heads(), 5);
      assertArrayEquals(expected, parameters.get("heads.bias"));
    }
  }

  /**
   * By hand: on a circle of four, weights e⁰, e⁻², e⁻⁸, e⁻², over the root of their squares' sum.
   */
  @Test
  void memoriesAreSmoothedAlongTheirLocations() {
    try (Arena arena = Arena.ofConfined()) {
      NetworkConfiguration c =
          NetworkConfiguration.ntm(ControllerKind.LSTM, 3, 2)
              .withMemory(4, 2)
              .withInitialMemory(new InitialMemory.Learned());
      Parameters parameters = new Parameters(Layout.of(c), arena);
      parameters.set("initial.memory", new float[] {1, 0, 0, 0, 0, 2, 0, 0});
      Initialization.smoothMemory(parameters, c, 0.5f);
      double root = Math.sqrt(1 + 2 * Math.exp(-4) + Math.exp(-16));
      float near = (float) (1 / root);
      float next = (float) (Math.exp(-2) / root);
      float far = (float) (Math.exp(-8) / root);
      float[] expected = {near, 2 * far, next, 2 * next, far, 2 * near, next, 2 * next};
      assertArrayEquals(expected, parameters.get("initial.memory"), 1e-6f);
      NetworkConfiguration constant = c.withInitialMemory(InitialMemory.SMALL);
      Parameters without = new Parameters(Layout.of(constant), arena);
      assertThrows(
          IllegalArgumentException.class,
          () -> Initialization.smoothMemory(without, constant, 0.5f));
    }
  }

  /** Starting values must be finite, differ between units, and repeat with the seed. */
  @ParameterizedTest
  @MethodSource("cases")
  void initializationRepeatsWithTheSeed(NetworkCase networkCase) {
    try (Arena arena = Arena.ofConfined()) {
      NetworkConfiguration configuration = networkCase.configuration();
      Parameters one = new Parameters(Layout.of(configuration), arena);
      Parameters two = new Parameters(Layout.of(configuration), arena);
      Parameters other = new Parameters(Layout.of(configuration), arena);
      Initialization.initialize(one, configuration, networkCase.random());
      Initialization.initialize(two, configuration, networkCase.random());
      Initialization.initialize(
          other, configuration, NetworkCase.random(1, 77).getFirst().random());
      for (var tensor : one.layout().tensors()) {
        String name = tensor.name();
        assertArrayEquals(one.get(name), two.get(name), name);
        if (name.endsWith(".weight")) {
          assertFalse(Arrays.equals(one.get(name), other.get(name)), name);
          assertTrue(one.get(name)[0] != one.get(name)[1], name);
        }
        for (float value : one.get(name)) {
          assertTrue(Float.isFinite(value) && Math.abs(value) < 10, name + ": " + value);
        }
      }
      assertEquals(sumOfTensors(one), sum(one.flat()), 1e-6, "pads");
    }
  }

  private static void assertNames(String name, Runnable call) {
    String message = assertThrows(IllegalArgumentException.class, call::run).getMessage();
    assertTrue(message.contains(name), message);
  }

  private static double sumOfTensors(Parameters parameters) {
    double sum = 0;
    for (var tensor : parameters.layout().tensors()) {
      for (float value : parameters.get(tensor.name())) {
        sum += Math.abs(value);
      }
    }
    return sum;
  }

  private static double sum(Matrix flat) {
    double sum = 0;
    for (int i = 0; i < flat.columns(); i++) {
      sum += Math.abs(flat.get(0, i));
    }
    return sum;
  }
}
