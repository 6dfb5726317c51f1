package io.github.tapehead.training.report;

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
}
