package io.github.tapehead.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.foreign.MemorySegment;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sums of a row have the bits of a scalar computation in the same order, in every call. */
@RequiresVectorBits
class ReductionsTest {
  private static final int TRIALS = 3000;
  private static final float CENTRE = 0.3f;

  private final SplittableRandom random = new SplittableRandom(7);

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 4, 5, 8, 13, 16, 33, 131})
  void sumsHaveOneOrder(int n) {
    Matrix a = SmallMatrix.zeros(1, n);
    Matrix b = SmallMatrix.zeros(1, n);
    Matrix c = SmallMatrix.zeros(1, n);
    MemorySegment x = a.segment();
    MemorySegment y = b.segment();
    MemorySegment z = c.segment();
    for (int trial = 0; trial < TRIALS; trial++) {
      randomize(a);
      randomize(b);
      randomize(c);
      float sum = inOrder(n, (i, s) -> s + a.get(0, i));
      assertEquals(sum, Reductions.sum(x, 0, n), 0f);
      float dot = inOrder(n, (i, s) -> Math.fma(a.get(0, i), b.get(0, i), s));
      assertEquals(dot, Reductions.dot(x, 0, y, 0, n), 0f);
      float fromCentre = inOrder(n, (i, s) -> Math.fma(a.get(0, i) - CENTRE, b.get(0, i), s));
      assertEquals(fromCentre, Reductions.centredDot(x, 0, CENTRE, y, 0, n), 0f);
      float centred =
          inOrder(n, (i, s) -> Math.fma((a.get(0, i) - CENTRE) * b.get(0, i), c.get(0, i), s));
      assertEquals(centred, Reductions.centredDot(x, 0, CENTRE, y, 0, z, 0, n), 0f);
      float difference = inOrder(n, (i, s) -> Math.fma(b.get(0, i) - c.get(0, i), a.get(0, i), s));
      assertEquals(difference, Reductions.dotDifference(x, 0, y, 0, z, 0, n), 0f);
    }
  }

  /** Adds the term of an element to a sum. */
  private interface Term {
    float add(int element, float sum);
  }

  /** Every lane in order, then halves. */
  private static float inOrder(int n, Term term) {
    float[] lanes = new float[Simd.LANES];
    for (int i = 0; i < n; i++) {
      lanes[i % Simd.LANES] = term.add(i, lanes[i % Simd.LANES]);
    }
    for (int half = lanes.length / 2; half > 0; half /= 2) {
      for (int i = 0; i < half; i++) {
        lanes[i] += lanes[i + half];
      }
    }
    return lanes[0];
  }

  private void randomize(Matrix row) {
    for (int i = 0; i < row.columns(); i++) {
      double scale = Math.pow(2, random.nextInt(-12, 12));
      row.set(0, i, (float) (random.nextDouble(-1, 1) * scale));
    }
  }
}
