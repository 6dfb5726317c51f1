package io.github.tapehead.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import jdk.incubator.vector.FloatVector;
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

  @Test
  void sumAddsByHalvesInAFixedOrder() {
    SplittableRandom random = new SplittableRandom(7);
    float[] lanes = new float[Simd.LANES];
    for (int trial = 0; trial < 20_000; trial++) {
      for (int i = 0; i < lanes.length; i++) {
        lanes[i] = (float) (random.nextDouble(-1, 1) * Math.pow(10, random.nextInt(-6, 6)));
      }
      float sum = Simd.sum(FloatVector.fromArray(Simd.F, lanes, 0));
      assertEquals(sumByHalves(lanes), sum, 0f);
    }
  }

  private static float sumByHalves(float[] lanes) {
    float[] sums = lanes.clone();
    for (int half = lanes.length / 2; half > 0; half /= 2) {
      for (int i = 0; i < half; i++) {
        sums[i] += sums[i + half];
      }
    }
    return sums[0];
  }
}
