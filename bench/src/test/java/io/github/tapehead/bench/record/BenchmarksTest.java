package io.github.tapehead.bench.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.tapehead.bench.results.Work;
import java.util.List;
import org.junit.jupiter.api.Test;

class BenchmarksTest {
  @Test
  void aSelectionTakesFromEveryGroupInTurn() {
    List<Work> work = List.of(work("a1", "a"), work("a2", "a"), work("a3", "a"), work("b1", "b"));
    assertEquals(List.of("a1", "b1", "a2"), Benchmarks.selection(work, 3));
    assertEquals(List.of("a1", "b1", "a2", "a3"), Benchmarks.selection(work, 9));
  }

  @Test
  void effortIsNotNegative() {
    var error = assertThrows(IllegalArgumentException.class, () -> new Effort(-1, 0, 0, 0));
    assertEquals("forks: -1, expected 0 or more", error.getMessage());
  }

  private static Work work(String name, String group) {
    return new Work(name, group, 1, 1);
  }
}
