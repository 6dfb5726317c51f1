package io.github.tapehead.training.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tapehead.model.Activation;
import io.github.tapehead.model.ControllerKind;
import io.github.tapehead.model.InitialMemory;
import io.github.tapehead.model.NetworkConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

class NetworkOptionsTest {
  private static final NetworkConfiguration DEFAULTS =
      NetworkConfiguration.ntm(ControllerKind.LSTM, 10, 8);

  private static NetworkConfiguration apply(NetworkConfiguration defaults, String... options) {
    return CommandLine.populateCommand(new NetworkOptions(), options).apply(defaults);
  }

  @Test
  void noOptionLeavesTheDefaults() {
    NetworkConfiguration all =
        DEFAULTS
            .withHeads(2, 3)
            .withInitialMemory(new InitialMemory.Random())
            .withActivations(Activation.IDENTITY, Activation.IDENTITY)
            .withHeadClip(5);
    assertEquals(all, apply(all));
  }

  @Test
  void optionsOfHeadsAndMemory() {
    NetworkConfiguration c =
        apply(
            DEFAULTS,
            "--initial-memory=learned",
            "--head-clip=20",
            "--key-activation=identity",
            "--add-activation=tanh");
    assertEquals(
        DEFAULTS
            .withInitialMemory(new InitialMemory.Learned())
            .withHeadClip(20)
            .withActivations(Activation.IDENTITY, Activation.TANH),
        c);
    assertEquals(
        new InitialMemory.Random(), apply(c, "--initial-memory", "random").initialMemory());
    assertEquals(InitialMemory.SMALL, apply(c, "--initial-memory", "constant").initialMemory());
    assertEquals(Activation.IDENTITY, apply(c, "--add-activation=identity").addActivation());
    assertEquals(0, apply(c, "--head-clip", "0").headClip());
  }

  @Test
  void theBaselineTakesNothingOfTheMemory() {
    NetworkConfiguration learned =
        DEFAULTS.withInitialMemory(new InitialMemory.Learned()).withHeadClip(20);
    assertEquals(DEFAULTS.withoutMemory(), apply(learned, "--no-memory"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--initial-memory=random",
        "--head-clip=20",
        "--key-activation=tanh",
        "--add-activation=tanh"
      })
  void theBaselineRefusesOptionsOfTheMemory(String option) {
    var e =
        assertThrows(
            IllegalArgumentException.class, () -> apply(DEFAULTS, "--no-memory", option), option);
    String[] parts = option.split("=");
    assertTrue(e.getMessage().startsWith(parts[0] + ": " + parts[1]), e.getMessage());
    assertTrue(e.getMessage().endsWith(", but the network has no memory and no heads"), option);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"--initial-memory=zero", "--key-activation=relu", "--add-activation=sigmoid"})
  void otherWordsAreRefused(String option) {
    var e = assertThrows(ParameterException.class, () -> apply(DEFAULTS, option));
    assertTrue(e.getMessage().contains(option.split("=")[1] + ", expected one of ["), option);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "NaN", "Infinity"})
  void aClipIsFiniteAndNotNegative(String limit) {
    var e =
        assertThrows(IllegalArgumentException.class, () -> apply(DEFAULTS, "--head-clip=" + limit));
    assertTrue(e.getMessage().startsWith("head_clip: "), e.getMessage());
  }
}
