package io.github.tapehead.training.mpi;

/** MPI is missing, or one of its functions has failed. */
public final class MpiException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** With a message for the user. */
  public MpiException(String message) {
    super(message);
  }

  /** With a message for the user, and what lies behind it. */
  public MpiException(String message, Throwable cause) {
    super(message, cause);
  }
}
