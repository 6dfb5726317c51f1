package io.github.tapehead.training;

/** Why training ended. */
public enum StopReason {
  /** The mean loss fell below the target. */
  TARGET,
  /** As many sequences as allowed were seen. */
  LIMIT,
  /** The time allowed was used up. */
  TIME,
  /** {@link Trainer#stop()} was called. */
  INTERRUPTED,
  /**
   * Loss or gradient were not finite in too many steps in a row, none of which changed anything.
   */
  DIVERGED;

  /** The name in files. */
  @Override
  public String toString() {
    return switch (this) {
      case TARGET -> "target";
      case LIMIT -> "limit";
      case TIME -> "time";
      case INTERRUPTED -> "interrupted";
      case DIVERGED -> "diverged";
    };
  }
}
