package io.github.tapehead.kernels;

import static io.github.tapehead.kernels.Simd.F;
import static io.github.tapehead.kernels.Simd.I;
import static io.github.tapehead.kernels.Simd.LANES;
import static io.github.tapehead.kernels.Simd.ORDER;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

/**
 * exp, log and tanh of a row: polynomials of our own, which give the same bits interpreted and
 * compiled, on every CPU. Each is one loop and the only user of its polynomial; {@link Sigmoid},
 * {@link Softplus}, {@link Exponential}, {@link Softmax} and {@link Sharpening} call them between
 * short loops of their own over the same row, which stays in the first-level cache.
 *
 * <table>
 * <caption>Contracts</caption>
 * <tr><th>function</th><th>error</th><th>range</th></tr>
 * <tr><td>exp</td><td>≤ 2 ulp</td><td>all; 0 below −86.98, ∞ above 88.72; never subnormal</td></tr>
 * <tr><td>log</td><td>≤ 3 ulp</td><td>sums that are normal positive numbers</td></tr>
 * <tr><td>tanh</td><td>≤ 6 ulp</td><td>all; never beyond ±1</td></tr>
 * </table>
 *
 * <p>NaN gives NaN. All run up to whole vectors; {@code y} and {@code x} may be the same row.
 *
 * <p>Bits of floats become integers, and the reverse, through {@code y} in memory. The vector
 * reinterpretations of the JDK go through heap segments while they are interpreted; C2 then takes
 * every segment for one that may be on the heap, in every kernel, and checks it anew at each
 * access.
 */
final class VectorMath {
  private static final float LOG2_E = 1.44269504f;
  // ln 2 in two parts: the first has trailing zero bits, so that n · LN2_HIGH is exact.
  private static final float LN2_HIGH = 0.693359375f;
  private static final float LN2_LOW = -2.12194440e-4f;
  // 1.5 · 2^23: adding it rounds to an integer that then stands in the low bits of the sum.
  private static final float ROUND = 12582912f;
  private static final int ROUND_BITS = 0x4b400000;
  private static final int BIAS = 127;
  private static final float EXP_MIN = -86.98f;
  private static final float EXP_MAX = 88.72283f;
  private static final int MANTISSA_BITS = 23;
  private static final int SQRT_HALF_BITS = 0x3f3504f3;
  private static final float TANH_MAX = 9.05f;

  private VectorMath() {}

  /** y = e^(factor · x + shift), the exponent rounded once. */
  static void exp(
      MemorySegment y, long yo, MemorySegment x, long xo, float factor, float shift, int n) {
    FloatVector scale = FloatVector.broadcast(F, factor);
    FloatVector offset = FloatVector.broadcast(F, shift);
    for (int c = 0; c < n; c += LANES) {
      long lane = (long) c * Float.BYTES;
      FloatVector e = FloatVector.fromMemorySegment(F, x, xo + lane, ORDER).fma(scale, offset);
      FloatVector rounded =
          e.fma(FloatVector.broadcast(F, LOG2_E), FloatVector.broadcast(F, ROUND));
      FloatVector whole = rounded.sub(ROUND);
      FloatVector r = whole.fma(FloatVector.broadcast(F, -LN2_HIGH), e);
      r = whole.fma(FloatVector.broadcast(F, -LN2_LOW), r);
      FloatVector p = FloatVector.broadcast(F, 1.9875691500e-4f);
      p = p.fma(r, FloatVector.broadcast(F, 1.3981999507e-3f));
      p = p.fma(r, FloatVector.broadcast(F, 8.3334519073e-3f));
      p = p.fma(r, FloatVector.broadcast(F, 4.1665795894e-2f));
      p = p.fma(r, FloatVector.broadcast(F, 1.6666665459e-1f));
      p = p.fma(r, FloatVector.broadcast(F, 5.0000001201e-1f));
      p = p.fma(r.mul(r), r.add(1f));
      rounded.intoMemorySegment(y, yo + lane, ORDER);
      IntVector.fromMemorySegment(I, y, yo + lane, ORDER)
          .add(BIAS - 1)
          .lanewise(VectorOperators.LSHL, MANTISSA_BITS)
          .intoMemorySegment(y, yo + lane, ORDER);
      // Half the power of two, for the power itself may be beyond the largest float.
      FloatVector half = FloatVector.fromMemorySegment(F, y, yo + lane, ORDER);
      FloatVector value = p.add(p).mul(half).blend(0f, e.lt(EXP_MIN));
      // Beyond the largest float, and for NaN, the exponent times infinity is the result.
      FloatVector beyond = e.mul(Float.POSITIVE_INFINITY);
      beyond
          .blend(value, e.compare(VectorOperators.LE, EXP_MAX))
          .intoMemorySegment(y, yo + lane, ORDER);
    }
  }

  /**
   * y = log(plus + x), with what rounding took from the sum put back, so that log(1 + x) is exact
   * for small x too. {@code plus} must be positive.
   */
  static void log(MemorySegment y, long yo, MemorySegment x, long xo, float plus, int n) {
    for (int c = 0; c < n; c += LANES) {
      long lane = (long) c * Float.BYTES;
      FloatVector addend = FloatVector.fromMemorySegment(F, x, xo + lane, ORDER);
      FloatVector s = addend.add(plus);
      FloatVector lost = addend.sub(s.sub(plus)).div(s);
      // s = (1 + m) · 2^e with 1 + m in [√½, √2).
      s.intoMemorySegment(y, yo + lane, ORDER);
      IntVector bits = IntVector.fromMemorySegment(I, y, yo + lane, ORDER);
      IntVector e = bits.sub(SQRT_HALF_BITS).lanewise(VectorOperators.ASHR, MANTISSA_BITS);
      bits.sub(e.lanewise(VectorOperators.LSHL, MANTISSA_BITS))
          .intoMemorySegment(y, yo + lane, ORDER);
      FloatVector m = FloatVector.fromMemorySegment(F, y, yo + lane, ORDER).sub(1f);
      e.add(ROUND_BITS).intoMemorySegment(y, yo + lane, ORDER);
      FloatVector whole = FloatVector.fromMemorySegment(F, y, yo + lane, ORDER).sub(ROUND);
      FloatVector p = FloatVector.broadcast(F, 7.0376836292e-2f);
      p = p.fma(m, FloatVector.broadcast(F, -1.1514610310e-1f));
      p = p.fma(m, FloatVector.broadcast(F, 1.1676998740e-1f));
      p = p.fma(m, FloatVector.broadcast(F, -1.2420140846e-1f));
      p = p.fma(m, FloatVector.broadcast(F, 1.4249322787e-1f));
      p = p.fma(m, FloatVector.broadcast(F, -1.6668057665e-1f));
      p = p.fma(m, FloatVector.broadcast(F, 2.0000714765e-1f));
      p = p.fma(m, FloatVector.broadcast(F, -2.4999993993e-1f));
      p = p.fma(m, FloatVector.broadcast(F, 3.3333331174e-1f));
      FloatVector z = m.mul(m);
      FloatVector value = whole.fma(FloatVector.broadcast(F, LN2_LOW), p.mul(m).mul(z));
      value = z.fma(FloatVector.broadcast(F, -0.5f), value).add(lost);
      value = whole.fma(FloatVector.broadcast(F, LN2_HIGH), m.add(value));
      value.intoMemorySegment(y, yo + lane, ORDER);
    }
  }

  /**
   * y = tanh(x), as a quotient of two polynomials in x², minimax in relative error over [−9.05,
   * 9.05]; beyond, tanh is 1 to half an ulp.
   */
  static void tanh(MemorySegment y, long yo, MemorySegment x, long xo, int n) {
    for (int c = 0; c < n; c += LANES) {
      long lane = (long) c * Float.BYTES;
      FloatVector a = FloatVector.fromMemorySegment(F, x, xo + lane, ORDER);
      a = a.blend(TANH_MAX, a.compare(VectorOperators.GT, TANH_MAX));
      a = a.blend(-TANH_MAX, a.lt(-TANH_MAX));
      FloatVector z = a.mul(a);
      FloatVector p = FloatVector.broadcast(F, -1.2140397e-11f);
      p = p.fma(z, FloatVector.broadcast(F, 3.0500143e-8f));
      p = p.fma(z, FloatVector.broadcast(F, 2.7972232e-5f));
      p = p.fma(z, FloatVector.broadcast(F, 3.8665843e-3f));
      p = p.fma(z, FloatVector.broadcast(F, 1.3678524e-1f));
      p = p.fma(z, FloatVector.broadcast(F, 1f)).mul(a);
      FloatVector q = FloatVector.broadcast(F, 1.284903e-6f);
      q = q.fma(z, FloatVector.broadcast(F, 3.9355553e-4f));
      q = q.fma(z, FloatVector.broadcast(F, 2.723946e-2f));
      q = q.fma(z, FloatVector.broadcast(F, 4.7011855e-1f));
      q = q.fma(z, FloatVector.broadcast(F, 1f));
      FloatVector value = p.div(q);
      value = value.blend(1f, value.compare(VectorOperators.GT, 1f));
      value.blend(-1f, value.lt(-1f)).intoMemorySegment(y, yo + lane, ORDER);
    }
  }
}
