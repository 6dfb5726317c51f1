package io.github.tapehead.training.run;

import java.io.IOException;
import java.nio.file.Path;

/** Says that a run is complete and saved, but its pictures could not be drawn. */
public final class PicturesException extends IOException {
  private static final long serialVersionUID = 1;

  PicturesException(Path folder, Throwable cause) {
    super(folder + ": no pictures, everything else is saved: " + cause, cause);
  }
}
