package io.github.tapehead.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;
import jdk.incubator.vector.FloatVector;
import org.junit.jupiter.api.Test;

/**
 * The contracts of {@link VectorMath} over a sweep of all floats: bit patterns a prime apart,
 * against {@link StrictMath} in doubles.
 */
@RequiresVectorBits
class VectorMathTest {
  private static final int STRIDE = 2011;
  private static final float LARGEST_EXP = 88.72f;
  private static final float SMALLEST_EXP = -87.33f;

  @Test
  void expIsWithinTwoUlp() {
    sweep("exp", VectorMath::exp, StrictMath::exp, SMALLEST_EXP, LARGEST_EXP, 2);
  }

  @Test
  void logIsWithinTwoUlp() {
    sweep("log", VectorMath::log, StrictMath::log, Float.MIN_NORMAL, Float.MAX_VALUE, 2);
  }

  @Test
  void tanhIsWithinFourUlp() {
    sweep("tanh", VectorMath::tanh, StrictMath::tanh, -Float.MAX_VALUE, Float.MAX_VALUE, 4);
  }

  @Test
  void sigmoidIsWithinFourUlp() {
    sweep("sigmoid", VectorMath::sigmoid, VectorMathTest::sigmoid, -87f, Float.MAX_VALUE, 4);
  }

  @Test
  void softplusIsWithinFourUlp() {
    sweep(
        "softplus",
        VectorMath::softplus,
        VectorMathTest::softplus,
        SMALLEST_EXP,
        Float.MAX_VALUE,
        4);
  }

  @Test
  void expSaturatesExactlyAndIsNeverSubnormal() {
    allFloats(
        VectorMath::exp,
        (x, y) -> {
          if (x < -87.34f) {
            assertEquals(0f, y, 0f, "exp " + x);
          } else if (x > 88.73f) {
            assertEquals(Float.POSITIVE_INFINITY, y, "exp " + x);
          } else if (y == y) {
            assertTrue(y >= Float.MIN_NORMAL || y == 0 && x < SMALLEST_EXP, "exp " + x + ": " + y);
          }
        });
  }

  @Test
  void tanhSaturatesExactlyAndKeepsTheSign() {
    allFloats(
        VectorMath::tanh,
        (x, y) -> {
          if (Math.abs(x) > 10) {
            assertEquals(Math.signum(x), y, "tanh " + x);
          } else if (x == x) {
            assertTrue(Math.abs(y) <= 1, "tanh " + x + ": " + y);
            assertEquals(Math.copySign(1f, x), Math.copySign(1f, y), "sign of tanh " + x);
          }
        });
    assertEquals(0f, apply(VectorMath::tanh, 0f));
    assertEquals(-0f, apply(VectorMath::tanh, -0f));
  }

  @Test
  void sigmoidStaysNormalAndAtMostOne() {
    allFloats(
        VectorMath::sigmoid,
        (x, y) -> {
          if (x == x) {
            assertTrue(y > 1.6e-38f && y <= 1, "sigmoid " + x + ": " + y);
          }
        });
  }

  @Test
  void softplusIsZeroFarBelow() {
    allFloats(
        VectorMath::softplus,
        (x, y) -> {
          if (x < -87.34f) {
            assertEquals(0f, y, 0f, "softplus " + x);
          }
        });
  }

  @Test
  void notANumberGivesNotANumber() {
    for (int bits : new int[] {0x7fc00000, 0xffc00000, 0x7fc00001, 0xffc12345, 0x7fffffff}) {
      float nan = Float.intBitsToFloat(bits);
      String what = Integer.toHexString(bits);
      assertEquals(Float.NaN, apply(VectorMath::exp, nan), "exp " + what);
      assertEquals(Float.NaN, apply(VectorMath::log, nan), "log " + what);
      assertEquals(Float.NaN, apply(VectorMath::tanh, nan), "tanh " + what);
      assertEquals(Float.NaN, apply(VectorMath::sigmoid, nan), "sigmoid " + what);
      assertEquals(Float.NaN, apply(VectorMath::softplus, nan), "softplus " + what);
    }
  }

  @Test
  void lanesDoNotDependOnTheirNeighbours() {
    float[] in = new float[Simd.LANES];
    for (int i = 0; i < in.length; i++) {
      in[i] = 3.7f * (i - 2);
    }
    FloatVector all = VectorMath.exp(FloatVector.fromArray(Simd.F, in, 0));
    for (int i = 0; i < in.length; i++) {
      assertEquals(apply(VectorMath::exp, in[i]), all.lane(i));
    }
  }

  /** Receives an argument and the function's value. */
  private interface Check {
    void accept(float x, float y);
  }

  private static void sweep(
      String name,
      UnaryOperator<FloatVector> function,
      DoubleUnaryOperator exact,
      float low,
      float high,
      double limit) {
    double[] worst = new double[2];
    allFloats(
        function,
        (x, y) -> {
          if (x >= low && x <= high) {
            double expected = exact.applyAsDouble(x);
            double ulp = Math.max(Math.ulp((float) expected), Float.MIN_NORMAL * 0x1p-23);
            double error = Math.abs(y - expected) / ulp;
            if (!(error <= worst[0])) {
              worst[0] = error;
              worst[1] = x;
            }
          }
        });
    System.out.printf("%s: %.3f ulp at %s%n", name, worst[0], (float) worst[1]);
    assertTrue(worst[0] <= limit, name + ": " + worst[0] + " ulp at " + (float) worst[1]);
  }

  private static void allFloats(UnaryOperator<FloatVector> function, Check check) {
    float[] in = new float[Simd.LANES];
    float[] out = new float[Simd.LANES];
    long bits = Integer.MIN_VALUE;
    while (bits <= Integer.MAX_VALUE) {
      for (int i = 0; i < in.length; i++, bits += STRIDE) {
        in[i] = Float.intBitsToFloat((int) Math.min(bits, Integer.MAX_VALUE));
      }
      function.apply(FloatVector.fromArray(Simd.F, in, 0)).intoArray(out, 0);
      for (int i = 0; i < in.length; i++) {
        check.accept(in[i], out[i]);
      }
    }
  }

  private static float apply(UnaryOperator<FloatVector> function, float x) {
    return function.apply(FloatVector.broadcast(Simd.F, x)).lane(0);
  }

  private static double sigmoid(double x) {
    return 1 / (1 + StrictMath.exp(-x));
  }

  private static double softplus(double x) {
    return Math.max(x, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(x)));
  }
}
