package io.github.tapehead.model.safetensors;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/**
 * A file that is not what a weights file, or a mapping to import one, must be. The message names
 * file, tensor and cause. What it quotes of the file is cut short, and control characters in it are
 * escaped.
 */
public final class WeightsFormatException extends IOException {
  private static final long serialVersionUID = 1;
  private static final int MAX_LENGTH = 400;

  /** An error in a file. */
  public WeightsFormatException(Path file, String cause) {
    super(file + ": " + printable(cause));
  }

  private static String printable(String cause) {
    String text = cause;
    if (text.length() > MAX_LENGTH) {
      int half = MAX_LENGTH / 2;
      text = text.substring(0, half) + " … " + text.substring(text.length() - half);
    }
    StringBuilder out = new StringBuilder();
    for (char c : text.toCharArray()) {
      if (Character.isISOControl(c)) {
        out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }
}
