package io.github.tapehead.training.task;

import java.util.random.RandomGenerator;

/** One way to draw test sequences, such as copies of thirty vectors. */
public interface TestSetting {
  /** What tables and figures call it, such as {@code length 30}. */
  String name();

  /** The size in the task's own measure, such as 30. */
  int length();

  /** Steps of the longest sequence that {@link #sample} draws. */
  int maxSteps();

  /**
   * Fills a batch with fresh test sequences.
   *
   * @param batch receives inputs, targets and mask; it is begun here
   * @param random the only source of chance
   * @throws IllegalArgumentException if the batch is too short or its vectors have other sizes
   */
  void sample(Batch batch, RandomGenerator random);
}
