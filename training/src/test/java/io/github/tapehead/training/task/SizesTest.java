package io.github.tapehead.training.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.tapehead.training.RandomStreams;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SizesTest {
  private final RandomGenerator random = RandomStreams.of(1).training();

  @ParameterizedTest
  @CsvSource({
    "0, 1, 20, 1",
    "0.125, 1, 20, 3",
    "0.25, 1, 20, 6",
    "0.5, 1, 20, 11",
    "1, 1, 20, 20",
    "0, 2, 6, 2",
    "0.125, 2, 6, 3",
    "0.12, 2, 6, 2",
    "1, 2, 6, 6",
    "0.7, 4, 4, 4",
    "1, 6, 100000, 100000",
  })
  void theLargestIsTheReachOnTheWayFromLeastToGreatest(
      double reach, int least, int greatest, int largest) {
    for (boolean uniform : new boolean[] {true, false}) {
      assertEquals(largest, new Sizes(reach, uniform).largest(least, greatest));
    }
  }

  @Test
  void uniformSizesAreEquallyLikelyUpToTheLargest() {
    int[] drawn = new int[21];
    for (int i = 0; i < 11_000; i++) {
      drawn[new Sizes(0.5, true).draw(1, 20, random)]++;
    }
    for (int size = 0; size <= 20; size++) {
      boolean possible = size >= 1 && size <= 11;
      assertEquals(possible ? 1000 : 0, drawn[size], possible ? 130 : 0, "size " + size);
    }
  }

  @Test
  void theGreatestSizeIsNoMatterOfChance() {
    RandomGenerator none =
        () -> {
          throw new AssertionError("a number was drawn");
        };
    assertEquals(20, Sizes.GREATEST.draw(1, 20, none));
    assertEquals(11, new Sizes(0.5, false).draw(1, 20, none));
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1.1, Double.NaN})
  void refusesAReachBeyondTheTask(double reach) {
    var error = assertThrows(IllegalArgumentException.class, () -> new Sizes(reach, true));
    assertEquals("reach: " + reach + ", must be from 0 to 1", error.getMessage());
  }
}
