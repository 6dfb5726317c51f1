package io.github.tapehead.bench.network;

import io.github.tapehead.bench.network.Attribution.Frame;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedThread;
import jdk.jfr.consumer.RecordingFile;
import picocli.CommandLine.Option;

/**
 * Runs a step again and again under a recording of the JDK Flight Recorder; a part of commands,
 * with their options.
 */
final class StepSampler {
  /** The sampling events, the better one first. */
  enum Event {
    /** A sample each millisecond of the thread's CPU time; JDK 25, Linux. */
    CPU("jdk.CPUTimeSample", "eventThread"),
    /** A sample each so many milliseconds. */
    EXECUTION("jdk.ExecutionSample", "sampledThread");

    private final String jfrName;
    private final String threadField;

    /** The better one that this system has. */
    static Event preferred() {
      return System.getProperty("os.name").equals("Linux") ? CPU : EXECUTION;
    }

    Event(String jfrName, String threadField) {
      this.jfrName = jfrName;
      this.threadField = threadField;
    }

    @Override
    public String toString() {
      return jfrName;
    }
  }

  /**
   * What was seen.
   *
   * @param event the sampling event
   * @param steps steps while recording
   * @param nanoseconds how long they took
   * @param cpuNanoseconds CPU time of this thread in them
   * @param counts samples of this thread by operation
   */
  record Samples(
      Event event, long steps, long nanoseconds, long cpuNanoseconds, Map<String, Integer> counts) {
    int total() {
      return counts.values().stream().mapToInt(Integer::intValue).sum();
    }
  }

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final Duration PERIOD = Duration.ofMillis(1);

  @Option(names = "--seconds", defaultValue = "10", description = "Seconds that are sampled.")
  private int seconds;

  @Option(names = "--warmup", defaultValue = "10", description = "Seconds before that.")
  private int warmup;

  @Option(names = "--event", description = "Sampling event: CPU or EXECUTION.")
  private Event event = Event.preferred();

  /**
   * Warms up, then records.
   *
   * @param step what is run
   * @param operation names a sample by its stack
   * @throws IOException if the recording cannot be kept in a temporary file
   * @throws IllegalArgumentException if the event gives no samples on this machine
   */
  Samples sample(Runnable step, Function<List<Frame>, String> operation) throws IOException {
    run(step, warmup);
    Path file = Files.createTempFile("tapehead-steps", ".jfr");
    try (Recording recording = new Recording()) {
      var settings = recording.enable(event.jfrName).withStackTrace();
      if (event == Event.CPU) {
        settings.with("throttle", PERIOD.toMillis() + "ms");
      } else {
        settings.withPeriod(PERIOD);
      }
      recording.start();
      long start = System.nanoTime();
      long cpuStart = THREADS.getCurrentThreadCpuTime();
      long steps = run(step, seconds);
      long cpuNanoseconds = THREADS.getCurrentThreadCpuTime() - cpuStart;
      long nanoseconds = System.nanoTime() - start;
      recording.stop();
      recording.dump(file);
      Map<String, Integer> counts = count(file, operation);
      if (counts.isEmpty()) {
        throw new IllegalArgumentException(
            "--event: " + event + ", gives no samples on this machine; try another");
      }
      return new Samples(event, steps, nanoseconds, cpuNanoseconds, counts);
    } finally {
      Files.delete(file);
    }
  }

  private static long run(Runnable step, int seconds) {
    long end = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
    long steps = 0;
    do {
      step.run();
      steps++;
    } while (System.nanoTime() < end);
    return steps;
  }

  private Map<String, Integer> count(Path file, Function<List<Frame>, String> operation)
      throws IOException {
    Map<String, Integer> counts = new TreeMap<>();
    long thisThread = Thread.currentThread().threadId();
    try (RecordingFile recording = new RecordingFile(file)) {
      while (recording.hasMoreEvents()) {
        RecordedEvent sample = recording.readEvent();
        if (sample.getEventType().getName().equals(event.jfrName)
            && sample.getStackTrace() != null
            && sample.getValue(event.threadField) instanceof RecordedThread thread
            && thread.getJavaThreadId() == thisThread) {
          List<Frame> stack =
              sample.getStackTrace().getFrames().stream().map(StepSampler::frame).toList();
          counts.merge(operation.apply(stack), 1, Integer::sum);
        }
      }
    }
    return counts;
  }

  private static Frame frame(RecordedFrame frame) {
    return new Frame(frame.getMethod().getType().getName(), frame.getMethod().getName());
  }
}
