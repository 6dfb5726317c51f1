package io.github.tapehead.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class NumbersTest {
  @Test
  void numbersHaveThreeDigits() {
    assertEquals("1,234", Numbers.digits(1234.4));
    assertEquals("100", Numbers.digits(99.96));
    assertEquals("99.9", Numbers.digits(99.94));
    assertEquals("1.00", Numbers.digits(0.9996));
    assertEquals("0.123", Numbers.digits(0.1234));
    assertEquals("0", Numbers.digits(0.0));
    assertEquals("–", Numbers.digits(Double.NaN));
    assertEquals("45 %", Numbers.percent(0.451));
  }
}
