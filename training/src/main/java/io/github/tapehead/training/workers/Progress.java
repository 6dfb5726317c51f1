package io.github.tapehead.training.workers;

import io.github.tapehead.training.task.Sizes;

/** What workers ask of a training, and tell it. All methods may be called by several at once. */
public interface Progress {
  /** Whether training is over. */
  boolean ended();

  /** Seconds since training began, by the clock of this process. */
  double seconds();

  /** Whether this process was asked to end. */
  boolean stopRequested();

  /**
   * Sets, in one of several processes, what all have agreed on: the training goes by it until the
   * next time.
   *
   * @param seconds since training began
   * @param stop whether to end
   */
  void agree(double seconds, boolean stop);

  /** The sizes of the next sequences. */
  Sizes sizes();

  /** The learning rate of the next update. */
  float rate();

  /**
   * Takes in an update of the parameters. One caller at a time: others wait.
   *
   * @param bits mean loss of the batch
   * @param wrongBits mean of the wrong bits of the batch
   * @param norm of the gradient before clipping
   * @param staleness updates of others that the gradient has missed
   */
  void updated(double bits, double wrongBits, double norm, long staleness);

  /** Takes in a batch that changed nothing. */
  void skipped();

  /**
   * Says that the state of the training is whole: everything that was done is reported, and until
   * this returns nothing is changed, but by workers that never wait for each other.
   */
  void rest();
}
