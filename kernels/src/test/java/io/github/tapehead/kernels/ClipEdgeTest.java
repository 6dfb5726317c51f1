package io.github.tapehead.kernels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import org.junit.jupiter.api.Test;

/** Clipping at the limit, at the ends of the floats, and from clipped values. */
@RequiresVectorBits
class ClipEdgeTest {
  private static final float LIMIT = 1.5f;

  private static Matrix values() {
    float inside = Math.nextDown(LIMIT);
    return SmallMatrix.row(
        Float.NEGATIVE_INFINITY,
        -LIMIT,
        -inside,
        -0f,
        inside,
        LIMIT,
        Math.nextUp(LIMIT),
        Float.MAX_VALUE,
        Float.POSITIVE_INFINITY,
        Float.NaN);
  }

  @Test
  void onlyWhatIsBeyondTheLimitChanges() {
    Matrix y = SmallMatrix.zeros(1, 10);
    Clip.forward(y, values(), LIMIT);
    float inside = Math.nextDown(LIMIT);
    assertArrayEquals(
        new float[] {-LIMIT, -LIMIT, -inside, -0f, inside, LIMIT, LIMIT, LIMIT, LIMIT, Float.NaN},
        SmallMatrix.values(y, 0));
  }

  @Test
  void clippedValuesGiveTheSameGradientAsThoseBefore() {
    Matrix x = values();
    Matrix y = SmallMatrix.zeros(1, 10);
    Clip.forward(y, x, LIMIT);
    for (Matrix either : new Matrix[] {x, y}) {
      Matrix dx = SmallMatrix.row(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
      Clip.backward(dx, either, LIMIT);
      float[] expected = {0, 0, 3, 4, 5, 0, 0, 0, 0, 10};
      assertArrayEquals(expected, SmallMatrix.values(dx, 0));
    }
  }
}
