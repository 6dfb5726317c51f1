package io.github.tapehead.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Clipping of the heads' raw parameters, where its effect is known without an oracle. */
class HeadClipTest {
  private static final NetworkConfiguration PLAIN =
      NetworkConfiguration.ntm(ControllerKind.LSTM, 4, 3)
          .withHidden(9)
          .withMemory(11, 5)
          .withHeads(2, 1);

  private static Map<String, double[]> gradients(NetworkCase networkCase) {
    return gradients(networkCase, networkCase.parameters());
  }

  private static Map<String, double[]> gradients(NetworkCase same, Map<String, float[]> weights) {
    try (NetworkRun run =
        new NetworkRun(same.configuration(), same.batch(), same.steps(), weights)) {
      run.forward(same.inputs());
      run.backward(same.dLogits());
      return run.gradientsByName();
    }
  }

  private static NetworkCase with(float headClip) {
    return new NetworkCase(7, PLAIN.withHeadClip(headClip), 2, 5, 1);
  }

  @Test
  void aLimitBeyondAllValuesChangesNoBit() {
    Map<String, double[]> plain = gradients(with(0));
    gradients(with(1000)).forEach((name, v) -> assertArrayEquals(plain.get(name), v, name));
  }

  @Test
  void aSmallLimitChangesTheGradients() {
    assertFalse(
        Arrays.equals(
            gradients(with(0)).get("controller.0.weight"),
            gradients(with(0.5f)).get("controller.0.weight")));
  }

  /** Biases push half of the parameters far beyond the limit; the others stay below it. */
  @Test
  void exactlyTheClippedParametersHaveNoGradient() {
    NetworkCase networkCase = with(20);
    Map<String, float[]> weights = networkCase.parameters();
    float[] bias = weights.get("heads.bias");
    for (int i = 0; i < bias.length; i += 2) {
      bias[i] = i % 4 == 0 ? 500 : -500;
    }
    Map<String, double[]> gradients = gradients(networkCase, weights);
    double[] ofBias = gradients.get("heads.bias");
    double[] ofWeight = gradients.get("heads.weight");
    int alive = 0;
    for (int i = 0; i < bias.length; i++) {
      boolean clipped = i % 2 == 0;
      alive += ofBias[i] != 0 ? 1 : 0;
      assertTrue(!clipped || ofBias[i] == 0, "bias " + i + ": " + ofBias[i]);
      for (int h = 0; clipped && h < PLAIN.hidden(); h++) {
        assertEquals(0, Math.abs(ofWeight[h * bias.length + i]), "weight " + h + ", " + i);
      }
    }
    assertTrue(alive >= bias.length / 4, alive + " of " + bias.length + " have a gradient");
  }
}
