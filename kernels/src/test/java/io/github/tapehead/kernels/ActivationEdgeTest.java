package io.github.tapehead.kernels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import org.junit.jupiter.api.Test;

/** The rectifier at zero and the exponential at its limit, and both at the ends of the floats. */
@RequiresVectorBits
class ActivationEdgeTest {
  private static final float LARGEST = Float.MAX_VALUE;

  private static Matrix values() {
    return SmallMatrix.row(
        Float.NEGATIVE_INFINITY,
        -LARGEST,
        -Float.MIN_VALUE,
        -0f,
        0f,
        Float.MIN_VALUE,
        88,
        89,
        LARGEST,
        Float.POSITIVE_INFINITY,
        Float.NaN);
  }

  private static Matrix ones() {
    return SmallMatrix.filled(1, 11, 1);
  }

  @Test
  void theRectifierIsZeroUpToZero() {
    Matrix y = SmallMatrix.zeros(1, 11);
    Relu.forward(y, values());
    assertArrayEquals(
        new float[] {
          0, 0, 0, 0, 0, Float.MIN_VALUE, 88, 89, LARGEST, Float.POSITIVE_INFINITY, Float.NaN
        },
        SmallMatrix.values(y, 0));
    for (Matrix either : new Matrix[] {values(), y}) {
      Matrix dx = ones();
      Relu.backward(dx, either);
      float[] expected = {0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1};
      assertArrayEquals(expected, SmallMatrix.values(dx, 0));
    }
  }

  @Test
  void theExponentialStopsAtTheLargestFloatAndHasNoGradientThere() {
    Matrix y = SmallMatrix.zeros(1, 11);
    Exponential.forward(y, values());
    float large = y.get(0, 6);
    assertArrayEquals(new float[] {1.6516363e38f}, new float[] {large}, 4 * Math.ulp(large));
    float nan = Float.NaN;
    assertArrayEquals(
        new float[] {0, 0, 1, 1, 1, 1, large, LARGEST, LARGEST, LARGEST, nan},
        SmallMatrix.values(y, 0));
    Matrix dx = ones();
    Exponential.backward(dx, ones(), y);
    assertArrayEquals(
        new float[] {1, 1, 2, 2, 2, 2, large, 1, 1, 1, nan}, SmallMatrix.values(dx, 0));
  }
}
