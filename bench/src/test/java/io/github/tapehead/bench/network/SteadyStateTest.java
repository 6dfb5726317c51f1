package io.github.tapehead.bench.network;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class SteadyStateTest {
  @Test
  void afterASlowStart() {
    double[] durations = new double[100];
    Arrays.fill(durations, 1);
    Arrays.fill(durations, 0, 30, 5);
    // The median of an even number of steps is the mean of the middle two: 10 slow ones of 20 are
    // one too many.
    assertEquals(21, SteadyState.firstSteadyStep(durations, 1));
  }

  @Test
  void aRelapseCounts() {
    double[] durations = new double[200];
    Arrays.fill(durations, 1);
    Arrays.fill(durations, 100, 130, 2);
    assertEquals(121, SteadyState.firstSteadyStep(durations, 1));
  }

  @Test
  void singleSlowStepsDoNot() {
    double[] durations = new double[60];
    Arrays.fill(durations, 1);
    durations[40] = 50;
    assertEquals(0, SteadyState.firstSteadyStep(durations, 1));
  }

  @Test
  void never() {
    double[] slow = new double[60];
    Arrays.fill(slow, 2);
    assertEquals(-1, SteadyState.firstSteadyStep(slow, 1));
    assertEquals(-1, SteadyState.firstSteadyStep(new double[3], 1));
  }

  @Test
  void medians() {
    assertEquals(3, SteadyState.median(new double[] {9, 1, 3}));
    assertEquals(2, SteadyState.median(new double[] {9, 1, 3, 1}));
  }

  @Test
  void slowRunsAreCounted() {
    ColdStartReport report =
        ColdStartReport.of("work", true, List.of(run(10, 0), run(11, 0), run(9, 8000), run(16, 0)));
    assertEquals(2, report.slowRuns());
    assertEquals("2 of 4 runs ended in a slow state", report.conclusion());
  }

  private static ColdRun run(double milliseconds, double bytes) {
    return new ColdRun(100, 1, 2, milliseconds, bytes, 100, 500);
  }
}
