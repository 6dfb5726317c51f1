package io.github.tapehead.training;

/** Why training ended. */
public enum StopReason {
  /** The mean loss fell below the target. */
  TARGET,
  /** As many sequences as allowed were seen. */
  LIMIT,
  /** {@link Trainer#stop()} was called. */
  INTERRUPTED,
  /** Loss or gradient were not finite; the parameters are those before that step. */
  DIVERGED;

  /** The name in files. */
  @Override
  public String toString() {
    return switch (this) {
      case TARGET -> "target";
      case LIMIT -> "limit";
      case INTERRUPTED -> "interrupted";
      case DIVERGED -> "diverged";
    };
  }
}
