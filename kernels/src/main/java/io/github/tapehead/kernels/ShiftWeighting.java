package io.github.tapehead.kernels;

import static io.github.tapehead.kernels.Simd.FLOAT;

import java.lang.foreign.MemorySegment;

/**
 * The shift weightings of all heads: a softmax over each group of neighbouring columns, one group a
 * head. The groups are short, so sums run float by float and only the exponentials on lanes.
 *
 * <pre>
 *   s_i = e^x_i / Σ_j e^x_j          dx_i += s_i · (ds_i − Σ_j s_j · ds_j)          j over a group
 * </pre>
 */
public final class ShiftWeighting {
  private ShiftWeighting() {}

  /**
   * Writes the softmax of each group; the pad of {@code shift} becomes zero.
   *
   * @param shift [batch × heads · shifts]; may be {@code x} itself
   * @param x [batch × heads · shifts]
   * @param shifts columns of a group
   */
  public static void forward(Matrix shift, Matrix x, int shifts) {
    int n = shift.columns();
    requireGroups(n, shifts);
    Shapes.requirePadded("shift", shift, shift.rows(), n);
    Shapes.requirePadded("x", x, shift.rows(), n);
    MemorySegment s = shift.segment();
    for (int r = 0; r < shift.rows(); r++) {
      long so = shift.row(r);
      for (int g = 0; g < n; g += shifts) {
        long group = (long) g * Float.BYTES;
        lower(s, so + group, x.segment(), x.row(r) + group, shifts);
      }
      VectorMath.exp(s, so, s, so, 1f, 0f, n);
      Padding.clear(s, so, n);
      for (int g = 0; g < n; g += shifts) {
        normalize(s, so + (long) g * Float.BYTES, shifts);
      }
    }
  }

  /**
   * Adds the gradient of {@code x} to {@code dx}.
   *
   * @param dx [batch × heads · shifts]
   * @param dShift [batch × heads · shifts]
   * @param shift [batch × heads · shifts], from forward
   * @param shifts columns of a group
   */
  public static void backward(Matrix dx, Matrix dShift, Matrix shift, int shifts) {
    int n = shift.columns();
    requireGroups(n, shifts);
    Shapes.require("dx", dx, shift.rows(), n);
    Shapes.require("dShift", dShift, shift.rows(), n);
    for (int r = 0; r < shift.rows(); r++) {
      for (int g = 0; g < n; g += shifts) {
        long group = (long) g * Float.BYTES;
        backward(
            dx.segment(),
            dx.row(r) + group,
            dShift.segment(),
            dShift.row(r) + group,
            shift.segment(),
            shift.row(r) + group,
            shifts);
      }
    }
  }

  /** s = x − max x. */
  private static void lower(MemorySegment s, long so, MemorySegment x, long xo, int shifts) {
    float max = Float.NEGATIVE_INFINITY;
    for (int i = 0; i < shifts; i++) {
      max = Math.max(max, x.get(FLOAT, xo + (long) i * Float.BYTES));
    }
    for (int i = 0; i < shifts; i++) {
      long at = (long) i * Float.BYTES;
      s.set(FLOAT, so + at, x.get(FLOAT, xo + at) - max);
    }
  }

  private static void normalize(MemorySegment s, long so, int shifts) {
    float sum = 0;
    for (int i = 0; i < shifts; i++) {
      sum += s.get(FLOAT, so + (long) i * Float.BYTES);
    }
    for (int i = 0; i < shifts; i++) {
      long at = so + (long) i * Float.BYTES;
      s.set(FLOAT, at, s.get(FLOAT, at) / sum);
    }
  }

  private static void backward(
      MemorySegment dx,
      long dxo,
      MemorySegment ds,
      long dso,
      MemorySegment s,
      long so,
      int shifts) {
    float mean = 0;
    for (int i = 0; i < shifts; i++) {
      long at = (long) i * Float.BYTES;
      mean = Math.fma(s.get(FLOAT, so + at), ds.get(FLOAT, dso + at), mean);
    }
    for (int i = 0; i < shifts; i++) {
      long at = (long) i * Float.BYTES;
      float gradient = s.get(FLOAT, so + at) * (ds.get(FLOAT, dso + at) - mean);
      dx.set(FLOAT, dxo + at, dx.get(FLOAT, dxo + at) + gradient);
    }
  }

  private static void requireGroups(int columns, int shifts) {
    if (shifts < 1 || columns % shifts != 0) {
      throw new IllegalArgumentException(
          "shifts: " + shifts + ", expected a divisor of " + columns);
    }
  }
}
