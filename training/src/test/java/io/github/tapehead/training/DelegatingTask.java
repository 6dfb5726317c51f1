package io.github.tapehead.training;

import io.github.tapehead.training.task.Batch;
import io.github.tapehead.training.task.Sizes;
import io.github.tapehead.training.task.Task;
import io.github.tapehead.training.task.TestSetting;
import java.util.List;
import java.util.random.RandomGenerator;

/** {@link TinyCopy#TASK}, for tests to interfere with. */
class DelegatingTask implements Task {
  private final Task task = TinyCopy.TASK;

  /** A training of this task by the network of {@link TinyCopy}. */
  TrainingConfiguration configuration(long sequences) {
    return TrainingConfiguration.defaults(this)
        .withBatch(16)
        .withLearningRate(new LearningRate.Constant(1e-3f))
        .withNetwork(TinyCopy.network())
        .withLimits(new Limits(sequences, 0));
  }

  @Override
  public String name() {
    return task.name();
  }

  @Override
  public List<String> inputNames() {
    return task.inputNames();
  }

  @Override
  public List<String> outputNames() {
    return task.outputNames();
  }

  @Override
  public int maxSteps() {
    return task.maxSteps();
  }

  @Override
  public void sample(Batch batch, Sizes sizes, RandomGenerator random) {
    task.sample(batch, sizes, random);
  }

  @Override
  public List<TestSetting> evaluations() {
    return task.evaluations();
  }

  @Override
  public TestSetting setting(int length) {
    return task.setting(length);
  }
}
