package io.github.tapehead.kernels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Addressing at the ends of its ranges, and what always holds for a weighting. */
@RequiresVectorBits
class AddressingEdgeTest {
  private static final int N = 37;

  @Test
  void softmaxOfLargeLogitsNeitherOverflowsNorLosesItsSum() {
    Matrix y = SmallMatrix.zeros(3, N);
    Matrix x = random(3, N, 3e4f);
    Softmax.forward(y, x);
    assertWeightings(y);
    x.fill(1e30f);
    Softmax.forward(y, x);
    assertEquals(1f / N, y.get(2, 5), 1e-8f);
  }

  @Test
  void softmaxDropsWeightsThatCannotMatter() {
    Matrix y = SmallMatrix.zeros(1, 4);
    Softmax.forward(y, SmallMatrix.row(0, -63.9f, -64.1f, -1000));
    assertTrue(y.get(0, 1) > 1e-28f);
    assertEquals(0f, y.get(0, 2), 0f);
    assertEquals(0f, y.get(0, 3), 0f);
    Matrix dx = SmallMatrix.zeros(1, 4);
    Softmax.backward(dx, SmallMatrix.row(1, 2, 3, 4), y);
    assertEquals(0f, dx.get(0, 2), 0f);
  }

  @Test
  void strongKeysGiveOneLocation() {
    Matrix similarity = SmallMatrix.filled(1, N, -0.2f);
    similarity.set(0, 11, 0.9f);
    Matrix w = SmallMatrix.zeros(1, N);
    ContentWeighting.forward(w, similarity, SmallMatrix.row(1e4f));
    assertEquals(1f, w.get(0, 11), Math.ulp(1f));
    assertEquals(0f, w.get(0, 12), 0f);
  }

  /** Rounding of β · K, by 32 and more, is the same for all locations. */
  @ParameterizedTest
  @ValueSource(floats = {1e7f, 3e9f, 1e12f, 1e30f, Float.MAX_VALUE})
  void veryStrongKeysGiveOneLocationOrTheEquallySimilarOnes(float strength) {
    Matrix similarity = SmallMatrix.filled(1, N, -0.7f);
    similarity.set(0, 11, 0.9123457f);
    Matrix w = SmallMatrix.zeros(1, N);
    ContentWeighting.forward(w, similarity, SmallMatrix.row(strength));
    assertEquals(1f, w.get(0, 11), 0f);
    assertEquals(0f, w.get(0, 12), 0f);
    similarity.set(0, 30, 0.9123457f);
    ContentWeighting.forward(w, similarity, SmallMatrix.row(strength));
    assertEquals(0.5f, w.get(0, 11), 0f);
    assertEquals(0.5f, w.get(0, 30), 0f);
    similarity.fill(-1);
    ContentWeighting.forward(w, similarity, SmallMatrix.row(strength));
    assertEquals(1f / N, w.get(0, 5), 1e-8f);
  }

  /** A given weighting may be all zero, and a gate so near to zero as to be zero. */
  @Test
  void sharpeningOfAllZeroIsEvenAndItsGradientFinite() {
    Matrix shifted = SmallMatrix.zeros(1, N);
    Matrix log = SmallMatrix.zeros(1, N);
    Matrix w = SmallMatrix.zeros(1, N);
    Matrix sharpening = SmallMatrix.row(40);
    Sharpening.forward(w, log, shifted, sharpening);
    for (int i = 0; i < N; i++) {
      assertEquals(1f / N, w.get(0, i), 1e-8f);
    }
    Matrix dShifted = SmallMatrix.zeros(1, N);
    Matrix dSharpening = SmallMatrix.zeros(1, 1);
    Matrix dw = random(1, N, 1);
    Sharpening.backward(dShifted, dSharpening, dw, w, log, shifted, sharpening);
    for (int i = 0; i < N; i++) {
      assertTrue(Float.isFinite(dShifted.get(0, i)), i + ": " + dShifted.get(0, i));
    }
    assertEquals(0f, dSharpening.get(0, 0), 1e-4f);
  }

  /** Beyond γ of 10^5 the logarithms, down to −36.8, would be rounded by more than 1/16. */
  @ParameterizedTest
  @ValueSource(floats = {1e5f, 1e9f, 1e30f})
  void verySharpWeightingsHaveOneLocation(float exponent) {
    Matrix w = SmallMatrix.zeros(1, N);
    Matrix shifted = SmallMatrix.filled(1, N, 1e-3f);
    shifted.set(0, 7, 2e-3f);
    Sharpening.forward(w, SmallMatrix.zeros(1, N), shifted, SmallMatrix.row(exponent));
    assertEquals(1f, w.get(0, 7), 0f);
    assertEquals(0f, w.get(0, 8), 0f);
  }

  @Test
  void gateOfZeroKeepsThePreviousWeighting() {
    Matrix previous = weightings(2);
    Matrix gated = SmallMatrix.zeros(2, N);
    Interpolation.forward(gated, weightings(2), previous, SmallMatrix.filled(2, 1, 0));
    assertArrayEquals(SmallMatrix.values(previous, 1), SmallMatrix.values(gated, 1));
  }

  @Test
  void shiftOfZeroIsIdentityAndNShiftsOfOneAreTheCircle() {
    Matrix w = weightings(1);
    Matrix scratch = SmallMatrix.zeros(1, CircularShift.scratchFloats(N, 3));
    Matrix shifted = SmallMatrix.zeros(1, N);
    CircularShift.forward(shifted, w, SmallMatrix.row(0, 1, 0), scratch);
    assertArrayEquals(SmallMatrix.values(w, 0), SmallMatrix.values(shifted, 0));
    CircularShift.forward(shifted, w, SmallMatrix.row(0, 0, 1), scratch);
    assertEquals(w.get(0, 3), shifted.get(0, 4));
    assertEquals(w.get(0, N - 1), shifted.get(0, 0));
    Matrix next = SmallMatrix.zeros(1, N);
    for (int i = 1; i < N; i++) {
      CircularShift.forward(next, shifted, SmallMatrix.row(0, 0, 1), scratch);
      shifted.copyFrom(next);
    }
    assertArrayEquals(SmallMatrix.values(w, 0), SmallMatrix.values(shifted, 0));
  }

  @Test
  void shiftRangeMustBeOddAndFit() {
    Matrix w = SmallMatrix.zeros(1, 4);
    Matrix scratch = SmallMatrix.zeros(1, CircularShift.scratchFloats(4, 5));
    for (int shifts : new int[] {2, 4, 5}) {
      var e =
          assertThrows(
              IllegalArgumentException.class,
              () ->
                  CircularShift.forward(
                      SmallMatrix.zeros(1, 4), w, SmallMatrix.zeros(1, shifts), scratch));
      assertEquals("shift: " + shifts + " columns, expected an odd number up to 4", e.getMessage());
    }
  }

  @Test
  void groupsMustDivideTheColumns() {
    Matrix x = SmallMatrix.zeros(1, 8);
    for (int shifts : new int[] {0, -1, 3}) {
      assertThrows(
          IllegalArgumentException.class,
          () -> ShiftWeighting.forward(SmallMatrix.zeros(1, 8), x, shifts));
    }
  }

  @ParameterizedTest
  @ValueSource(floats = {1f, 1.5f, 4f, 50f})
  void sharpeningOfExactZerosStaysFinite(float exponent) {
    Matrix shifted = SmallMatrix.zeros(1, N);
    shifted.set(0, 4, 0.75f);
    shifted.set(0, 5, 0.25f);
    Matrix w = SmallMatrix.zeros(1, N);
    Matrix logarithms = SmallMatrix.zeros(1, N);
    Matrix gamma = SmallMatrix.row(exponent);
    Sharpening.forward(w, logarithms, shifted, gamma);
    assertWeightings(w);
    double four = Math.pow(0.75, exponent);
    double five = Math.pow(0.25, exponent);
    assertEquals(four / (four + five), w.get(0, 4), 1e-6);
    Matrix dShifted = SmallMatrix.zeros(1, N);
    Matrix dGamma = SmallMatrix.zeros(1, 1);
    Matrix dw = random(1, N, 1);
    Sharpening.backward(dShifted, dGamma, dw, w, logarithms, shifted, gamma);
    for (float d : SmallMatrix.values(dShifted, 0)) {
      assertTrue(Float.isFinite(d), "dShifted " + d);
    }
    assertTrue(Float.isFinite(dGamma.get(0, 0)));
    // At γ = 1 the derivative for a location of weight 0 is its gradient above the mean.
    float mean = w.get(0, 4) * dw.get(0, 4) + w.get(0, 5) * dw.get(0, 5);
    float expected = exponent == 1 ? dw.get(0, 20) - mean : 0;
    assertEquals(expected, dShifted.get(0, 20), 2e-5f);
  }

  @Test
  void notANumberSpreads() {
    Matrix bad = weightings(1);
    bad.set(0, N - 2, Float.NaN);
    Matrix y = SmallMatrix.zeros(1, N);
    Softmax.forward(y, bad);
    assertTrue(Float.isNaN(y.get(0, 0)), "softmax");
    Sharpening.forward(y, SmallMatrix.zeros(1, N), bad, SmallMatrix.row(1.5f));
    assertTrue(Float.isNaN(y.get(0, 0)), "sharpening");
    ContentWeighting.forward(y, weightings(1), SmallMatrix.row(Float.NaN));
    assertTrue(Float.isNaN(y.get(0, 0)), "content");
  }

  private static void assertWeightings(Matrix w) {
    for (int r = 0; r < w.rows(); r++) {
      for (float value : SmallMatrix.values(w, r)) {
        assertTrue(value >= 0 && value <= 1, "weight " + value);
        assertTrue(value == 0 || value >= Float.MIN_NORMAL, "subnormal " + value);
      }
      assertEquals(1, SmallMatrix.sum(w, r), N * Math.ulp(1f));
    }
  }

  private static Matrix weightings(int rows) {
    Matrix w = SmallMatrix.zeros(rows, N);
    Softmax.forward(w, random(rows, N, 3));
    return w;
  }

  private static Matrix random(int rows, int columns, float scale) {
    SplittableRandom random = new SplittableRandom(rows + columns);
    Matrix matrix = SmallMatrix.zeros(rows, columns);
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < columns; c++) {
        matrix.set(r, c, (float) random.nextDouble(-scale, scale));
      }
    }
    return matrix;
  }
}
