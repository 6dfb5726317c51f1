package io.github.tapehead.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

class LayoutTest {
  static final List<String> FIXTURES = GoldenFixture.ALL;

  static List<NetworkCase> cases() {
    return NetworkCase.random(40, 3);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void hasTheTensorsOfTheSpecification(NetworkCase networkCase) {
    Map<String, List<Integer>> expected = ParameterShapes.of(networkCase.configuration());
    Layout layout = Layout.of(networkCase.configuration());
    assertEquals(
        List.copyOf(expected.keySet()), layout.tensors().stream().map(t -> t.name()).toList());
    long count = 0;
    for (var tensor : layout.tensors()) {
      List<Integer> shape = expected.get(tensor.name());
      assertEquals(shape, tensor.shape(), tensor.name());
      count += ParameterShapes.size(shape);
    }
    assertEquals(count, layout.parameterCount());
  }

  @ParameterizedTest
  @FieldSource("FIXTURES")
  void hasTheTensorsOfAFixture(String name) {
    GoldenFixture fixture = GoldenFixture.read(name);
    Map<String, float[]> expected = fixture.under("param.");
    Layout layout = Layout.of(fixture.configuration());
    assertEquals(expected.size(), layout.tensors().size());
    for (var tensor : layout.tensors()) {
      float[] values = expected.get(tensor.name());
      assertEquals(values.length, ParameterShapes.size(tensor.shape()), tensor.name());
    }
  }

  /** Counts that follow from the paper's sizes. */
  @Test
  void countsTheParametersOfThePaper() {
    int heads = 100 * 92 + 92;
    int output = 120 * 8 + 8;
    assertEquals(
        130 * 400 + 400 + heads + output, count(ControllerKind.LSTM), "LSTM, 128x20, copy task");
    assertEquals(30 * 100 + 100 + heads + output, count(ControllerKind.FEED_FORWARD));
  }

  private static long count(ControllerKind kind) {
    return Layout.of(NetworkConfiguration.ntm(kind, 10, 8)).parameterCount();
  }
}
