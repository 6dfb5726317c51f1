package io.github.tapehead.model.imports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tapehead.model.imports.Coverage.Fault;
import io.github.tapehead.model.imports.Coverage.Rectangle;
import io.github.tapehead.model.imports.TensorAxis.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Coverage by edges says what counting every element says. */
class CoverageTest {
  private static final int CASES = 20_000;

  @Test
  void agreesWithCounting() {
    Random random = new Random(3);
    int[] outcomes = new int[3];
    for (int i = 0; i < CASES; i++) {
      int rows = 1 + random.nextInt(5);
      int columns = 1 + random.nextInt(5);
      List<Rectangle> rectangles = new ArrayList<>();
      int[][] counts = new int[rows][columns];
      for (int k = random.nextInt(6); k > 0; k--) {
        rectangles.add(new Rectangle(span(random, rows), span(random, columns)));
      }
      for (Rectangle r : rectangles) {
        for (int y = r.rows().first(); y < r.rows().end(); y++) {
          for (int x = r.columns().first(); x < r.columns().end(); x++) {
            counts[y][x]++;
          }
        }
      }
      boolean once = random.nextBoolean();
      Fault fault = Coverage.fault(rows, columns, rectangles, once);
      assertEquals(whole(counts, once), fault == null, rectangles.toString());
      if (fault != null) {
        for (int y = fault.rows().first(); y < fault.rows().end(); y++) {
          for (int x = fault.columns().first(); x < fault.columns().end(); x++) {
            assertTrue(fault.twice() ? once && counts[y][x] > 1 : counts[y][x] == 0);
          }
        }
      }
      outcomes[fault == null ? 0 : fault.twice() ? 1 : 2]++;
    }
    for (int outcome : outcomes) {
      assertTrue(outcome > CASES / 100);
    }
  }

  private static Span span(Random random, int size) {
    int first = random.nextInt(3) == 0 ? random.nextInt(size) : 0;
    int most = size - first;
    return new Span(first, random.nextInt(3) == 0 ? 1 + random.nextInt(most) : most);
  }

  private static boolean whole(int[][] counts, boolean once) {
    for (int[] row : counts) {
      for (int count : row) {
        if (count == 0 || once && count > 1) {
          return false;
        }
      }
    }
    return true;
  }
}
