package io.github.tapehead.training.checkpoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Random;
import org.junit.jupiter.api.Test;

class StateTest {
  @Test
  void numbersComeBackWithTheSameBits() {
    var random = new Random(1);
    double[] numbers = new double[1000];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = Double.longBitsToDouble(random.nextLong());
    }
    numbers[0] = Double.NaN;
    numbers[1] = Double.POSITIVE_INFINITY;
    numbers[2] = Double.NEGATIVE_INFINITY;
    numbers[3] = -0.0;
    numbers[4] = Double.MIN_VALUE;
    var state = new State();
    state.reals("many", numbers);
    state.real("one", () -> numbers[5], value -> numbers[5] = value);
    long[][] whole = {{Long.MIN_VALUE, -1, 0, Long.MAX_VALUE}, {}};
    state.numbers("whole", () -> whole[0], values -> whole[0] = values);
    state.numbers("none", () -> whole[1], values -> whole[1] = values);
    double[] expected = numbers.clone();
    long[] expectedWhole = whole[0];
    Snapshot snapshot = state.read();
    numbers[7] = 1;
    numbers[5] = 2;
    whole[0] = new long[0];
    whole[1] = new long[1];
    state.restore(snapshot);
    for (int i = 0; i < numbers.length; i++) {
      assertEquals(
          Double.doubleToLongBits(expected[i]), Double.doubleToLongBits(numbers[i]), "" + i);
    }
    assertArrayEquals(expectedWhole, whole[0]);
    assertArrayEquals(new long[0], whole[1]);
  }

  @Test
  void arraysOfAnotherLengthAreRefused() {
    var longer = new State();
    longer.reals("values", new double[3]);
    var state = new State();
    state.reals("values", new double[2]);
    Snapshot snapshot = longer.read();
    Exception e = assertThrows(IllegalArgumentException.class, () -> state.restore(snapshot));
    assertEquals("state values: 3 numbers, expected 2", e.getMessage());
  }

  @Test
  void aNameStandsForOneThing() {
    var state = new State();
    state.reals("values", new double[3]);
    Exception e =
        assertThrows(IllegalArgumentException.class, () -> state.reals("values", new double[3]));
    assertEquals("values: added twice", e.getMessage());
    Snapshot snapshot = state.read();
    e = assertThrows(IllegalArgumentException.class, () -> snapshot.and(snapshot));
    assertEquals("values: twice in a state", e.getMessage());
  }
}
