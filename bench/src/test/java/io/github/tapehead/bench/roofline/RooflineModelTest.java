package io.github.tapehead.bench.roofline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class RooflineModelTest {
  private static final RooflineModel ROOFLINE =
      new RooflineModel(
          256,
          2,
          figure(100),
          figure(200),
          List.of(level("L1", 32 << 10, 160), level("memory", Long.MAX_VALUE, 10)));

  @Test
  void arithmeticBoundsWhereIntensityIsHigh() {
    // 10 flops a byte, from L1: 100 GFLOP/s, not 1,600.
    assertEquals(0.5, ROOFLINE.share(10_000, 1_000, 200), 1e-12);
    assertTrue(ROOFLINE.boundByArithmetic(10_000, 1_000));
  }

  @Test
  void trafficBoundsWhereIntensityIsLow() {
    // 0.25 flops a byte, from memory: 2.5 GFLOP/s.
    assertEquals(1, ROOFLINE.share(250_000, 1_000_000, 100_000), 1e-12);
    assertFalse(ROOFLINE.boundByArithmetic(250_000, 1_000_000));
  }

  @Test
  void copyingHasAShareToo() {
    assertEquals(0.25, ROOFLINE.share(0, 16_000, 400), 1e-12);
  }

  @Test
  void theNearestLevelThatHoldsTheBytesCounts() {
    assertEquals("L1", ROOFLINE.level(32 << 10).name());
    assertEquals("memory", ROOFLINE.level((32 << 10) + 1).name());
  }

  @Test
  void aFigureIsTheMiddleAndTheQuartiles() {
    assertEquals(new Figure(3, 2, 4), Figure.of(new double[] {5, 1, 4, 2, 3}));
    assertThrows(IllegalArgumentException.class, () -> Figure.of(new double[0]));
  }

  @Test
  void cacheSizesHaveUnits() {
    assertEquals(32 << 10, Caches.bytes("32K"));
    assertEquals(2 << 20, Caches.bytes("2M"));
    assertEquals(100, Caches.bytes("100"));
  }

  private static Level level(String name, long capacity, double bandwidth) {
    Figure figure = figure(bandwidth);
    return new Level(name, capacity, capacity, figure, figure, figure);
  }

  private static Figure figure(double median) {
    return new Figure(median, median, median);
  }
}
