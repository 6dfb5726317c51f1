package io.github.tapehead.training.cli;

/**
 * Which options apply to a training, of those that are about something that it may lack. What does
 * not apply is passed over; what applies and is lacking is an error.
 *
 * @param heads whether those about heads apply
 * @param smoothing whether those about a memory whose locations differ at first apply
 * @param target whether those about the target apply
 */
record Scope(boolean heads, boolean smoothing, boolean target) {
  /** All apply. */
  static final Scope ALL = new Scope(true, true, true);
}
