package io.github.tapehead.bench.network;

import com.google.gson.Gson;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;

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
   * @param arguments a workload and a number of seconds
   */
  public static void main(String[] arguments) throws IOException {
    Duration duration = Duration.ofSeconds(Long.parseLong(arguments[1]));
    System.out.println(new Gson().toJson(measure(Workloads.named(arguments[0]), duration)));
  }

  /** Repeats the step, for a time after the first one, and looks back. */
  static ColdRun measure(Workload workload, Duration duration) throws IOException {
    long sinceStart =
        System.currentTimeMillis() - ManagementFactory.getRuntimeMXBean().getStartTime();
    long start = System.nanoTime() - Duration.ofMillis(sinceStart).toNanos();
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    double[] begun = new double[MOST_STEPS];
    double[] durations = new double[MOST_STEPS];
    long[] allocated = new long[MOST_STEPS + 1];
    int steps = 0;
    try (TrainingStep step = new TrainingStep(workload)) {
      long now = System.nanoTime();
      long end = Long.MAX_VALUE;
      while (now < end && steps < MOST_STEPS) {
        allocated[steps] = threads.getCurrentThreadAllocatedBytes();
        begun[steps] = now - start;
        step.run();
        long next = System.nanoTime();
        durations[steps++] = next - now;
        now = next;
        end = steps == 1 ? now + duration.toNanos() : end;
      }
      allocated[steps] = threads.getCurrentThreadAllocatedBytes();
    }
    int last = firstAfter(begun, steps, begun[steps - 1] - LAST_NANOSECONDS);
    double finalMedian = SteadyState.median(durations, last, steps);
    int steady = SteadyState.firstSteadyStep(Arrays.copyOf(durations, steps), finalMedian);
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
