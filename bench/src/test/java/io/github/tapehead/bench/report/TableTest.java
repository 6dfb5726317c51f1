package io.github.tapehead.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class TableTest {
  @Test
  void textAndMarkdownHoldTheSameCells() {
    Table table = new Table(1, "name", "ns");
    table.add("long name", "1");
    table.add("a|b", "1,234");
    assertEquals("name          ns\nlong name      1\na|b        1,234\n", table.text());
    assertEquals(
        "| name | ns |\n|---|---:|\n| long name | 1 |\n| a\\|b | 1,234 |\n", table.markdown());
  }

  @Test
  void aRowHasAsManyCellsAsTheHeader() {
    Table table = new Table(1, "name", "ns");
    assertThrows(IllegalArgumentException.class, () -> table.add("one"));
  }

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
