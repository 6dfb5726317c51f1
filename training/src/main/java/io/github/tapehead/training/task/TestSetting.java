package io.github.tapehead.training.task;

import java.util.Objects;
import java.util.random.RandomGenerator;

/**
 * One way to draw test sequences, such as copies of thirty vectors.
 *
 * @param name what tables and figures call it, such as {@code length 30}
 * @param length the size in the task's own measure, such as 30
 * @param maxSteps steps of the longest sequence that is drawn
 * @param sampler draws the sequences
 */
public record TestSetting(String name, int length, int maxSteps, Sampler sampler) {
  /** Requires a name and a sampler. */
  public TestSetting {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(sampler, "sampler");
  }

  /** Draws sequences. */
  public interface Sampler {
    /**
     * Fills a batch with fresh sequences.
     *
     * @param batch receives inputs, targets and mask; it is begun here
     * @param random the only source of chance
     * @throws IllegalArgumentException if the batch is too short or its vectors have other sizes
     */
    void sample(Batch batch, RandomGenerator random);
  }

  /**
   * The greatest sequences of a task.
   *
   * @param name of the setting
   * @param length the size in the task's own measure
   * @param task whose greatest size this is
   */
  public static TestSetting greatest(String name, int length, Task task) {
    return new TestSetting(
        name,
        length,
        task.maxSteps(),
        (batch, random) -> task.sample(batch, Sizes.GREATEST, random));
  }

  /** Fills a batch with fresh test sequences, see {@link Sampler#sample}. */
  public void sample(Batch batch, RandomGenerator random) {
    sampler.sample(batch, random);
  }
}
