package io.github.tapehead.bench.report;

import java.util.Locale;

/** Numbers as people read them. */
public final class Numbers {
  private static final String NONE = "–";

  private Numbers() {}

  /** Three digits: 1,234, 123, 12.3, 1.23, 0.123; a dash for what is no number. */
  public static String digits(double value) {
    if (!Double.isFinite(value)) {
      return NONE;
    }
    double size = Math.abs(value);
    String format =
        size == 0
            ? "%.0f"
            : size >= 99.95
                ? "%,.0f"
                : size >= 9.995 ? "%.1f" : size >= 0.9995 ? "%.2f" : size >= 1e-3 ? "%.3f" : "%.1e";
    return String.format(Locale.ROOT, format, value);
  }

  /** The same; a dash for null too. */
  static String digits(Double value) {
    return value == null ? NONE : digits(value.doubleValue());
  }

  /** A share of 1 as a percentage. */
  public static String percent(double share) {
    return Double.isFinite(share) ? String.format(Locale.ROOT, "%.0f %%", 100 * share) : NONE;
  }

  /** A ratio: 1.23×. */
  public static String times(double ratio) {
    return Double.isFinite(ratio) ? digits(ratio) + "×" : NONE;
  }

  /** Two ends: 1.2–3.4. */
  public static String range(double low, double high) {
    return digits(low) + "–" + digits(high);
  }

  /** Bytes, of which less than a half is noise of the harness. */
  public static String bytes(double bytes) {
    return Double.isFinite(bytes) ? String.format(Locale.ROOT, "%,d", Math.round(bytes)) : NONE;
  }
}
