package io.github.tapehead.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkConfigurationTest {
  private static final String PAPER = NetworkConfiguration.ntm(ControllerKind.LSTM, 10, 8).toJson();

  private static final String BASELINE =
      "{\"controller\": \"lstm\", \"layers\": 3, \"inputs\": 10, \"outputs\": 8, \"hidden\": 256,"
          + " \"memory\": \"none\", \"locations\": 0, \"width\": 0, \"read_heads\": 0,"
          + " \"write_heads\": 0, \"shift_range\": 0, \"access_order\": \"write_read\","
          + " \"initial_state\": \"learned\", \"key_activation\": \"tanh\","
          + " \"add_activation\": \"tanh\", \"initial_memory\": 0.0}";

  static List<NetworkCase> cases() {
    return NetworkCase.random(30, 5);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void jsonKeepsEverything(NetworkCase networkCase) {
    NetworkConfiguration configuration = networkCase.configuration();
    assertEquals(configuration, NetworkConfiguration.fromJson(configuration.toJson()));
  }

  /** The keys and values of files that others wrote; a missing {@code memory} means {@code ntm}. */
  @Test
  void readsTheConfigurationOfAFixture() {
    NetworkConfiguration configuration =
        NetworkConfiguration.fromJson(
            "{\"controller\": \"lstm\", \"layers\": 2, \"inputs\": 4, \"outputs\": 2, \"hidden\":"
                + " 6, \"locations\": 8, \"width\": 5, \"read_heads\": 3, \"write_heads\": 2,"
                + " \"shift_range\": 1, \"access_order\": \"joint\", \"initial_state\":"
                + " \"learned\", \"key_activation\": \"tanh\", \"add_activation\": \"identity\","
                + " \"initial_memory\": 1e-06}");
    assertEquals(
        new NetworkConfiguration(
            ControllerKind.LSTM,
            2,
            4,
            2,
            6,
            MemoryKind.NTM,
            8,
            5,
            3,
            2,
            1,
            AccessOrder.JOINT,
            InitialState.LEARNED,
            HeadActivations.USUAL.with(HeadPart.ADD, Activation.IDENTITY),
            new InitialMemory.Constant(1e-6f),
            0),
        configuration);
    assertEquals(5, configuration.heads());
    assertEquals(15, configuration.readWidth());
    assertEquals(3, configuration.shifts());
  }

  @Test
  void readsTheBaseline() {
    NetworkConfiguration baseline = NetworkConfiguration.fromJson(BASELINE);
    assertEquals(MemoryKind.NONE, baseline.memory());
    assertEquals(0, baseline.heads());
    assertEquals(0, baseline.readWidth());
    assertEquals(baseline, NetworkConfiguration.fromJson(baseline.toJson()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"layers\": 1 | \"layers\": 0 | layers: 0, must be from 1 to 65536",
        "\"inputs\": 10 | \"inputs\": -1 | inputs: -1, must be from 1 to 65536",
        "\"outputs\": 8 | \"outputs\": 0 | outputs: 0, must be from 1",
        "\"hidden\": 100 | \"hidden\": 65537 | hidden: 65537, must be from 1 to 65536",
        "\"locations\": 128 | \"locations\": 0 | locations: 0, must be from 1",
        "\"width\": 20 | \"width\": 0 | width: 0, must be from 1",
        "\"read_heads\": 1 | \"read_heads\": 0 | read_heads: 0, must be from 1",
        "\"write_heads\": 1 | \"write_heads\": 0 | write_heads: 0, must be from 1",
        "\"shift_range\": 1 | \"shift_range\": -1 | shift_range: -1, must be from 0",
        "\"shift_range\": 1 | \"shift_range\": 64 | shift_range: 64, must be at most (locations - 1) / 2 = 63",
        "\"hidden\": 100 | \"hidden\": 4294967396 | config.hidden: 4294967396, expected an integer of 32 bits",
        "\"hidden\": 100 | \"hidden\": 100.0 | config.hidden: 100.0, expected an integer",
        "\"hidden\": 100 | \"hidden\": \"100\" | config.hidden: 100, expected an integer",
        "\"hidden\": 100 | \"hidden\": null | config.hidden: null, expected an integer",
        "\"hidden\": 100, | `` | config: no key hidden",
        "\"controller\": \"lstm\", | `` | config: no key controller",
        "\"controller\": \"lstm\" | \"controller\": \"gru\" | config.controller: gru, expected one of [lstm, ff]",
        "\"controller\": \"lstm\" | \"controller\": \"LSTM\" | config.controller: LSTM, expected one of",
        "\"controller\": \"lstm\" | \"controller\": 1 | config.controller: 1, expected one of",
        "\"layers\": 1 | \"layers\": 1, \"memory\": \"dnc\" | config.memory: dnc, expected one of [ntm, none]",
        "\"layers\": 1 | \"layers\": 1, \"memory\": null | config.memory: null, expected one of",
        "\"write_read\" | \"read\" | config.access_order: read, expected one of [write_read, joint, read_write]",
        "key_activation\": \"tanh | key_activation\": \"elu | config.key_activation: elu, expected one of [tanh, identity, relu, sigmoid]",
        "add_activation\": \"tanh | add_activation\": \"exp | config.add_activation: exp, expected one of [tanh, identity, relu, sigmoid]",
        "\"key_activation\": \"tanh\", | `` | config: no key key_activation",
        "\"layers\": 1 | \"layers\": 1, \"strength_activation\": \"one_plus_softplus\" | config.strength_activation: one_plus_softplus, expected one of [softplus, exp, relu]",
        "\"layers\": 1 | \"layers\": 1, \"sharpening_activation\": \"softplus\" | config.sharpening_activation: softplus, expected one of [one_plus_softplus, one_plus_relu]",
        "\"layers\": 1 | \"layers\": 1, \"erase_activation\": 1 | config.erase_activation: 1, expected one of [sigmoid, relu]",
        "\"layers\": 1 | \"layers\": 1, \"shift_activation\": null | config.shift_activation: null, expected one of [softmax, softmax_relu]",
        "\"layers\": 1 | \"layers\": 1, \"gate_activation\": \"sigmoid\" | config: unknown key gate_activation",
        "\"layers\": 1 | \"layers\": 1, \"dropout\": 0.5 | config: unknown key dropout, written by a newer version?",
        "\"layers\": 1 | \"layers\": 1, \"layers\": 2 | expected each key once",
        "\"layers\": 1 | \"layers\": 1, \"memory\": \"none\" | memory: none, expected locations, width, heads and shift_range of 0"
      })
  void refusesWithTheReason(String from, String to, String message) {
    String json = PAPER.replace(from, to == null ? "" : to);
    assertTrue(!json.equals(PAPER), from);
    assertMessage(message, json);
  }

  @ParameterizedTest
  @CsvSource({
    "1e39, initial_memory: Infinity",
    "-1e39, initial_memory: -Infinity",
    "1e999, expected a number of 64 bits",
    "true, 'config.initial_memory: true, expected a number, learned, random or given'",
    "null, 'config.initial_memory: null, expected a number, learned, random or given'",
    "\"0\", 'config.initial_memory: 0, expected a number, learned, random or given'",
    "\"constant\", config.initial_memory: constant",
    "\"Learned\", config.initial_memory: Learned"
  })
  void refusesAnInitialMemoryThatIsNoFloat(String value, String message) {
    assertMessage(message, PAPER.replaceAll("(\"initial_memory\": ).*}", "$1" + value + "}"));
  }

  @ParameterizedTest
  @CsvSource({
    "-1, 'head_clip: -1.0, must be finite, 0 or more'",
    "1e39, 'head_clip: Infinity, must be finite, 0 or more'",
    "\"20\", 'config.head_clip: 20, expected a number'",
    "null, 'config.head_clip: null, expected a number'"
  })
  void refusesAHeadClipThatIsNoLimit(String value, String message) {
    assertMessage(message, PAPER.replace("}", ", \"head_clip\": " + value + "}"));
  }

  @Test
  void refusesANotANumber() {
    NetworkConfiguration paper = NetworkConfiguration.fromJson(PAPER);
    assertThrows(IllegalArgumentException.class, () -> paper.withHeadClip(Float.NaN));
    assertThrows(
        IllegalArgumentException.class, () -> new InitialMemory.Constant(Float.NaN), "initial");
  }

  @ParameterizedTest
  @ValueSource(strings = {"learned", "random", "given"})
  void refusesAnInitialMemoryWithoutMemory(String word) {
    assertMessage(
        "memory: none, expected no head_clip and a number for initial_memory",
        BASELINE.replace("\"initial_memory\": 0.0", "\"initial_memory\": \"" + word + "\""));
  }

  @Test
  void refusesAHeadClipWithoutHeads() {
    assertMessage(
        "memory: none, expected no head_clip", BASELINE.replace("}", ", \"head_clip\": 20}"));
  }

  @Test
  void writesTheInitialMemoryAsANumberOrAWord() {
    NetworkConfiguration paper = NetworkConfiguration.fromJson(PAPER);
    assertEquals(InitialMemory.SMALL, paper.initialMemory());
    for (InitialMemory memory :
        List.of(
            new InitialMemory.Constant(0.5f),
            new InitialMemory.Learned(),
            new InitialMemory.Random(),
            new InitialMemory.Given())) {
      NetworkConfiguration c = paper.withInitialMemory(memory);
      assertEquals(c, NetworkConfiguration.fromJson(c.toJson()));
      String value = memory instanceof InitialMemory.Constant ? "0.5" : "\"" + memory + "\"";
      assertTrue(c.toJson().endsWith("\"initial_memory\": " + value + "}"), c.toJson());
    }
  }

  /** Files without the key mean no clipping, and a network without clipping writes such files. */
  @Test
  void writesTheHeadClipOnlyWhereThereIsOne() {
    NetworkConfiguration paper = NetworkConfiguration.fromJson(PAPER);
    assertEquals(0, paper.headClip());
    assertEquals(paper, paper.withHeadClip(-0f));
    assertTrue(!PAPER.contains("head_clip"), PAPER);
    NetworkConfiguration clipped = paper.withHeadClip(20);
    assertTrue(clipped.toJson().endsWith(", \"head_clip\": 20.0}"), clipped.toJson());
    assertEquals(clipped, NetworkConfiguration.fromJson(clipped.toJson()));
    String zero = PAPER.replace("}", ", \"head_clip\": 0}");
    assertEquals(paper, NetworkConfiguration.fromJson(zero));
  }

  /** Each method changes what it says, and nothing else. */
  @Test
  void withChangesOneValue() {
    String json = PAPER;
    NetworkConfiguration c = NetworkConfiguration.fromJson(PAPER);
    for (Change change :
        List.of(
            new Change("\"layers\": 1", "\"layers\": 3", n -> n.withLayers(3)),
            new Change("\"hidden\": 100", "\"hidden\": 7", n -> n.withHidden(7)),
            new Change("128, \"width\": 20", "16, \"width\": 5", n -> n.withMemory(16, 5)),
            new Change("ads\": 1, \"write", "ads\": 2, \"write", n -> n.withHeads(2, 1)),
            new Change("2, \"write_heads\": 1", "4, \"write_heads\": 4", n -> n.withHeads(4)),
            new Change("ange\": 1", "ange\": 2", n -> n.withShiftRange(2)),
            new Change("write_read", "joint", n -> n.withAccessOrder(AccessOrder.JOINT)),
            new Change("fixed", "learned", n -> n.withInitialState(InitialState.LEARNED)),
            new Change(
                "key_activation\": \"tanh\", \"add_activation\": \"tanh",
                "key_activation\": \"identity\", \"add_activation\": \"tanh",
                n -> n.withActivation(HeadPart.KEY, Activation.IDENTITY)),
            new Change(
                "1.0E-6", "\"random\"", n -> n.withInitialMemory(new InitialMemory.Random())),
            new Change("}", ", \"head_clip\": 2}", n -> n.withHeadClip(2)))) {
      String changed = json.replace(change.from, change.to);
      assertTrue(!changed.equals(json), change.from);
      json = changed;
      c = change.of.apply(c);
      assertEquals(NetworkConfiguration.fromJson(json), c);
    }
    NetworkConfiguration baseline = c.withoutMemory();
    assertEquals(MemoryKind.NONE, baseline.memory());
    assertEquals(7, baseline.hidden());
    assertEquals(InitialState.LEARNED, baseline.initialState());
  }

  private record Change(String from, String to, UnaryOperator<NetworkConfiguration> of) {}

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"[] | expected a JSON object", "{ | expected"})
  void refusesWhatIsNoObject(String json, String message) {
    assertMessage(message, json);
  }

  private static void assertMessage(String expected, String json) {
    String message =
        assertThrows(
                IllegalArgumentException.class, () -> NetworkConfiguration.fromJson(json), json)
            .getMessage();
    assertTrue(message.contains(expected), message);
  }
}
