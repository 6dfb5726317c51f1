package io.github.tapehead.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;

class TargetWatchTest {
  private final TargetWatch watch = new TargetWatch(0.1);

  @Test
  void beforeTheTargetThereIsNothing() {
    watch.update(Double.NaN, 500, 1);
    watch.update(0.1, 1000, 2);
    assertNull(watch.result());
    assertEquals(-1, watch.stayed(1000));
    assertEquals(-1, watch.sinceFirst(1000));
  }

  @Test
  void leavingAndComingBackBeginsAnew() {
    watch.update(0.09, 1000, 1);
    watch.update(0.05, 1100, 2);
    assertEquals(100, watch.stayed(1100));
    watch.update(0.3, 1200, 3);
    assertEquals(-1, watch.stayed(1200));
    assertEquals(200, watch.sinceFirst(1200));
    var first = new TrainingResult.Moment(1000, 1);
    assertEquals(new TrainingResult.Target(first, null, 0.3), watch.result());
    watch.update(0.08, 1300, 4);
    assertEquals(50, watch.stayed(1350));
    assertEquals(350, watch.sinceFirst(1350));
    var forGood = new TrainingResult.Moment(1300, 4);
    assertEquals(new TrainingResult.Target(first, forGood, 0.3), watch.result());
  }
}
