package io.github.tapehead.bench.results;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import org.junit.jupiter.api.Test;

class SamplesTest {
  @Test
  void quantilesOfAHistogramCountEverySample() {
    Samples samples = Samples.of(Map.of(20.0, 990L, 40.0, 9L, 90.0, 1L));
    assertEquals(1000, samples.count());
    assertEquals(20, samples.median());
    assertEquals(20, samples.quantile(0.99));
    assertEquals(40, samples.quantile(0.999));
    assertEquals(90, samples.quantile(1));
    assertEquals(20, samples.quantile(0));
  }

  @Test
  void theMedianOfAnEvenNumberLiesBetween() {
    assertEquals(2.5, Samples.of(4, 1, 3, 2).median());
    assertEquals(3, Samples.of(4, 1, 3).median());
  }

  @Test
  void noSamplesAreRefused() {
    assertThrows(IllegalArgumentException.class, Samples::of);
    assertThrows(IllegalArgumentException.class, () -> Samples.of(1).quantile(1.1));
  }
}
