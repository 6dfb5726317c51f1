package io.github.tapehead.bench.network;

import com.google.gson.Gson;
import io.github.tapehead.model.inference.Model;
import io.github.tapehead.model.inference.Session;
import io.github.tapehead.model.inference.WarmUp;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;

/**
 * What the sessions of a fresh JVM came to; milliseconds count from the beginning of {@code main}.
 *
 * @param loadedMilliseconds when the weights file was read and packed
 * @param firstOutputMilliseconds when the first step had been answered
 * @param readyMilliseconds when traffic began: the same, or the end of the warm-up
 * @param steadyMilliseconds the first moment from which on 20 blocks of 256 steps in a row had a
 *     median of at most 1.25 times the final one; −1 if there is none
 * @param firstThousand the first thousand steps of the traffic
 * @param last the last 65,536 steps, or all
 * @param warmUpSteps steps of the warm-up, 0 without one
 */
record SessionColdRun(
    double loadedMilliseconds,
    double firstOutputMilliseconds,
    double readyMilliseconds,
    double steadyMilliseconds,
    Latencies firstThousand,
    Latencies last,
    long warmUpSteps) {
  private static final int BLOCK = 256;
  private static final int BLOCKS = 20;
  private static final double TOLERANCE = 1.25;
  private static final int FIRST = 1000;
  private static final int MOST = 1 << 21;
  private static final int LAST = 1 << 16;

  /**
   * The program of the fresh JVM.
   *
   * @param arguments a weights file, the milliseconds of traffic, whether to warm up
   */
  public static void main(String[] arguments) throws IOException {
    long begin = System.nanoTime();
    try (Model model = Model.load(Path.of(arguments[0]));
        Session session = model.session()) {
      final double loaded = since(begin);
      float[] input = new float[model.configuration().inputs()];
      float[] output = new float[model.configuration().outputs()];
      session.step(input, output);
      final double first = since(begin);
      long warmUpSteps = 0;
      if (Boolean.parseBoolean(arguments[2])) {
        WarmUp warmUp = model.warmUp(Duration.ofSeconds(20));
        warmUpSteps = warmUp.steps();
      }
      final double ready = since(begin);
      long[] times = new long[MOST];
      long end = System.nanoTime() + Duration.ofMillis(Long.parseLong(arguments[1])).toNanos();
      int steps = 0;
      for (long now = System.nanoTime(); now < end && steps < MOST; steps++) {
        session.step(input, output);
        long then = System.nanoTime();
        times[steps] = then - now;
        now = then;
      }
      Latencies last = Latencies.of(Arrays.copyOfRange(times, Math.max(0, steps - LAST), steps));
      double steady = steady(times, steps, last.p50());
      System.out.println(
          new Gson()
              .toJson(
                  new SessionColdRun(
                      loaded,
                      first,
                      ready,
                      steady < 0 ? -1 : ready + steady,
                      Latencies.of(Arrays.copyOf(times, Math.min(FIRST, steps))),
                      last,
                      warmUpSteps)));
    }
  }

  /** Milliseconds of the steps before the first of many quick blocks. */
  private static double steady(long[] times, int steps, double finalMicroseconds) {
    double before = 0;
    double beforeRow = 0;
    int inRow = 0;
    for (int b = 0; b + BLOCK <= steps; b += BLOCK) {
      long[] block = Arrays.copyOfRange(times, b, b + BLOCK);
      double sum = Arrays.stream(block).sum() / 1e6;
      boolean quick = Latencies.of(block).p50() <= TOLERANCE * finalMicroseconds;
      before += sum;
      if (!quick) {
        inRow = 0;
        beforeRow = before;
      } else if (++inRow == BLOCKS) {
        return beforeRow;
      }
    }
    return -1;
  }

  private static double since(long begin) {
    return (System.nanoTime() - begin) / 1e6;
  }
}
