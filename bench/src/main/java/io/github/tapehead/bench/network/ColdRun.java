package io.github.tapehead.bench.network;

import com.google.gson.Gson;
import io.github.tapehead.training.Limits;
import io.github.tapehead.training.StepReport;
import io.github.tapehead.training.Trainer;
import io.github.tapehead.training.TrainingConfiguration;
import io.github.tapehead.training.TrainingListener;
import io.github.tapehead.training.WarmUp;
import io.github.tapehead.training.task.CopyTask;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * What a fresh JVM came to.
 *
 * @param firstStepMilliseconds how long the first training step took
 * @param secondsToFirstStep from the start of the JVM to the end of the first step
 * @param secondsToSteady from the start of the JVM to the first moment after which the median of
 *     the next 20 steps stays within 1.25 times the final one; −1 if there is none
 * @param finalMilliseconds median of the steps of the last second
 * @param bytesPerStep allocated by the thread in the last second
 * @param peakMegabytes largest resident size of the process, −1 where the system does not tell
 * @param steps steps in all
 */
record ColdRun(
    double firstStepMilliseconds,
    double secondsToFirstStep,
    double secondsToSteady,
    double finalMilliseconds,
    double bytesPerStep,
    double peakMegabytes,
    int steps) {
  private static final double LAST_NANOSECONDS = 1e9;
  private static final int MOST_STEPS = 1 << 16;

  /**
   * The program of the fresh JVM: trains and prints a line of JSON.
   *
   * @param arguments a number of seconds, and whether to warm up
   */
  public static void main(String[] arguments) throws IOException {
    Duration duration = Duration.ofSeconds(Long.parseLong(arguments[0]));
    System.out.println(new Gson().toJson(measure(duration, Boolean.parseBoolean(arguments[1]))));
  }

  /** Trains for a time after the first step, without a target, and looks back. */
  static ColdRun measure(Duration duration, boolean warmUp) throws IOException {
    long sinceStart =
        System.currentTimeMillis() - ManagementFactory.getRuntimeMXBean().getStartTime();
    long start = System.nanoTime() - Duration.ofMillis(sinceStart).toNanos();
    Limits limits = new Limits(Long.MAX_VALUE / 2, 0);
    Clock clock = new Clock(duration);
    try (Trainer trainer =
        new Trainer(
            TrainingConfiguration.defaults(new CopyTask()).withBatch(16).withLimits(limits))) {
      if (warmUp) {
        trainer.warmUp(WarmUp.USUAL_LIMIT);
      }
      trainer.addListener(clock);
      clock.trainer = trainer;
      clock.ended[0] = System.nanoTime();
      trainer.run();
    }
    return clock.outcome(start);
  }

  /** Notes when each step ended and what had been allocated by then. */
  private static final class Clock implements TrainingListener {
    private final com.sun.management.ThreadMXBean threads =
        (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final long[] ended = new long[MOST_STEPS + 1];
    private final long[] allocated = new long[MOST_STEPS + 1];
    private final Duration duration;
    private Trainer trainer;
    private int steps;

    Clock(Duration duration) {
      this.duration = duration;
    }

    @Override
    public void onStep(StepReport report) {
      steps++;
      ended[steps] = System.nanoTime();
      allocated[steps] = threads.getCurrentThreadAllocatedBytes();
      if (steps == MOST_STEPS || ended[steps] - ended[1] > duration.toNanos()) {
        trainer.stop();
      }
    }

    ColdRun outcome(long start) throws IOException {
      double[] durations = new double[steps];
      double[] begun = new double[steps];
      for (int i = 0; i < steps; i++) {
        durations[i] = ended[i + 1] - ended[i];
        begun[i] = ended[i] - start;
      }
      return ColdRun.of(begun, durations, allocated);
    }
  }

  private static ColdRun of(double[] begun, double[] durations, long[] allocated)
      throws IOException {
    int steps = durations.length;
    int last = firstAfter(begun, steps, begun[steps - 1] - LAST_NANOSECONDS);
    double finalMedian = SteadyState.median(durations, last, steps);
    int steady = SteadyState.firstSteadyStep(durations, finalMedian);
    return new ColdRun(
        durations[0] / 1e6,
        (begun[0] + durations[0]) / 1e9,
        steady < 0 ? -1 : begun[steady] / 1e9,
        finalMedian / 1e6,
        (double) (allocated[steps] - allocated[last]) / (steps - last),
        residentPeak(),
        steps);
  }

  private static int firstAfter(double[] begun, int steps, double time) {
    int first = steps - 1;
    while (first > 0 && begun[first - 1] >= time) {
      first--;
    }
    return first;
  }

  private static double residentPeak() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.isReadable(status)) {
      return -1;
    }
    for (String line : Files.readAllLines(status)) {
      if (line.startsWith("VmHWM:")) {
        return Double.parseDouble(line.replaceAll("[^0-9]", "")) / 1024;
      }
    }
    return -1;
  }
}
