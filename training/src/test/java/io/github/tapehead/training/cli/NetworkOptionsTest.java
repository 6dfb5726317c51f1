package io.github.tapehead.training.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tapehead.model.Activation;
import io.github.tapehead.model.ControllerKind;
import io.github.tapehead.model.HeadPart;
import io.github.tapehead.model.InitialMemory;
import io.github.tapehead.model.InitialState;
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
            .withActivation(HeadPart.KEY, Activation.IDENTITY)
            .withActivation(HeadPart.ERASE, Activation.RELU)
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
            .withActivation(HeadPart.KEY, Activation.IDENTITY),
        c);
    assertEquals(
        new InitialMemory.Random(), apply(c, "--initial-memory", "random").initialMemory());
    assertEquals(new InitialMemory.Given(), apply(c, "--initial-memory", "given").initialMemory());
    assertEquals(InitialState.GIVEN, apply(c, "--initial-state=given").initialState());
    assertEquals(InitialMemory.SMALL, apply(c, "--initial-memory", "constant").initialMemory());
    assertEquals(
        Activation.IDENTITY, apply(c, "--add-activation=identity").activations().of(HeadPart.ADD));
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
        "--add-activation=tanh",
        "--strength-activation=exp",
        "--shift-activation=softmax",
        "--sharpening-activation=one_plus_relu",
        "--erase-activation=relu"
      })
  void theBaselineRefusesOptionsOfTheMemory(String option) {
    var e =
        assertThrows(
            IllegalArgumentException.class, () -> apply(DEFAULTS, "--no-memory", option), option);
    String[] parts = option.split("=");
    assertTrue(e.getMessage().startsWith(parts[0] + ": " + parts[1]), e.getMessage());
    assertTrue(e.getMessage().endsWith(", but the network has no memory and no heads"), option);
  }

  @Test
  void everyActivationHasAnOption() {
    for (HeadPart part : HeadPart.options()) {
      for (Activation activation : part.choices()) {
        String option = "--" + part.option().replace('_', '-') + "=" + activation;
        assertEquals(DEFAULTS.withActivation(part, activation), apply(DEFAULTS, option), option);
      }
    }
  }

  /** Values that are valid only together. */
  @Test
  void optionsAreCheckedTogether() {
    NetworkConfiguration c = apply(DEFAULTS, "--locations=1", "--shift-range=0");
    assertEquals(1, c.locations());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--initial-memory=zero",
        "--key-activation=exp",
        "--add-activation=softplus",
        "--strength-activation=tanh",
        "--shift-activation=relu",
        "--sharpening-activation=softplus",
        "--erase-activation=tanh"
      })
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
