package io.github.tapehead.bench.network;

import io.github.tapehead.training.task.Batch;
import io.github.tapehead.training.task.CopyTask;
import io.github.tapehead.training.task.Sizes;
import io.github.tapehead.training.task.Task;
import io.github.tapehead.training.task.TestSetting;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;

/** Copy, where the thread that makes it, the first worker, sleeps before each batch it draws. */
final class SlowFirstWorker implements Task {
  private final Task task = new CopyTask();
  private final Thread slow = Thread.currentThread();
  private final Duration pause;

  SlowFirstWorker(Duration pause) {
    this.pause = pause;
  }

  @Override
  public void sample(Batch batch, Sizes sizes, RandomGenerator random) {
    if (Thread.currentThread() == slow && pause.isPositive()) {
      sleep();
    }
    task.sample(batch, sizes, random);
  }

  private void sleep() {
    try {
      Thread.sleep(pause);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
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
  public List<TestSetting> evaluations() {
    return task.evaluations();
  }

  @Override
  public TestSetting setting(int length) {
    return task.setting(length);
  }
}
