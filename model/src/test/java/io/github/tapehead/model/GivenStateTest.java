package io.github.tapehead.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tapehead.model.safetensors.BrokenFiles;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Read vectors, weightings and LSTM states before the first step that are taken as they stand. */
class GivenStateTest {
  private static final String WEIGHTINGS = "initial.weightings";

  private static final NetworkConfiguration GIVEN =
      NetworkConfiguration.ntm(ControllerKind.LSTM, 4, 3)
          .withHidden(9)
          .withMemory(11, 5)
          .withHeads(2, 1)
          .withInitialState(InitialState.GIVEN);

  @TempDir private Path folder;

  private static Map<String, float[]> initial(NetworkConfiguration c) {
    try (Arena arena = Arena.ofConfined()) {
      Parameters parameters = new Parameters(Layout.of(c), arena);
      Initialization.initialize(parameters, c, new Random(3));
      Map<String, float[]> values = new TreeMap<>();
      parameters.layout().tensors().forEach(t -> values.put(t.name(), parameters.get(t.name())));
      return values;
    }
  }

  @Test
  void aNewNetworkIsAsIfFixed() {
    NetworkCase given = new NetworkCase(5, GIVEN, 2, 4, 1);
    Map<String, float[]> weights = initial(GIVEN);
    Map<String, float[]> others = new TreeMap<>(weights);
    others.keySet().removeIf(name -> name.startsWith("initial."));
    NetworkConfiguration fixed = GIVEN.withInitialState(InitialState.FIXED);
    try (NetworkRun run = new NetworkRun(GIVEN, 2, 4, weights);
        NetworkRun expected = new NetworkRun(fixed, 2, 4, others)) {
      run.forward(given.inputs());
      expected.forward(given.inputs());
      for (int t = 0; t < 4; t++) {
        assertArrayEquals(expected.logits(1, t, 4), run.logits(1, t, 4));
      }
    }
  }

  /** With a gate of zero nothing is left of any weighting: the sharpened one is even. */
  @ParameterizedTest
  @ValueSource(floats = {0, -20, -1000})
  void weightingsOfZeroGiveFiniteNumbers(float gate) {
    NetworkCase networkCase = new NetworkCase(5, GIVEN, 2, 4, 1);
    Map<String, float[]> weights = networkCase.parameters();
    Arrays.fill(weights.get(WEIGHTINGS), 0);
    HeadLayout layout = new HeadLayout(GIVEN);
    int gates = GIVEN.heads() * (GIVEN.width() + 1);
    for (int head = 0; head < layout.size(HeadPart.GATE); head++) {
      weights.get("heads.bias")[gates + head] = gate;
    }
    try (NetworkRun run = new NetworkRun(GIVEN, 2, 4, weights)) {
      run.forward(networkCase.inputs());
      run.backward(networkCase.dLogits());
      if (gate == -1000) {
        double[] even = new double[GIVEN.locations()];
        Arrays.fill(even, 1.0 / even.length);
        assertArrayEquals(even, run.weighting(0, 0, 1), 1e-7);
      }
      for (int head = 0; head < GIVEN.heads(); head++) {
        assertEquals(1, Arrays.stream(run.weighting(1, 3, head)).sum(), 1e-6);
      }
      run.gradientsByName()
          .forEach((name, values) -> {
            for (double value : values) {
              assertTrue(Double.isFinite(value), name + ": " + value);
            }
          });
    }
  }

  @ParameterizedTest
  @EnumSource(ControllerKind.class)
  void allStatesAreTensorsOfTheFile(ControllerKind controller) {
    NetworkConfiguration c =
        NetworkConfiguration.ntm(controller, 4, 3).withInitialState(InitialState.GIVEN);
    Layout layout = Layout.of(c);
    assertTrue(layout.has("initial.read_vectors") && layout.has(WEIGHTINGS));
    assertEquals(controller == ControllerKind.LSTM, layout.has("initial.hidden.0"));
    assertEquals(controller == ControllerKind.LSTM, layout.has("initial.cell.0"));
  }

  @Test
  void aNegativeWeightingIsRefused() throws IOException {
    Path file = folder.resolve("negative.safetensors");
    for (InitialState state : new InitialState[] {InitialState.GIVEN, InitialState.LEARNED}) {
      NetworkConfiguration c = GIVEN.withInitialState(state);
      try (Arena arena = Arena.ofConfined()) {
        Parameters parameters = new Parameters(Layout.of(c), arena);
        float[] values = new float[c.heads() * c.locations()];
        values[13] = -0.25f;
        parameters.set(WEIGHTINGS, values);
        WeightsFile.write(file, c, parameters, Map.of());
        if (state == InitialState.LEARNED) {
          assertEquals(c, WeightsFile.read(file, arena).configuration());
        } else {
          BrokenFiles.assertRefused(
              file,
              () -> WeightsFile.read(file, arena),
              "initial.weightings: holds -0.25 at index 13, expected 0 or more");
        }
      }
    }
  }
}
