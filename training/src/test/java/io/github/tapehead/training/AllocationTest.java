package io.github.tapehead.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.github.tapehead.training.checkpoint.CheckpointListener;
import io.github.tapehead.training.report.LearningCurve;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** After warm-up a training step allocates nothing. */
class AllocationTest {
  private static final int STEPS = 50;
  private static final int MAX_ROUNDS = 20_000;

  @Test
  void stepsAllocateNothing() {
    var meter = new Meter();
    try (Trainer trainer = new Trainer(TinyCopy.configuration(16L * STEPS * MAX_ROUNDS))) {
      meter.trainer = trainer;
      trainer.addListener(new LearningCurve());
      trainer.addListener(new CheckpointListener(trainer, null, Integer.MAX_VALUE, 1));
      trainer.addListener(meter);
      trainer.run();
    }
    assertEquals(
        0,
        meter.bytes,
        () ->
            "bytes in the last "
                + STEPS
                + " steps, "
                + AllocationSites.during(() -> train(TinyCopy.configuration(16L * STEPS))));
  }

  /** All workers together, once every kernel of each is compiled. */
  @ParameterizedTest
  @CsvSource({"synchronous", "hogwild", "local"})
  void workersAllocateNothing(String mode) {
    Parallelism parallelism =
        switch (mode) {
          case "hogwild" -> new Parallelism.Hogwild(3, Parallelism.Moments.SHARED, 0);
          case "local" -> new Parallelism.Local(3, 4);
          default -> new Parallelism.Synchronous(3);
        };
    var meter = new WorkersMeter();
    long most = 16L * 3 * STEPS * MAX_ROUNDS;
    try (Trainer trainer = new Trainer(TinyCopy.configuration(most).withParallelism(parallelism))) {
      meter.trainer = trainer;
      trainer.addListener(meter);
      trainer.run();
    }
    assertEquals(
        0,
        meter.bytes,
        () ->
            "bytes in the last "
                + 3 * STEPS
                + " steps, "
                + AllocationSites.during(() ->
                    train(TinyCopy.configuration(16L * 3 * STEPS).withParallelism(parallelism))));
  }

  @Test
  void warmUpEndsWithoutAllocation() {
    WarmUp.Result result =
        WarmUp.run(TinyCopy.configuration(16), Duration.ofMinutes(5), () -> false);
    assertTrue(result.steady(), result.toString());
    assertEquals(0, result.bytesPerStep());
  }

  private static void train(TrainingConfiguration configuration) {
    try (Trainer trainer = new Trainer(configuration)) {
      trainer.run();
    }
  }

  /** The same for all threads that train, asked by the caller's alone. */
  private static final class WorkersMeter implements TrainingListener {
    private static final int ROUND = 3 * STEPS;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final Thread caller = Thread.currentThread();
    private Trainer trainer;
    private long[] others;
    private long next = ROUND;
    private long before = -1;
    private long bytes = -1;

    @Override
    public void onStep(StepReport report) {
      if (Thread.currentThread() != caller || report.step() < next) {
        return;
      }
      next = report.step() + ROUND;
      if (others == null) {
        others =
            Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("tapehead-worker-"))
                .mapToLong(Thread::threadId)
                .toArray();
        assertEquals(2, others.length);
      }
      bytes = allocated() - before;
      if (before >= 0 && bytes == 0) {
        trainer.stop();
      }
      before = allocated();
    }

    private long allocated() {
      long sum = threads.getCurrentThreadAllocatedBytes();
      for (long id : others) {
        sum += threads.getThreadAllocatedBytes(id);
      }
      return sum;
    }
  }

  /** Counts bytes per round of steps and ends the training after one without any. */
  private static final class Meter implements TrainingListener {
    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private Trainer trainer;
    private long before = -1;
    private long bytes = -1;

    @Override
    public void onStep(StepReport report) {
      if (report.step() % STEPS != 0) {
        return;
      }
      long now = threads.getCurrentThreadAllocatedBytes();
      bytes = now - before;
      if (before >= 0 && bytes == 0) {
        trainer.stop();
      }
      before = threads.getCurrentThreadAllocatedBytes();
    }
  }
}
