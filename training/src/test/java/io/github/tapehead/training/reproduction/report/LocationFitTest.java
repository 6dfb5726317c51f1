package io.github.tapehead.training.reproduction.report;

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
    assertEquals(
        intercept, fit.intercept() > SIZE - 1 ? fit.intercept() - SIZE : fit.intercept(), 0.2);
    assertEquals(1, fit.share(), 0.01);
    for (int i = 0; i < x.length; i++) {
      double opened = fit.opened(x[i], locations[i]);
      assertEquals(fit.at(x[i]), opened, 3);
      assertEquals(locations[i], Math.floorMod(Math.round(opened), SIZE));
    }
  }

  /** A third of the points far away in one place would turn a line of least squares by a lot. */
  @Test
  void pointsElsewhereDoNotTurnTheLine() {
    Random random = new Random(6);
    double[] x = priorities(random);
    int[] locations = new int[x.length];
    int elsewhere = 0;
    for (int i = 0; i < x.length; i++) {
      boolean low = x[i] < -1.0 / 3;
      elsewhere += low ? 1 : 0;
      locations[i] = low ? 100 : (int) Math.round(40 - 18 * x[i]);
    }
    LocationFit fit = LocationFit.of(x, locations, SIZE);
    assertEquals(-18, fit.slope(), 0.2);
    assertEquals(40, fit.intercept(), 0.2);
    assertEquals(1 - (double) elsewhere / POINTS, fit.share(), 1e-9);
    assertEquals(100, fit.opened(-1, 100), 1e-9);
  }

  @Test
  void chanceIsNoLine() {
    Random random = new Random(4);
    double[] x = priorities(random);
    int[] locations = random.ints(POINTS, 0, SIZE).toArray();
    assertTrue(LocationFit.of(x, locations, SIZE).share() < 0.12);
  }

  /** A line that goes around the memory meets the one location for a moment. */
  @Test
  void oneLocationIsNoLine() {
    double[] x = priorities(new Random(5));
    assertTrue(LocationFit.of(x, new int[POINTS], SIZE).share() < 0.05);
  }

  @Test
  void pointsBelowEachOtherAreNoLine() {
    LocationFit fit = LocationFit.of(new double[] {1, 1}, new int[] {3, 50}, SIZE);
    assertEquals(new LocationFit(0, 3, 0, SIZE), fit);
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
