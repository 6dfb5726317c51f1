package io.github.tapehead.model.inference;

import com.sun.management.ThreadMXBean;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.management.ManagementFactory;
import java.time.Duration;

/**
 * What a warm-up came to.
 *
 * @param steps steps that were run
 * @param duration how long it took
 * @param step how long a step took in the best round
 * @param bytesPerStep what a step allocated in the last round: nothing, once all is compiled
 * @param steady whether it ended because steps allocated nothing and had stopped getting faster;
 *     otherwise its limit ended it
 */
public record WarmUp(
    long steps, Duration duration, Duration step, long bytesPerStep, boolean steady) {
  private static final int ROUND = 32;
  private static final double FASTER = 0.95;

  /** Compilers take their time: steps may seem steady for a while before they become faster. */
  private static final long PATIENCE = Duration.ofMillis(250).toNanos();

  /** Steps until they allocate nothing and have not become faster for a while. */
  static WarmUp run(Streams streams, Duration limit) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    int inputs = streams.size() * streams.model().configuration().inputs();
    int outputs = streams.size() * streams.model().configuration().outputs();
    float[] input = new float[inputs];
    float[] output = new float[outputs];
    long begin = System.nanoTime();
    long improved = begin;
    long best = Long.MAX_VALUE;
    long steps = 0;
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment in = arena.allocate((long) inputs * Float.BYTES, Float.BYTES);
      MemorySegment out = arena.allocate((long) outputs * Float.BYTES, Float.BYTES);
      while (true) {
        long before = threads.getCurrentThreadAllocatedBytes();
        long start = System.nanoTime();
        int round = 0;
        do {
          // Half of the steps on arrays, half on memory: both ways in are compiled.
          if (round % 2 == 0) {
            streams.run(input, output, 1);
          } else {
            streams.run(in, out, 1);
          }
          round++;
        } while (round < ROUND && System.nanoTime() - begin <= limit.toNanos());
        long end = System.nanoTime();
        long bytes = (threads.getCurrentThreadAllocatedBytes() - before) / round;
        steps += round;
        if (bytes > 0 || (end - start) / round < FASTER * best) {
          improved = end;
        }
        best = Math.min(best, (end - start) / round);
        boolean late = end - begin > limit.toNanos();
        if (late || end - improved > PATIENCE) {
          Duration duration = Duration.ofNanos(end - begin);
          return new WarmUp(steps, duration, Duration.ofNanos(best), bytes, !late);
        }
      }
    }
  }
}
