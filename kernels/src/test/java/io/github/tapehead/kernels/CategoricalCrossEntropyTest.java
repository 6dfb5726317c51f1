package io.github.tapehead.kernels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The loss of symbols at the ends of its range, and the count of wrong ones. */
@RequiresVectorBits
class CategoricalCrossEntropyTest {
  private static final Matrix ONE_ROW = SmallMatrix.row(1);

  @Test
  void confidentPredictionsKeepTheirLoss() {
    Matrix logits = SmallMatrix.row(-40, 41, -1000, -40);
    double small = loss(logits, SmallMatrix.row(0, 1, 0, 0), ONE_ROW);
    assertEquals(2 * Math.exp(-81), small, 1e-6 * small);
    assertEquals(1041, loss(logits, SmallMatrix.row(0, 0, 1, 0), ONE_ROW), 1e-3);
  }

  @Test
  void largeLogitsDoNotOverflow() {
    Matrix logits = SmallMatrix.row(1e30f, 1e30f, -1e30f);
    assertEquals(Math.log(2), loss(logits, SmallMatrix.row(0, 1, 0), ONE_ROW), 1e-7);
    Matrix dLogits = gradient(logits, SmallMatrix.row(0, 1, 0), ONE_ROW);
    assertArrayEquals(new float[] {0.5f, -0.5f, 0}, SmallMatrix.values(dLogits, 0), 1e-7f);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 16, 97})
  void equalLogitsCostTheLogarithmOfTheirNumber(int n) {
    Matrix targets = SmallMatrix.zeros(1, n);
    targets.set(0, n - 1, 1);
    double expected = Math.log(n);
    assertEquals(expected, loss(SmallMatrix.filled(1, n, -3), targets, ONE_ROW), 1e-6);
  }

  @Test
  void maskedRowsDoNotCount() {
    Matrix logits = SmallMatrix.filled(3, 21, Float.NaN);
    Matrix targets = SmallMatrix.filled(3, 21, 1);
    Matrix mask = SmallMatrix.zeros(3, 1);
    assertEquals(0, loss(logits, targets, mask));
    assertEquals(0, CategoricalCrossEntropy.wrong(logits, targets, mask));
    assertEquals(0f, gradient(logits, targets, mask).get(2, 20));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 40})
  void anyLogitThatIsNotANumberShows(int n) {
    for (int i = 0; i < n; i++) {
      Matrix logits = SmallMatrix.filled(1, n, 2);
      logits.set(0, i, Float.NaN);
      Matrix targets = SmallMatrix.zeros(1, n);
      targets.set(0, n / 2, 1);
      assertTrue(Double.isNaN(loss(logits, targets, ONE_ROW)), "NaN at " + i);
      Matrix dLogits = gradient(logits, targets, ONE_ROW);
      assertTrue(Float.isNaN(dLogits.get(0, 0)), "NaN at " + i);
      assertEquals(0f, dLogits.segment().getAtIndex(Simd.FLOAT, n), "pad");
    }
  }

  @Test
  void wrongCountsRowsOfAnotherSymbol() {
    Matrix logits =
        SmallMatrix.of(
            new float[] {-3, -2, -1},
            new float[] {5, 1, 0},
            new float[] {4, 4, 1},
            new float[] {4, 4, 1},
            new float[] {Float.NaN, Float.NaN, Float.NaN});
    Matrix targets =
        SmallMatrix.of(
            new float[] {0, 0, 1},
            new float[] {0.2f, 0.5f, 0.3f},
            new float[] {1, 0, 0},
            new float[] {0, 1, 0},
            new float[] {1, 0, 0});
    Matrix last = SmallMatrix.zeros(5, 1);
    last.set(3, 0, 1);
    assertEquals(1, CategoricalCrossEntropy.wrong(logits, targets, last));
    assertEquals(3, CategoricalCrossEntropy.wrong(logits, targets, SmallMatrix.filled(5, 1, 1)));
  }

  @Test
  void wrongFindsTheSymbolAtEveryPlace() {
    int n = 2 * Simd.LANES + 3;
    Matrix mask = SmallMatrix.filled(n, 1, 1);
    Matrix targets = SmallMatrix.zeros(n, n);
    Matrix logits = SmallMatrix.filled(n, n, -7);
    for (int i = 0; i < n; i++) {
      targets.set(i, i, 1);
      logits.set(i, i, -2);
    }
    assertEquals(0, CategoricalCrossEntropy.wrong(logits, targets, mask));
    for (int i = 0; i < n; i++) {
      logits.set(i, (i + 1) % n, -1);
    }
    assertEquals(n, CategoricalCrossEntropy.wrong(logits, targets, mask));
  }

  private static double loss(Matrix logits, Matrix targets, Matrix mask) {
    return CategoricalCrossEntropy.forward(logits, targets, mask, scratch(logits));
  }

  private static Matrix gradient(Matrix logits, Matrix targets, Matrix mask) {
    Matrix dLogits = SmallMatrix.zeros(logits.rows(), logits.columns());
    CategoricalCrossEntropy.backward(dLogits, logits, targets, mask, 1, scratch(logits));
    return dLogits;
  }

  private static Matrix scratch(Matrix logits) {
    return SmallMatrix.zeros(1, Simd.padded(logits.columns()));
  }
}
