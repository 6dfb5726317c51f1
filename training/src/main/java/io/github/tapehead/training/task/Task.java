package io.github.tapehead.training.task;

import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * A source of training sequences and of test settings: one file a task, which samples batches,
 * names the channels, scores outputs beyond their loss and says which sequence to draw.
 *
 * <p>A task has no state: all its methods may be called from several threads at once, each with a
 * batch and a generator of its own.
 */
public interface Task {
  /** The name on the command line and in files, lower case. */
  String name();

  /** Floats in an input vector, as many as there are {@link #inputNames()}. */
  default int inputs() {
    return inputNames().size();
  }

  /** Floats in a target vector, as many as there are {@link #outputNames()}. */
  default int outputs() {
    return outputNames().size();
  }

  /** What each input channel means, in order. */
  List<String> inputNames();

  /** What each output channel means, in order. */
  List<String> outputNames();

  /** What outputs mean and how they are scored: bits unless overridden. */
  default OutputLoss loss() {
    return OutputLoss.BITS;
  }

  /** What a weights file must say beside the task's name for its weights to be of use. */
  default Map<String, String> metadata() {
    return Map.of();
  }

  /** Steps of the longest sequence that {@link #sample} draws. */
  int maxSteps();

  /** How the paper, or whoever has set the task, draws the sizes of training sequences. */
  default Sizes sizes() {
    return Sizes.UNIFORM;
  }

  /**
   * Fills a batch with fresh training sequences. Allocates nothing.
   *
   * @param batch receives inputs, targets and mask; it is begun here
   * @param sizes how large the sequences are
   * @param random the only source of chance: the same generator in the same state gives the same
   *     batch
   * @throws IllegalArgumentException if the batch is too short or its vectors have other sizes
   */
  void sample(Batch batch, Sizes sizes, RandomGenerator random);

  /** The settings that a trained network is tested on, easiest first. */
  List<TestSetting> evaluations();

  /**
   * A test setting of a chosen size.
   *
   * @param length the size in the task's own measure, such as vectors to copy
   * @throws IllegalArgumentException if the length is not positive or beyond reason
   */
  TestSetting setting(int length);

  /** Sequences of each test, so many that its figures mean something: 64 unless overridden. */
  default int testSequences() {
    return 64;
  }

  /** Figures beside loss and wrong bits; none unless overridden. */
  default List<Measure> measures() {
    return List.of();
  }

  /** The setting of which one sequence is drawn as a picture: the middle test unless overridden. */
  default TestSetting pictured() {
    List<TestSetting> settings = evaluations();
    return settings.get(settings.size() / 2);
  }
}
