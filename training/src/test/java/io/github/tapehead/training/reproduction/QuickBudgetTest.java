package io.github.tapehead.training.reproduction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class QuickBudgetTest {
  @Test
  void quickRunsFitIntoEightMinutes() {
    for (int runs : new int[] {1, 2, 6, 15}) {
      int seconds = QuickBudget.secondsPerRun(runs, 1);
      assertTrue(
          seconds * runs <= 480 && (seconds + 13) * runs > 480 - runs, runs + ": " + seconds);
    }
    assertEquals(QuickBudget.secondsPerRun(1, 1), QuickBudget.secondsPerRun(1, 99));
  }

  @Test
  void quickRunsTooShortToLearnAreRefused() {
    String message =
        assertThrows(IllegalArgumentException.class, () -> QuickBudget.secondsPerRun(100, 1))
            .getMessage();
    assertEquals(
        "--quick: 100 runs leave 0 seconds each, expected at least 10: fewer tasks, networks or"
            + " seeds",
        message);
  }
}
