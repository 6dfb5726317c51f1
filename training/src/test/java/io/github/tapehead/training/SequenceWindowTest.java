package io.github.tapehead.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class SequenceWindowTest {
  @Test
  void holdsTheFewestBatchesOfAThousand() {
    var window = new SequenceWindow(16);
    for (int i = 1; i <= 62; i++) {
      window.add(i, 2 * i);
    }
    assertFalse(window.isFull());
    assertEquals(31.5, window.meanBits());
    window.add(63, 126);
    assertTrue(window.isFull());
    assertEquals(1008, window.sequences());
    assertEquals(32, window.meanBits());
    window.add(64, 128);
    assertEquals(33, window.meanBits());
    assertEquals(66, window.meanWrongBits());
    assertEquals(1008, window.sequences());
  }

  @Test
  void forgetsALargeLossWithoutATrace() {
    var window = new SequenceWindow(1000);
    window.add(1e30, 0);
    window.add(0.25, 0);
    assertEquals(0.25, window.meanBits());
  }

  @Test
  void isNotANumberWhenEmpty() {
    assertEquals(Double.NaN, new SequenceWindow(1).meanBits());
  }
}
