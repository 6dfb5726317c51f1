package io.github.tapehead.training.report;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

/** Numbers for people, with a decimal point in every locale. */
public final class Numbers {
  private Numbers() {}

  /** Some significant digits: 83.4, 0.0123, 1.2e-05; a dash for what is no number. */
  public static String significant(double value) {
    if (value == 0 || Double.isNaN(value)) {
      return value == 0 ? "0" : "-";
    }
    String format = Math.abs(value) < 1e-3 ? "%.1e" : Math.abs(value) < 10 ? "%.4f" : "%.1f";
    return String.format(Locale.ROOT, format, value);
  }

  /** From a number to another, in words; one of them if they read alike. */
  public static String range(String least, String most) {
    return least.equals(most) ? most : least + " to " + most;
  }

  /** As many digits as it has, without an exponent: 0.1, 20, 129.5. */
  public static String plain(double value) {
    return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
  }

  /** A share from 0 to 1: 0.125, 0.5, 1; what is less than 1 is never rounded up to it. */
  public static String share(double value) {
    return plain(BigDecimal.valueOf(value).setScale(3, RoundingMode.DOWN).doubleValue());
  }

  /** A whole number with commas: 11,696; a dash for what is no number. */
  public static String whole(double value) {
    return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%,.0f", value);
  }
}
