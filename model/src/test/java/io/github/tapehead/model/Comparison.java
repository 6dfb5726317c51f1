package io.github.tapehead.model;

import static org.junit.jupiter.api.Assertions.fail;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Compares tensors and reports on all of them at once: which of them deviate, and by how much,
 * tells more about a wrong gradient than the first wrong number does.
 */
final class Comparison {
  private final String subject;
  private final List<String> lines = new ArrayList<>();
  private boolean failed;

  /**
   * An empty comparison.
   *
   * @param subject what the failure message begins with: everything needed to repeat the case
   */
  Comparison(String subject) {
    this.subject = subject;
  }

  /** Requires every entry to be within {@code bound} of the tensor's largest absolute entry. */
  Comparison add(String name, double[] expected, double[] actual, double bound) {
    return add(name, expected, actual, bound, 0);
  }

  /** The same, and allows every entry an absolute error beside the relative one. */
  Comparison add(String name, double[] expected, double[] actual, double bound, double absolute) {
    if (expected.length != actual.length) {
      failed = true;
      lines.add(name + ": " + actual.length + " values, expected " + expected.length);
      return this;
    }
    double scale = Arrays.stream(expected).map(Math::abs).max().orElse(0);
    double worst = 0;
    int at = 0;
    for (int i = 0; i < expected.length; i++) {
      double difference = Math.abs(expected[i] - actual[i]);
      // NaN counts as the worst of all, and no later entry may take its place.
      if (difference > worst || Double.isNaN(difference) && !Double.isNaN(worst)) {
        worst = difference;
        at = i;
      }
    }
    boolean wrong = !(worst <= bound * scale + absolute);
    failed |= wrong;
    double relative = scale == 0 ? worst : worst / scale;
    lines.add(
        String.format(
            "%s %-26s deviates by %.2e of its largest entry %.3e (allowed %.0e) at [%d]: %.9g,"
                + " expected %.9g",
            wrong ? "WRONG" : "  ok ",
            name,
            relative,
            scale,
            bound,
            at,
            actual.length > 0 ? actual[at] : 0,
            expected.length > 0 ? expected[at] : 0));
    return this;
  }

  /** Fails, with all the figures, if any tensor was out of its bound. */
  void verify() {
    if (failed) {
      fail(subject + "\n" + String.join("\n", lines));
    }
  }

  static double[] doubles(float[] values) {
    double[] result = new double[values.length];
    Arrays.setAll(result, i -> values[i]);
    return result;
  }
}
