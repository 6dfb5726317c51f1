package io.github.tapehead.kernels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Loss, clipping and optimisers at the ends of their ranges. */
@RequiresVectorBits
class TrainingEdgeTest {
  private static final int N = 21;

  @Test
  void confidentPredictionsKeepTheirLoss() {
    Matrix logits = SmallMatrix.row(-80, 80, 1000, -1000);
    Matrix right = SmallMatrix.row(0, 1, 1, 0);
    Matrix wrong = SmallMatrix.row(1, 0, 0, 1);
    Matrix mask = SmallMatrix.row(1);
    double small = loss(logits, right, mask);
    assertEquals(2 * Math.exp(-80), small, 1e-6 * small);
    assertEquals(2160, loss(logits, wrong, mask), 1e-3);
  }

  @Test
  void maskedRowsDoNotCount() {
    Matrix logits = SmallMatrix.filled(3, N, Float.NaN);
    Matrix targets = SmallMatrix.filled(3, N, 1);
    Matrix mask = SmallMatrix.zeros(3, 1);
    Matrix dLogits = SmallMatrix.filled(3, N, 7);
    assertEquals(0, loss(logits, targets, mask));
    assertEquals(0, BinaryCrossEntropy.wrong(logits, targets, mask));
    Matrix scratch = SmallMatrix.zeros(1, Simd.padded(N));
    BinaryCrossEntropy.backward(dLogits, logits, targets, mask, 1, scratch);
    assertEquals(7f, dLogits.get(2, N - 1));
  }

  @Test
  void wrongCountsOutputsBeyondOneHalf() {
    Matrix logits = SmallMatrix.of(new float[] {-1, 1, 0, 2}, new float[] {-1, -1, -1, -1});
    Matrix targets = SmallMatrix.of(new float[] {0, 0, 1, 1}, new float[] {1, 1, 1, 1});
    Matrix first = SmallMatrix.zeros(2, 1);
    first.set(0, 0, 1);
    assertEquals(2, BinaryCrossEntropy.wrong(logits, targets, first));
    assertEquals(6, BinaryCrossEntropy.wrong(logits, targets, SmallMatrix.filled(2, 1, 1)));
  }

  @Test
  void clippingByValueKeepsNotANumber() {
    Matrix g =
        SmallMatrix.row(-11, 11, Float.NaN, 3, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY);
    GradientClip.byValue(g, 10);
    assertArrayEquals(new float[] {-10, 10, Float.NaN, 3, 10, -10}, SmallMatrix.values(g, 0));
  }

  @Test
  void clippingByNormLeavesSmallAndBrokenGradients() {
    Matrix small = SmallMatrix.row(3, 4);
    assertEquals(5, GradientClip.byNorm(small, 5), 1e-6);
    assertArrayEquals(new float[] {3, 4}, SmallMatrix.values(small, 0));
    assertEquals(5, GradientClip.byNorm(small, 1), 1e-6);
    assertEquals(0.6f, small.get(0, 0), 1e-6f);
    for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
      Matrix g = SmallMatrix.row(3, bad);
      assertTrue(!Double.isFinite(GradientClip.byNorm(g, 1)));
      assertEquals(3f, g.get(0, 0));
    }
  }

  @Test
  void normIsExactEnoughForManyParameters() {
    int n = 300_001;
    Matrix g = SmallMatrix.filled(1, n, 0.1f);
    double expected = 0.1f * Math.sqrt(n);
    assertEquals(expected, GradientClip.norm(g), 1e-5 * expected);
  }

  @Test
  void firstAdamStepHasTheSizeOfTheRate() {
    Matrix parameters = SmallMatrix.zeros(1, 3);
    Adam.step(
        parameters,
        SmallMatrix.zeros(1, 3),
        SmallMatrix.zeros(1, 3),
        SmallMatrix.row(1e-3f, -5, 0),
        0.01f,
        0.9f,
        0.999f,
        1e-12f,
        1);
    assertArrayEquals(new float[] {-0.01f, 0.01f, 0}, SmallMatrix.values(parameters, 0), 1e-6f);
  }

  @Test
  void adamCountsFromOne() {
    Matrix m = SmallMatrix.zeros(1, 3);
    var e =
        assertThrows(
            IllegalArgumentException.class,
            () -> Adam.step(m, m, m, m, 0.01f, 0.9f, 0.999f, 1e-8f, 0));
    assertEquals("step: 0, expected 1 or more", e.getMessage());
  }

  /** Parameters that never receive a gradient keep their values, whatever the optimiser. */
  @Test
  void zeroGradientsDoNotMove() {
    Matrix zero = SmallMatrix.zeros(1, N);
    Matrix parameters = SmallMatrix.filled(1, N, 0.5f);
    Matrix a = SmallMatrix.zeros(1, N);
    Matrix b = SmallMatrix.zeros(1, N);
    Matrix v = SmallMatrix.zeros(1, N);
    GravesRmsProp.step(parameters, a, b, v, zero, 1e-2f, 0.95f, 0.9f, 1e-4f);
    Momentum.step(parameters, v, zero, 1e-2f, 0.9f);
    Adam.step(parameters, a, b, zero, 1e-2f, 0.9f, 0.999f, 1e-8f, 1);
    assertArrayEquals(
        SmallMatrix.values(SmallMatrix.filled(1, N, 0.5f), 0), SmallMatrix.values(parameters, 0));
  }

  /** As threads make it that update common statistics at once. */
  @Test
  void aSquareThatIsMissingItsUpdatesKeepsTheUpdateFinite() {
    Matrix parameters = SmallMatrix.zeros(1, N);
    Matrix velocity = SmallMatrix.zeros(1, N);
    GravesRmsProp.step(
        parameters,
        SmallMatrix.filled(1, N, 1),
        SmallMatrix.filled(1, N, 3),
        velocity,
        SmallMatrix.filled(1, N, 2),
        1e-3f,
        0.95f,
        0.9f,
        1e-4f);
    assertEquals(-1e-3f * 2 / Math.sqrt(1e-4f), parameters.get(0, N - 1), 1e-6);
  }

  @Test
  void clippingRefusesMoreThanOneRow() {
    for (Runnable call :
        new Runnable[] {
          () -> GradientClip.byValue(SmallMatrix.zeros(2, N), 1),
          () -> GradientClip.byNorm(SmallMatrix.zeros(2, N), 1),
          () -> GradientClip.norm(SmallMatrix.zeros(2, N))
        }) {
      var e = assertThrows(IllegalArgumentException.class, call::run);
      assertTrue(e.getMessage().startsWith("gradients: 2x21"), e.getMessage());
    }
  }

  private static double loss(Matrix logits, Matrix targets, Matrix mask) {
    Matrix scratch = SmallMatrix.zeros(1, Simd.padded(logits.columns()));
    return BinaryCrossEntropy.forward(logits, targets, mask, scratch);
  }
}
