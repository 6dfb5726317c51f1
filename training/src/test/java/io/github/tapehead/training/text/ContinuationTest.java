package io.github.tapehead.training.text;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tapehead.model.ControllerKind;
import io.github.tapehead.model.Layout;
import io.github.tapehead.model.NetworkConfiguration;
import io.github.tapehead.model.Parameters;
import io.github.tapehead.training.RandomStreams;
import java.lang.foreign.Arena;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ContinuationTest {
  private static final int SYMBOLS = 5;

  private final NetworkConfiguration network =
      NetworkConfiguration.ntm(ControllerKind.FEED_FORWARD, SYMBOLS, SYMBOLS)
          .withHidden(8)
          .withMemory(5, 4);
  private final Parameters parameters = new Parameters(Layout.of(network), Arena.ofAuto());

  /** A network whose first hidden units hold the symbol, and whose output is the next symbol. */
  private void teachTheAlphabet(float strength) {
    float[] controller = parameters.get("controller.0.weight");
    float[] output = parameters.get("output.weight");
    for (int symbol = 0; symbol < SYMBOLS; symbol++) {
      controller[symbol * network.hidden() + symbol] = 5;
      output[symbol * SYMBOLS + (symbol + 1) % SYMBOLS] = strength;
    }
    parameters.set("controller.0.weight", controller);
    parameters.set("output.weight", output);
  }

  @Test
  void followsTheNetworkAndNeverGivesTheUnknownSymbol() {
    teachTheAlphabet(20);
    int[] added = continued(0, 1, 1, 2);
    // After 4 the network wants symbol 0; the others are equally likely, and the first is taken.
    assertArrayEquals(new int[] {3, 4, 1, 2, 3, 4}, added);
  }

  @Test
  void drawsWithTheProbabilitiesOfTheTemperature() {
    teachTheAlphabet((float) Math.log(3) * 2);
    int[] counts = new int[SYMBOLS];
    for (int seed = 0; seed < 1_500; seed++) {
      counts[continued(2, seed, 2)[0]]++;
    }
    // At temperature 2 symbol 3 is three times as likely as each of 1, 2 and 4.
    assertEquals(0, counts[0]);
    assertEquals(750, counts[3], 90);
    assertEquals(250, counts[1], 60);
  }

  @Test
  void aSeedGivesOneText() {
    assertArrayEquals(continued(1, 7, 1), continued(1, 7, 1));
    assertTrue(!Arrays.equals(continued(1, 7, 1), continued(1, 8, 1)));
  }

  @Test
  void refusesWhatItCannotContinue() {
    refuses("prefix: empty, expected at least one character", new int[0], 1, 1);
    refuses("prefix: symbol 5, must be from 0 to 4", new int[] {1, 5}, 1, 1);
    refuses("prefix: symbol -1, must be from 0 to 4", new int[] {-1}, 1, 1);
    refuses("length: 0, must be at least 1", new int[] {1}, 0, 1);
    refuses("temperature: -1.0, must be at least 0 and finite", new int[] {1}, 1, -1);
    refuses("temperature: NaN, must be at least 0 and finite", new int[] {1}, 1, Double.NaN);
  }

  @Test
  void refusesWhatIsNotFinite() {
    for (float weight : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
      float[] output = parameters.get("output.weight");
      Arrays.fill(output, weight);
      parameters.set("output.weight", output);
      refuses("network: gives the logit NaN, expected finite ones", new int[] {1}, 1, 0);
      refuses("network: gives the logit NaN, expected finite ones", new int[] {1}, 1, 1);
    }
  }

  @Test
  void refusesNetworksWhoseInputsAreNotTheirOutputs() {
    var other = NetworkConfiguration.ntm(ControllerKind.FEED_FORWARD, SYMBOLS + 1, SYMBOLS);
    var random = RandomStreams.of(1).evaluation();
    var error =
        assertThrows(
            IllegalArgumentException.class,
            () -> Continuation.of(other, parameters, new int[] {1}, 1, 1, random));
    assertEquals(
        "network: 6 inputs and 5 outputs, expected one of each per symbol, 2 or more",
        error.getMessage());
  }

  private void refuses(String message, int[] prefix, int length, double temperature) {
    var random = RandomStreams.of(1).evaluation();
    var error =
        assertThrows(
            IllegalArgumentException.class,
            () -> Continuation.of(network, parameters, prefix, length, temperature, random));
    assertEquals(message, error.getMessage());
  }

  private int[] continued(double temperature, long seed, int... prefix) {
    return Continuation.of(
        network, parameters, prefix, 6, temperature, RandomStreams.of(seed).evaluation());
  }
}
