package io.github.tapehead.training.cli;

import java.util.ArrayList;
import java.util.List;

/** A table in plain text: columns as wide as their widest cell, two blanks between them. */
final class TextTable {
  private final List<String[]> rows = new ArrayList<>();
  private final int left;

  /**
   * A table with its first row.
   *
   * @param left how many columns, from the first on, are set flush left; the others flush right
   * @param header the first row
   */
  TextTable(int left, String... header) {
    this.left = left;
    rows.add(header);
  }

  /** Adds a row of as many cells as the header has. */
  void add(String... cells) {
    rows.add(cells);
  }

  @Override
  public String toString() {
    int columns = rows.getFirst().length;
    int[] widths = new int[columns];
    for (String[] row : rows) {
      for (int c = 0; c < columns; c++) {
        widths[c] = Math.max(widths[c], row[c].length());
      }
    }
    StringBuilder text = new StringBuilder();
    for (String[] row : rows) {
      StringBuilder line = new StringBuilder();
      for (int c = 0; c < columns; c++) {
        String blanks = " ".repeat(widths[c] - row[c].length());
        line.append(c == 0 ? "" : "  ").append(c < left ? row[c] + blanks : blanks + row[c]);
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }
}
