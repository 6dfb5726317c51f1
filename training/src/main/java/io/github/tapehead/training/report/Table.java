package io.github.tapehead.training.report;

import java.util.ArrayList;
import java.util.List;

/** A table, in plain text or in Markdown; the first columns flush left, the others flush right. */
public final class Table {
  private final int left;
  private final List<List<String>> rows = new ArrayList<>();

  /**
   * A table without rows.
   *
   * @param left columns flush left
   * @param header the names of all columns
   */
  public Table(int left, List<String> header) {
    this.left = left;
    rows.add(List.copyOf(header));
  }

  /** A table without rows. */
  public Table(int left, String... header) {
    this(left, List.of(header));
  }

  /** Adds a row of as many cells as the header has. */
  public void add(List<String> cells) {
    int columns = rows.getFirst().size();
    if (cells.size() != columns) {
      throw new IllegalArgumentException("cells: " + cells.size() + ", expected " + columns);
    }
    rows.add(List.copyOf(cells));
  }

  /** Adds a row of as many cells as the header has. */
  public void add(String... cells) {
    add(List.of(cells));
  }

  /** Whether there is no row below the header. */
  public boolean isEmpty() {
    return rows.size() == 1;
  }

  /** Columns as wide as their widest cell, two blanks between them. */
  public String text() {
    int columns = rows.getFirst().size();
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int c = 0; c < columns; c++) {
        String blanks = " ".repeat(width(c) - row.get(c).length());
        line.append(c == 0 ? "" : "  ")
            .append(c < left ? row.get(c) + blanks : blanks + row.get(c));
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }

  /** A table of GitHub's Markdown. */
  public String markdown() {
    StringBuilder text = new StringBuilder(line(rows.getFirst()));
    for (int c = 0; c < rows.getFirst().size(); c++) {
      text.append(c < left ? "|---" : "|---:");
    }
    text.append("|\n");
    rows.subList(1, rows.size()).forEach(row -> text.append(line(row)));
    return text.toString();
  }

  private int width(int column) {
    return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
  }

  private static String line(List<String> row) {
    return "| "
        + String.join(" | ", row.stream().map(cell -> cell.replace("|", "\\|")).toList())
        + " |\n";
  }
}
