package io.github.tapehead.model.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A weights file is input from outside: the reader must take RFC 8259, and nothing else. */
class JsonTest {
  @Test
  void readsEveryKindOfValue() {
    Object value =
        Json.read(
            " {\"a\": [1, -2.5, 1e3, 0, -0.0E-1], \"b\": {}, \"c\": [],\n\t\"d\": true,\r"
                + " \"e\": false, \"f\": null, \"\": \"\"} ");
    Map<?, ?> map = (Map<?, ?>) value;
    assertEquals(List.of("a", "b", "c", "d", "e", "f", ""), new ArrayList<>(map.keySet()));
    assertEquals(List.of(1L, -2.5, 1000.0, 0L, -0.0), map.get("a"));
    assertEquals(Map.of(), map.get("b"));
    assertEquals(List.of(), map.get("c"));
    assertEquals(true, map.get("d"));
    assertEquals(false, map.get("e"));
    assertNull(map.get("f"));
    assertEquals("", map.get(""));
  }

  @Test
  void readsIntegersOfSixtyFourBits() {
    assertEquals(Long.MAX_VALUE, Json.read("9223372036854775807"));
    assertEquals(Long.MIN_VALUE, Json.read("-9223372036854775808"));
    assertRefused("9223372036854775808");
  }

  @Test
  void readsEscapesAndUnicode() {
    assertEquals(
        "\"\\/\b\f\n\r\t\u00e9\u20ac", Json.read("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\u20AC\""));
    String clef = "\ud834\udd1e";
    assertEquals(clef, Json.read("\"\\ud834\\udd1e\""));
    assertEquals(clef + "\u00e9\u6f22", Json.read('"' + clef + "\u00e9\u6f22\""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "}",
        "[",
        "]",
        "[1,",
        "[1,]",
        "[,1]",
        "[1 2]",
        "{,}",
        "{\"a\"}",
        "{\"a\":}",
        "{\"a\":1,}",
        "{\"a\" 1}",
        "{a: 1}",
        "{'a': 1}",
        "{1: 1}",
        "nul",
        "tru",
        "False",
        "nullx",
        "NaN",
        "Infinity",
        "-Infinity",
        "+1",
        "01",
        "-01",
        "1.",
        ".5",
        "-",
        "-.5",
        "1e",
        "1e+",
        "1.e3",
        "0x10",
        "1_000",
        "1f",
        "\u0661",
        "\"",
        "\"a",
        "\"\\",
        "\"\\x\"",
        "\"\\u12\"",
        "\"\\u12g4\"",
        "\"\\u-123\"",
        "\"\n\"",
        "\"\t\"",
        "\"\0\"",
        "[1] x",
        "{} {}",
        "1 2",
        "//\n1",
        "/**/1",
        "\ufeff1",
        "\u00a01",
        "\f1"
      })
  void refusesWhatIsNotJson(String text) {
    assertRefused(text);
  }

  /** {@code Character.digit} takes the digits of every script. */
  @Test
  void refusesForeignDigitsInAnEscape() {
    assertRefused("\"\\u\uff10\uff10\uff14\uff11\"");
  }

  /** No UTF-8 can say one: it would be something else when it is written again. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"\\ud834\"",
        "\"\\udd1e\"",
        "\"\\udd1e\\ud834\"",
        "\"\\ud834x\\udd1e\"",
        "{\"\\ud834\": 1}"
      })
  void refusesHalvesOfSurrogatePairs(String text) {
    assertTrue(assertRefused(text).contains("surrogate"));
  }

  /** Which of two values counts is anyone's guess: a known way to smuggle one past a check. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\": 1, \"a\": 1}",
        "{\"a\": null, \"b\": 2, \"a\": null}",
        "[{\"a\": {\"b\": 1, \"\\u0062\": 2}}]"
      })
  void refusesDuplicateKeys(String text) {
    assertTrue(assertRefused(text).contains("expected each key once"));
  }

  /** The depth is bounded, or a small file could overflow the stack. */
  @Test
  void refusesDeepNesting() {
    Object nested = Json.read("[".repeat(30) + "]".repeat(30));
    assertEquals("[".repeat(30) + "]".repeat(30), nested.toString());
    assertTrue(assertRefused("[".repeat(100_000)).contains("nesting"));
    assertTrue(assertRefused("{\"a\":".repeat(100_000)).contains("nesting"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[1, x] | JSON at character 4: 'x', expected a value",
        "{\"a\" 1} | JSON at character 5: '1', expected ':'",
        "[1 | JSON at character 2: the end, expected ']'",
        "1 2 | JSON at character 2: '2', expected the end"
      })
  void errorsGiveThePosition(String text, String message) {
    assertEquals(message, assertRefused(text));
  }

  @Test
  void writesWhatItReads() {
    Map<String, Object> value = new LinkedHashMap<>();
    value.put("text", "\"\\/\b\n\u0001\u00e9\ud834\udd1e");
    value.put("numbers", List.of(1L, Long.MIN_VALUE, 1e-6, (double) 1e-6f, -0.0));
    value.put("nothing", null);
    value.put("nested", List.of(Map.of(), List.of(), Map.of("a", true)));
    String text = JsonWriter.write(value);
    assertEquals(value, Json.read(text));
    assertEquals(text, JsonWriter.write(Json.read(text)));
  }

  private static String assertRefused(String text) {
    return assertThrows(IllegalArgumentException.class, () -> Json.read(text)).getMessage();
  }
}
