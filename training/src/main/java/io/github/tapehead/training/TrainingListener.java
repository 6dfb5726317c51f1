package io.github.tapehead.training;

/**
 * Is told how training goes: progress bars, tables and plots are listeners. Methods are called by
 * one thread that trains at a time, which waits for them; each does nothing unless overridden.
 */
public interface TrainingListener {
  /** Before the first step. */
  default void onBegin(TrainingConfiguration configuration) {}

  /**
   * After each step.
   *
   * @param report valid until this method returns: it is reused by the next step
   */
  default void onStep(StepReport report) {}

  /** After the last step, whatever ended training, exceptions aside. */
  default void onEnd(TrainingResult result) {}
}
