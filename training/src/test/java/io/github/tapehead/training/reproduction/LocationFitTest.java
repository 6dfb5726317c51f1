package io.github.tapehead.training.reproduction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LocationFitTest {
  private static final int SIZE = 128;
  private static final int POINTS = 300;

  @ParameterizedTest
  @CsvSource({
    "30, 60", // within the memory
    "-40, 20", // falling, over the beginning
    "50, 120", // over the end
    "0.5, 127", // hardly moving, around the end
    "-55, 0", // nearly once around
  })
  void findsALineAcrossTheEnd(double slope, double intercept) {
    Random random = new Random(3);
    double[] x = priorities(random);
    int[] locations = new int[x.length];
    for (int i = 0; i < x.length; i++) {
      double noise = 0.5 * random.nextGaussian();
      locations[i] = Math.floorMod(Math.round(intercept + slope * x[i] + noise), SIZE);
    }
    LocationFit fit = LocationFit.of(x, locations, SIZE);
    assertEquals(slope, fit.slope(), 0.2);
    // The circle may have been cut at another turn.
    double turns = (fit.intercept() - intercept) / SIZE;
    assertEquals(Math.rint(turns), turns, 0.2 / SIZE);
    assertEquals(Math.abs(slope) > 1 ? 1 : 0.15, fit.rSquared(), Math.abs(slope) > 1 ? 0.01 : 0.1);
    for (int i = 0; i < x.length; i++) {
      assertEquals(fit.at(x[i]), fit.locations()[i], 3);
      assertEquals(locations[i], Math.floorMod((int) fit.locations()[i], SIZE));
    }
  }

  @Test
  void chanceIsNoLine() {
    Random random = new Random(4);
    double[] x = priorities(random);
    int[] locations = random.ints(POINTS, 0, SIZE).toArray();
    assertTrue(LocationFit.of(x, locations, SIZE).rSquared() < 0.1);
  }

  @Test
  void oneLocationIsALineThatExplainsNothing() {
    LocationFit fit = LocationFit.of(priorities(new Random(5)), new int[POINTS], SIZE);
    assertEquals(0, fit.slope());
    assertEquals(0, fit.intercept());
    assertEquals(0, fit.rSquared());
  }

  @Test
  void pointsBelowEachOtherHaveNoSlope() {
    LocationFit fit = LocationFit.of(new double[] {1, 1}, new int[] {3, 5}, SIZE);
    assertEquals(0, fit.slope());
    assertEquals(4, fit.at(7));
  }

  @Test
  void needsTwoPointsAndAsManyLocations() {
    assertThrows(
        IllegalArgumentException.class, () -> LocationFit.of(new double[1], new int[1], SIZE));
    assertThrows(
        IllegalArgumentException.class, () -> LocationFit.of(new double[3], new int[2], SIZE));
  }

  private static double[] priorities(Random random) {
    return random.doubles(POINTS, -1, 1).toArray();
  }
}
