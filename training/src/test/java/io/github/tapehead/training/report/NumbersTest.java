package io.github.tapehead.training.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class NumbersTest {
  @Test
  void significantDigitsOnly() {
    assertEquals("0", Numbers.significant(0));
    assertEquals("-", Numbers.significant(Double.NaN));
    assertEquals("1.2e-05", Numbers.significant(1.23e-5));
    assertEquals("0.0123", Numbers.significant(0.01234));
    assertEquals("83.4", Numbers.significant(83.41));
    assertEquals("-83.4", Numbers.significant(-83.41));
  }

  @Test
  void sharesBelowOneStayBelowIt() {
    assertEquals("0.125", Numbers.share(0.125));
    assertEquals("0.999", Numbers.share(0.9999));
    assertEquals("1", Numbers.share(1));
  }

  @Test
  void wholeAndPlainNumbers() {
    assertEquals("11,696", Numbers.whole(11_696));
    assertEquals("-", Numbers.whole(Double.NaN));
    assertEquals("0.1", Numbers.plain(0.1));
    assertEquals("20", Numbers.plain(20));
    assertEquals("129.5", Numbers.plain(129.5));
  }

  @Test
  void aRangeOfOneNumberIsThatNumber() {
    assertEquals("3", Numbers.range("3", "3"));
    assertEquals("3 to 4", Numbers.range("3", "4"));
  }
}
