package io.github.tapehead.kernels.reference;

import static io.github.tapehead.kernels.reference.ReferenceLayers.add;

import io.github.tapehead.kernels.Matrix;

/**
 * From similarities to a weighting (Graves et al. 2014, section 3.3) as plain loops: softmax,
 * content weighting, interpolation, circular shift, sharpening.
 */
public final class ReferenceAddressing {
  private static final float EPSILON = 1e-16f;

  private ReferenceAddressing() {}

  /** {@link io.github.tapehead.kernels.Softmax#forward}. */
  public static void softmaxForward(Matrix y, Matrix x) {
    for (int r = 0; r < y.rows(); r++) {
      softmax(y, x, r, 0, y.columns(), 1);
    }
  }

  /** {@link io.github.tapehead.kernels.Softmax#backward}. */
  public static void softmaxBackward(Matrix dx, Matrix dy, Matrix y) {
    for (int r = 0; r < dx.rows(); r++) {
      softmaxBackward(dx, dy, y, r, 0, dx.columns());
    }
  }

  /** {@link io.github.tapehead.kernels.ShiftWeighting#forward}. */
  public static void shiftWeightingForward(Matrix shift, Matrix x, int shifts) {
    for (int r = 0; r < shift.rows(); r++) {
      for (int group = 0; group < shift.columns(); group += shifts) {
        softmax(shift, x, r, group, group + shifts, 1);
      }
    }
  }

  /** {@link io.github.tapehead.kernels.ShiftWeighting#backward}. */
  public static void shiftWeightingBackward(Matrix dx, Matrix dShift, Matrix shift, int shifts) {
    for (int r = 0; r < shift.rows(); r++) {
      for (int group = 0; group < shift.columns(); group += shifts) {
        softmaxBackward(dx, dShift, shift, r, group, group + shifts);
      }
    }
  }

  /** {@link io.github.tapehead.kernels.ContentWeighting#forward}. */
  public static void contentForward(Matrix weighting, Matrix similarity, Matrix keyStrength) {
    for (int b = 0; b < weighting.rows(); b++) {
      softmax(weighting, similarity, b, 0, weighting.columns(), keyStrength.get(b, 0));
    }
  }

  /** {@link io.github.tapehead.kernels.ContentWeighting#backward}. */
  public static void contentBackward(
      Matrix dSimilarity,
      Matrix dKeyStrength,
      Matrix dWeighting,
      Matrix weighting,
      Matrix similarity,
      Matrix keyStrength) {
    int n = weighting.columns();
    for (int b = 0; b < weighting.rows(); b++) {
      float mean = dot(weighting, dWeighting, b, 0, n);
      for (int i = 0; i < n; i++) {
        float u = weighting.get(b, i) * (dWeighting.get(b, i) - mean);
        add(dSimilarity, b, i, keyStrength.get(b, 0) * u);
        add(dKeyStrength, b, 0, u * similarity.get(b, i));
      }
    }
  }

  /** {@link io.github.tapehead.kernels.Interpolation#forward}. */
  public static void interpolationForward(
      Matrix gated, Matrix content, Matrix previous, Matrix gate) {
    for (int b = 0; b < gated.rows(); b++) {
      float g = gate.get(b, 0);
      for (int i = 0; i < gated.columns(); i++) {
        gated.set(b, i, g * content.get(b, i) + (1 - g) * previous.get(b, i));
      }
    }
  }

  /** {@link io.github.tapehead.kernels.Interpolation#backward}. */
  public static void interpolationBackward(
      Matrix dContent,
      Matrix dPrevious,
      Matrix dGate,
      Matrix dGated,
      Matrix content,
      Matrix previous,
      Matrix gate) {
    for (int b = 0; b < dGated.rows(); b++) {
      float g = gate.get(b, 0);
      for (int i = 0; i < dGated.columns(); i++) {
        float d = dGated.get(b, i);
        add(dContent, b, i, g * d);
        add(dPrevious, b, i, (1 - g) * d);
        add(dGate, b, 0, d * (content.get(b, i) - previous.get(b, i)));
      }
    }
  }

  /** {@link io.github.tapehead.kernels.CircularShift#forward}. */
  public static void circularShiftForward(Matrix shifted, Matrix gated, Matrix shift) {
    int n = shifted.columns();
    int range = shift.columns() / 2;
    for (int b = 0; b < shifted.rows(); b++) {
      for (int i = 0; i < n; i++) {
        float sum = 0;
        for (int j = -range; j <= range; j++) {
          sum += shift.get(b, range + j) * gated.get(b, Math.floorMod(i - j, n));
        }
        shifted.set(b, i, sum);
      }
    }
  }

  /** {@link io.github.tapehead.kernels.CircularShift#backward}. */
  public static void circularShiftBackward(
      Matrix dGated, Matrix dShift, Matrix dShifted, Matrix gated, Matrix shift) {
    int n = dShifted.columns();
    int range = shift.columns() / 2;
    for (int b = 0; b < dShifted.rows(); b++) {
      for (int i = 0; i < n; i++) {
        for (int j = -range; j <= range; j++) {
          int from = Math.floorMod(i - j, n);
          add(dGated, b, from, shift.get(b, range + j) * dShifted.get(b, i));
          add(dShift, b, range + j, gated.get(b, from) * dShifted.get(b, i));
        }
      }
    }
  }

  /** {@link io.github.tapehead.kernels.Sharpening#forward}. */
  public static void sharpeningForward(
      Matrix weighting, Matrix logShifted, Matrix shifted, Matrix sharpening) {
    for (int b = 0; b < weighting.rows(); b++) {
      for (int i = 0; i < weighting.columns(); i++) {
        logShifted.set(b, i, (float) Math.log(shifted.get(b, i) + EPSILON));
      }
      softmax(weighting, logShifted, b, 0, weighting.columns(), sharpening.get(b, 0));
    }
  }

  /** {@link io.github.tapehead.kernels.Sharpening#backward}. */
  public static void sharpeningBackward(
      Matrix dShifted,
      Matrix dSharpening,
      Matrix dWeighting,
      Matrix weighting,
      Matrix logShifted,
      Matrix shifted,
      Matrix sharpening) {
    int n = weighting.columns();
    for (int b = 0; b < weighting.rows(); b++) {
      float mean = dot(weighting, dWeighting, b, 0, n);
      for (int i = 0; i < n; i++) {
        float u = weighting.get(b, i) * (dWeighting.get(b, i) - mean);
        add(dShifted, b, i, sharpening.get(b, 0) * u / (shifted.get(b, i) + EPSILON));
        add(dSharpening, b, 0, u * logShifted.get(b, i));
      }
    }
  }

  /** Columns [from, to) of row r of y become the softmax of factor · x. */
  private static void softmax(Matrix y, Matrix x, int r, int from, int to, float factor) {
    float max = Float.NEGATIVE_INFINITY;
    for (int i = from; i < to; i++) {
      max = Math.max(max, factor * x.get(r, i));
    }
    float sum = 0;
    for (int i = from; i < to; i++) {
      y.set(r, i, (float) Math.exp(factor * x.get(r, i) - max));
      sum += y.get(r, i);
    }
    for (int i = from; i < to; i++) {
      y.set(r, i, y.get(r, i) / sum);
    }
  }

  private static void softmaxBackward(Matrix dx, Matrix dy, Matrix y, int r, int from, int to) {
    float mean = dot(y, dy, r, from, to);
    for (int i = from; i < to; i++) {
      add(dx, r, i, y.get(r, i) * (dy.get(r, i) - mean));
    }
  }

  private static float dot(Matrix x, Matrix y, int r, int from, int to) {
    float sum = 0;
    for (int i = from; i < to; i++) {
      sum += x.get(r, i) * y.get(r, i);
    }
    return sum;
  }
}
