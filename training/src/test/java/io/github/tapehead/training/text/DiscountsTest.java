package io.github.tapehead.training.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DiscountsTest {
  @Test
  void followFromTheNumbersOfSmallCounts() {
    Discounts discounts = Discounts.estimate(new int[] {0, 40, 20, 10, 5});
    assertEquals(new Discounts(0.5, 1.25, 2), discounts);
    assertEquals(0, discounts.of(0));
    assertEquals(0.5, discounts.of(1));
    assertEquals(1.25, discounts.of(2));
    assertEquals(2, discounts.of(3));
    assertEquals(2, discounts.of(1000));
  }

  @ParameterizedTest
  @CsvSource({"0, 0, 0, 0", "0, 3, 2, 1", "5, 0, 2, 1", "5, 3, 0, 1", "5, 3, 20, 1", "9, 6, 4, 9"})
  void areTheUsualOnesWhereTheyCannotBeEstimated(int n1, int n2, int n3, int n4) {
    assertEquals(Discounts.USUAL, Discounts.estimate(new int[] {0, n1, n2, n3, n4}));
  }
}
