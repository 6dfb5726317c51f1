package io.github.tapehead.training;

import io.github.tapehead.training.checkpoint.State;

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

  /**
   * After the step reported last, if the training is then in a state that {@link Trainer#snapshot}
   * can take: after each step, or each round of steps between two means. In Hogwild other workers
   * go on meanwhile.
   *
   * @param report as for {@link #onStep}
   */
  default void onRest(StepReport report) {}

  /**
   * Adds what the listener must remember when the training goes on later in another trainer.
   *
   * @param state is saved and restored with the training's
   */
  default void addTo(State state) {}

  /** After the last step, whatever ended training, exceptions aside. */
  default void onEnd(TrainingResult result) {}
}
