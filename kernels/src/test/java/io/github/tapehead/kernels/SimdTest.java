package io.github.tapehead.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

@RequiresVectorBits
class SimdTest {
  @Test
  void widthIsTheOneAskedFor() {
    int wanted = Integer.getInteger("tapehead.vectorBits", Simd.preferredBits());
    assertEquals(wanted, Simd.vectorBits());
    assertEquals(wanted / Float.SIZE, Simd.LANES);
  }

  @Test
  void paddedRoundsUpToWholeVectors() {
    for (int n = 0; n < 4 * Simd.LANES; n++) {
      int padded = Simd.padded(n);
      assertEquals(0, padded % Simd.LANES);
      assertTrue(padded >= n && padded < n + Simd.LANES, n + " to " + padded);
    }
  }
}
