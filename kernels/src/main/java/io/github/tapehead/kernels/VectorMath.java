package io.github.tapehead.kernels;

import static io.github.tapehead.kernels.Simd.F;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

/**
 * exp, log, tanh, sigmoid and softplus on lanes: polynomials of our own, which give the same bits
 * interpreted and compiled, on every CPU.
 *
 * <table>
 * <caption>Contracts, tested over a sweep of all floats</caption>
 * <tr><th>function</th><th>error</th><th>range</th></tr>
 * <tr><td>exp</td><td>≤ 2 ulp</td><td>0 below −87.33, ∞ above 88.72; never subnormal</td></tr>
 * <tr><td>log</td><td>≤ 2 ulp</td><td>normal positive numbers</td></tr>
 * <tr><td>tanh</td><td>≤ 4 ulp</td><td>all; exactly ±1 beyond ±10</td></tr>
 * <tr><td>sigmoid</td><td>≤ 4 ulp</td><td>all; held above 1.6e−38, never subnormal</td></tr>
 * <tr><td>softplus</td><td>≤ 4 ulp</td><td>all; 0 below −87.33</td></tr>
 * </table>
 *
 * <p>NaN gives NaN. Each is a small method that C2 inlines into the one kernel loop that calls it;
 * a loop should call only one of them, for C2 stops inlining in methods of many vector operations.
 */
final class VectorMath {
  private static final float LOG2_E = 1.44269504f;
  // ln 2 in two parts: the first has trailing zero bits, so that n · LN2_HIGH is exact.
  private static final float LN2_HIGH = 0.693359375f;
  private static final float LN2_LOW = -2.12194440e-4f;
  // 1.5 · 2^23: adding it rounds to an integer that then stands in the low bits of the sum.
  private static final float ROUND = 12582912f;
  private static final float EXP_MIN = -87.33654f;
  private static final float EXP_MAX = 88.72283f;
  private static final int MANTISSA_BITS = 23;
  private static final int SIGN_BIT = 0x80000000;
  private static final int ONE_BITS = 0x3f800000;

  private VectorMath() {}

  /** e to the x. */
  static FloatVector exp(FloatVector x) {
    FloatVector shifted = x.fma(FloatVector.broadcast(F, LOG2_E), FloatVector.broadcast(F, ROUND));
    FloatVector n = shifted.sub(ROUND);
    FloatVector r = n.fma(FloatVector.broadcast(F, -LN2_HIGH), x);
    r = n.fma(FloatVector.broadcast(F, -LN2_LOW), r);
    FloatVector p = FloatVector.broadcast(F, 1.9875691500e-4f);
    p = p.fma(r, FloatVector.broadcast(F, 1.3981999507e-3f));
    p = p.fma(r, FloatVector.broadcast(F, 8.3334519073e-3f));
    p = p.fma(r, FloatVector.broadcast(F, 4.1665795894e-2f));
    p = p.fma(r, FloatVector.broadcast(F, 1.6666665459e-1f));
    p = p.fma(r, FloatVector.broadcast(F, 5.0000001201e-1f));
    p = p.fma(r.mul(r), r.add(1f));
    IntVector scale = shifted.reinterpretAsInts().lanewise(VectorOperators.LSHL, MANTISSA_BITS);
    FloatVector y = p.reinterpretAsInts().add(scale).reinterpretAsFloats();
    y = y.blend(0f, x.lt(EXP_MIN));
    return y.blend(Float.POSITIVE_INFINITY, x.compare(VectorOperators.GT, EXP_MAX));
  }

  /** The natural logarithm of normal positive numbers. */
  static FloatVector log(FloatVector x) {
    // x = m · 2^e with m in [√½, √2).
    IntVector bits = x.reinterpretAsInts();
    IntVector e = bits.sub(0x3f3504f3).lanewise(VectorOperators.ASHR, MANTISSA_BITS);
    FloatVector m =
        bits.sub(e.lanewise(VectorOperators.LSHL, MANTISSA_BITS)).reinterpretAsFloats().sub(1f);
    FloatVector n = (FloatVector) e.convert(VectorOperators.I2F, 0);
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
    FloatVector y = p.mul(m).mul(z);
    y = n.fma(FloatVector.broadcast(F, LN2_LOW), y);
    y = z.fma(FloatVector.broadcast(F, -0.5f), y);
    return n.fma(FloatVector.broadcast(F, LN2_HIGH), m.add(y));
  }

  /** The hyperbolic tangent, through expm1(−2|x|). */
  static FloatVector tanh(FloatVector x) {
    FloatVector a = x.abs();
    a = a.blend(10f, a.compare(VectorOperators.GT, 10f)).mul(-2f);
    FloatVector shifted = a.fma(FloatVector.broadcast(F, LOG2_E), FloatVector.broadcast(F, ROUND));
    FloatVector n = shifted.sub(ROUND);
    FloatVector r = n.fma(FloatVector.broadcast(F, -LN2_HIGH), a);
    r = n.fma(FloatVector.broadcast(F, -LN2_LOW), r);
    FloatVector p = FloatVector.broadcast(F, 1.9875691500e-4f);
    p = p.fma(r, FloatVector.broadcast(F, 1.3981999507e-3f));
    p = p.fma(r, FloatVector.broadcast(F, 8.3334519073e-3f));
    p = p.fma(r, FloatVector.broadcast(F, 4.1665795894e-2f));
    p = p.fma(r, FloatVector.broadcast(F, 1.6666665459e-1f));
    p = p.fma(r, FloatVector.broadcast(F, 5.0000001201e-1f));
    p = p.fma(r.mul(r), r);
    // expm1(a) = 2^n · expm1(r) + (2^n − 1)
    FloatVector power =
        shifted
            .reinterpretAsInts()
            .lanewise(VectorOperators.LSHL, MANTISSA_BITS)
            .add(ONE_BITS)
            .reinterpretAsFloats();
    FloatVector e = power.fma(p, power.sub(1f));
    IntVector magnitude = e.div(e.add(2f)).abs().reinterpretAsInts();
    IntVector sign = x.reinterpretAsInts().and(SIGN_BIT);
    return magnitude.or(sign).reinterpretAsFloats();
  }

  /** The logistic function 1 / (1 + e^−x). */
  static FloatVector sigmoid(FloatVector x) {
    FloatVector bounded = x.blend(-87f, x.lt(-87f));
    return FloatVector.broadcast(F, 1f).div(exp(bounded.neg()).add(1f));
  }

  /** log(1 + e^x), as max(x, 0) + log1p(e^−|x|). */
  static FloatVector softplus(FloatVector x) {
    FloatVector u = exp(x.abs().neg());
    FloatVector y = u.add(1f);
    // log(1 + u) = log(y) + (u − (y − 1)) / y: the second term is what rounding took from 1 + u.
    FloatVector log1p = log(y).add(u.sub(y.sub(1f)).div(y));
    return log1p.add(x.blend(0f, x.lt(0f)));
  }
}
