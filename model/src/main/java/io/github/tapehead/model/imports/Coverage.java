package io.github.tapehead.model.imports;

import io.github.tapehead.model.imports.TensorAxis.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/**
 * Whether rectangles cover a matrix. Works on their edges alone, whatever the size of the matrix.
 */
final class Coverage {
  private Coverage() {}

  /** Some rows in some columns. */
  record Rectangle(Span rows, Span columns) {}

  /**
   * A place that is not covered as it must be.
   *
   * @param twice whether it is covered more than once; else, not at all
   */
  record Fault(Span rows, Span columns, boolean twice) {}

  /**
   * The first gap, or the first overlap, in the order of the rows; null if there is none.
   *
   * @param rectangles inside the matrix
   * @param once whether overlaps are faults
   */
  static Fault fault(int rows, int columns, List<Rectangle> rectangles, boolean once) {
    List<Rectangle> sorted = new ArrayList<>(rectangles);
    sorted.sort(Comparator.comparingInt(r -> r.columns().first()));
    TreeSet<Integer> edges = new TreeSet<>(List.of(0, rows));
    for (Rectangle r : rectangles) {
      edges.add(r.rows().first());
      edges.add(r.rows().end());
    }
    // Between two edges all rows are alike.
    for (int row : edges.headSet(rows)) {
      Span alike = new Span(row, edges.higher(row) - row);
      int end = 0;
      for (Rectangle r : sorted) {
        if (row < r.rows().first() || row >= r.rows().end()) {
          continue;
        }
        Span next = r.columns();
        if (next.first() > end) {
          return new Fault(alike, new Span(end, next.first() - end), false);
        }
        if (once && next.first() < end) {
          int overlap = Math.min(end, next.end()) - next.first();
          return new Fault(alike, new Span(next.first(), overlap), true);
        }
        end = Math.max(end, next.end());
      }
      if (end < columns) {
        return new Fault(alike, new Span(end, columns - end), false);
      }
    }
    return null;
  }
}
