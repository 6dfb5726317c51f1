package io.github.tapehead.training.reproduction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SeedsTest {
  @Test
  void seedsAreACountOrAList() {
    assertEquals(List.of(1L, 2L, 3L), Seeds.parse("3").values());
    assertEquals(List.of(1L, 4L, -7L), Seeds.parse("1, 4,-7").values());
    assertEquals(List.of(7L), Seeds.parse("7,").values());
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "1001", "x", "", ",", "1,x", "1,1", "1.5"})
  void otherSeedsAreRefused(String text) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> Seeds.parse(text)).getMessage();
    assertTrue(message.startsWith("seeds: "), message);
    assertTrue(message.contains("expected"), message);
  }
}
