package io.github.tapehead.model.inference;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.time.Duration;

/**
 * What a warm-up came to.
 *
 * @param steps steps that were run
 * @param duration how long it took
 * @param step how long a step took in the best round
 * @param steady whether it ended because steps had stopped getting faster, not by its limit
 */
public record WarmUp(long steps, Duration duration, Duration step, boolean steady) {
  private static final int ROUND = 32;
  private static final double FASTER = 0.95;

  /** Compilers take their time, above all on a busy machine. */
  private static final long PATIENCE = Duration.ofMillis(250).toNanos();

  /** Steps until they have not become faster for a while. */
  static WarmUp run(Streams streams, Duration limit) {
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
        long start = System.nanoTime();
        int round = 0;
        while (round < ROUND && System.nanoTime() - begin <= limit.toNanos()) {
          // Half of the steps on arrays, half on memory: both ways in are compiled.
          if (round % 2 == 0) {
            streams.run(input, output, 1);
          } else {
            streams.run(in, out, 1);
          }
          round++;
        }
        steps += round;
        long end = System.nanoTime();
        long each = round == 0 ? best : (end - start) / round;
        if (each < FASTER * best) {
          best = each;
          improved = end;
        }
        boolean late = end - begin > limit.toNanos();
        if (late || end - improved > PATIENCE) {
          return new WarmUp(steps, Duration.ofNanos(end - begin), Duration.ofNanos(best), !late);
        }
      }
    }
  }
}
