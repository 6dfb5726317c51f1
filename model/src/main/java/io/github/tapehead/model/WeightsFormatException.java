package io.github.tapehead.model;

import java.io.IOException;
import java.nio.file.Path;

/** A file that is not what a weights file must be. The message names file, tensor and cause. */
public final class WeightsFormatException extends IOException {
  private static final long serialVersionUID = 1;

  /** An error in a file. */
  public WeightsFormatException(Path file, String cause) {
    super(file + ": " + cause);
  }
}
