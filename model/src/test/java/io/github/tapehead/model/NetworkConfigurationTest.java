package io.github.tapehead.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

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
            Activation.TANH,
            Activation.IDENTITY,
            1e-6f),
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
    "true, config.initial_memory: true",
    "\"0\", config.initial_memory: 0"
  })
  void refusesAnInitialMemoryThatIsNoFloat(String value, String message) {
    assertMessage(message, PAPER.replaceAll("(\"initial_memory\": ).*}", "$1" + value + "}"));
  }

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
