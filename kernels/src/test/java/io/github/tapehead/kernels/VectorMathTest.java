package io.github.tapehead.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.lang.foreign.MemorySegment;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/**
 * The contracts of {@link VectorMath}, {@link Sigmoid}, {@link Softplus} and {@link Exponential}
 * over a sweep of all floats: bit patterns a prime apart, against {@link StrictMath} in doubles.
 */
@RequiresVectorBits
class VectorMathTest {
  private static final int STRIDE = 2011;
  private static final int BLOCK = 1024;
  private static final float LARGEST = Float.MAX_VALUE;
  private static final Function EXP = (y, x, n) -> VectorMath.exp(y, 0, x, 0, 1, 0, n);
  private static final Function LOG_OF_ONE_PLUS = (y, x, n) -> VectorMath.log(y, 0, x, 0, 1, n);
  private static final Function LOG = (y, x, n) -> VectorMath.log(y, 0, x, 0, 1e-16f, n);
  private static final Function TANH = (y, x, n) -> VectorMath.tanh(y, 0, x, 0, n);
  private static final Function SIGMOID = (y, x, n) -> Sigmoid.forward(row(y, n), row(x, n));
  private static final Function EXPONENTIAL =
      (y, x, n) -> Exponential.forward(row(y, n), row(x, n));
  private static final Function SOFTPLUS = (y, x, n) -> Softplus.forward(row(y, n), row(x, n));

  @Test
  void expIsWithinTwoUlpSaturatesExactlyAndIsNeverSubnormal() {
    sweep(
        "exp",
        EXP,
        StrictMath::exp,
        -86.97f,
        88.72f,
        2,
        (x, y) ->
            x < -86.99f
                ? y == 0
                : x > 88.73f
                    ? y == Float.POSITIVE_INFINITY
                    : y >= Float.MIN_NORMAL || y == 0 && x < -86.97f);
  }

  @Test
  void logIsWithinThreeUlp() {
    Check any = (x, y) -> true;
    sweep("log(x + 1e-16)", LOG, x -> StrictMath.log(x + 1e-16f), 0, LARGEST, 3, any);
    sweep("log(1 + x)", LOG_OF_ONE_PLUS, StrictMath::log1p, -0.99f, LARGEST, 3, any);
  }

  @Test
  void tanhIsWithinSixUlpStaysWithinOneAndKeepsTheSign() {
    sweep(
        "tanh",
        TANH,
        StrictMath::tanh,
        -LARGEST,
        LARGEST,
        6,
        (x, y) -> Math.abs(y) <= 1 && Math.copySign(1f, x) == Math.copySign(1f, y));
    assertEquals(-0f, apply(TANH, -0f));
    assertEquals(0f, apply(TANH, 0f));
    assertEquals(1f, apply(TANH, Float.POSITIVE_INFINITY), 6 * Math.ulp(0.99f));
  }

  @Test
  void sigmoidIsWithinFourUlpAndNormalOrZero() {
    sweep(
        "sigmoid",
        SIGMOID,
        x -> 1 / (1 + StrictMath.exp(-x)),
        -86.97f,
        LARGEST,
        4,
        (x, y) -> y <= 1 && (y >= Float.MIN_NORMAL || y == 0 && x < -86.97f));
  }

  @Test
  void softplusIsWithinFourUlpAndNormalOrZero() {
    sweep(
        "softplus",
        SOFTPLUS,
        VectorMathTest::softplus,
        -86.97f,
        LARGEST,
        4,
        (x, y) -> y >= Float.MIN_NORMAL || y == 0 && x < -86.97f);
  }

  @Test
  void exponentialIsWithinTwoUlpAndNeverInfinite() {
    sweep(
        "exponential",
        EXPONENTIAL,
        StrictMath::exp,
        -86.97f,
        88.72f,
        2,
        (x, y) -> x > 88.73f ? y == LARGEST : y >= Float.MIN_NORMAL || y == 0 && x < -86.97f);
  }

  @Test
  void exponentIsRoundedOnce() {
    Matrix x = SmallMatrix.row(0.1f, 0.7f, -0.3f);
    Matrix y = SmallMatrix.zeros(1, 3);
    VectorMath.exp(y.segment(), 0, x.segment(), 0, 50f, -5f, 3);
    for (int i = 0; i < 3; i++) {
      double expected = Math.exp(Math.fma(x.get(0, i), 50f, -5f));
      assertEquals(expected, y.get(0, i), 3e-7 * expected);
    }
  }

  @Test
  void notANumberGivesNotANumber() {
    for (int bits : new int[] {0x7fc00000, 0xffc00000, 0x7fc00001, 0xffc12345, 0x7fffffff}) {
      float nan = Float.intBitsToFloat(bits);
      String what = Integer.toHexString(bits);
      assertEquals(Float.NaN, apply(EXP, nan), "exp " + what);
      assertEquals(Float.NaN, apply(LOG, nan), "log " + what);
      assertEquals(Float.NaN, apply(TANH, nan), "tanh " + what);
      assertEquals(Float.NaN, apply(SIGMOID, nan), "sigmoid " + what);
      assertEquals(Float.NaN, apply(SOFTPLUS, nan), "softplus " + what);
      assertEquals(Float.NaN, apply(EXPONENTIAL, nan), "exponential " + what);
    }
  }

  /** Writes a function of a row of {@code n} floats. */
  private interface Function {
    void apply(MemorySegment y, MemorySegment x, int n);
  }

  /** What holds for every argument, infinities included, and the function's value. */
  private interface Check {
    boolean holds(float x, float y);
  }

  /** Checks all floats, and the error of those from {@code low} to {@code high}. */
  private static void sweep(
      String name,
      Function function,
      DoubleUnaryOperator exact,
      float low,
      float high,
      double limit,
      Check check) {
    Matrix in = SmallMatrix.zeros(1, BLOCK);
    Matrix out = SmallMatrix.zeros(1, BLOCK);
    double worst = 0;
    float at = 0;
    for (long bits = Integer.MIN_VALUE; bits <= Integer.MAX_VALUE; bits += (long) BLOCK * STRIDE) {
      for (int i = 0; i < BLOCK; i++) {
        long each = Math.min(bits + (long) i * STRIDE, Integer.MAX_VALUE);
        in.set(0, i, Float.intBitsToFloat((int) each));
      }
      function.apply(out.segment(), in.segment(), BLOCK);
      for (int i = 0; i < BLOCK; i++) {
        float x = in.get(0, i);
        float y = out.get(0, i);
        if (!Float.isNaN(x) && !check.holds(x, y)) {
          fail(name + " of " + x + ": " + y);
        }
        if (x >= low && x <= high) {
          double expected = exact.applyAsDouble(x);
          double error = Math.abs(y - expected) / Math.ulp((float) expected);
          if (!(error <= worst)) {
            worst = Double.isNaN(error) ? Double.POSITIVE_INFINITY : error;
            at = x;
          }
        }
      }
    }
    assertTrue(worst <= limit, "%s: %.3f ulp at %s".formatted(name, worst, at));
  }

  private static float apply(Function function, float x) {
    Matrix y = SmallMatrix.zeros(1, 1);
    function.apply(y.segment(), SmallMatrix.row(x).segment(), 1);
    return y.get(0, 0);
  }

  private static Matrix row(MemorySegment segment, int n) {
    return new Matrix(segment, 0, 1, n, n);
  }

  private static double softplus(double x) {
    return Math.max(x, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(x)));
  }
}
