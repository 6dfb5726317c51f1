package io.github.tapehead.training.run;

import io.github.tapehead.training.Limits;
import io.github.tapehead.training.TinyCopy;
import io.github.tapehead.training.TrainingConfiguration;
import io.github.tapehead.training.task.Batch;
import io.github.tapehead.training.task.Sizes;
import io.github.tapehead.training.task.Task;
import io.github.tapehead.training.task.TestSetting;
import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * {@link TinyCopy#TASK} with other tests.
 *
 * @param evaluations the tests
 * @param picture gives the test that is drawn
 * @param training is done before each batch that is drawn to train
 */
public record TestedTask(
    List<TestSetting> evaluations, Supplier<TestSetting> picture, Runnable training)
    implements Task {

  /** Does nothing before training. */
  public TestedTask(List<TestSetting> evaluations, Supplier<TestSetting> picture) {
    this(evaluations, picture, () -> {});
  }

  /** A test of two vectors, before each batch of which something is done. */
  public static TestSetting setting(String name, Runnable before) {
    TestSetting two = TinyCopy.TASK.setting(2);
    return new TestSetting(
        name,
        two.length(),
        two.maxSteps(),
        (batch, random) -> {
          before.run();
          two.sample(batch, random);
        });
  }

  /** A training of this task by the network of {@link TinyCopy}. */
  public TrainingConfiguration configuration(long sequences) {
    return TrainingConfiguration.defaults(this)
        .withBatch(16)
        .withNetwork(TinyCopy.network())
        .withLimits(new Limits(sequences, 0));
  }

  @Override
  public TestSetting pictured() {
    return picture.get();
  }

  @Override
  public String name() {
    return TinyCopy.TASK.name();
  }

  @Override
  public List<String> inputNames() {
    return TinyCopy.TASK.inputNames();
  }

  @Override
  public List<String> outputNames() {
    return TinyCopy.TASK.outputNames();
  }

  @Override
  public int maxSteps() {
    return TinyCopy.TASK.maxSteps();
  }

  @Override
  public void sample(Batch batch, Sizes sizes, RandomGenerator random) {
    training.run();
    TinyCopy.TASK.sample(batch, sizes, random);
  }

  @Override
  public TestSetting setting(int length) {
    return TinyCopy.TASK.setting(length);
  }
}
