package io.github.tapehead.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.github.tapehead.training.report.LearningCurve;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** After warm-up a training step allocates nothing. */
class AllocationTest {
  private static final int STEPS = 50;
  private static final int MAX_ROUNDS = 200;

  @Test
  void stepsAllocateNothing() {
    var meter = new Meter();
    try (Trainer trainer = new Trainer(TinyCopy.configuration(16L * STEPS * MAX_ROUNDS))) {
      meter.trainer = trainer;
      trainer.addListener(new LearningCurve());
      trainer.addListener(meter);
      trainer.run();
    }
    assertEquals(0, meter.bytes, "bytes in the last " + STEPS + " steps");
  }

  @Test
  void warmUpEndsWithoutAllocation() {
    WarmUp.Result result =
        WarmUp.run(TinyCopy.configuration(16), Duration.ofMinutes(1), () -> false);
    assertTrue(result.steady(), result.toString());
    assertEquals(0, result.bytesPerStep());
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
