package io.github.tapehead.bench.roofline;

import com.google.gson.GsonBuilder;
import io.github.tapehead.kernels.Simd;
import java.util.List;
import java.util.function.Function;

/**
 * Measures the {@linkplain RooflineModel roofline} of this machine and prints it as JSON. Takes
 * about ten seconds.
 */
public final class Roofline {
  private static final long L1 = 16L << 10;
  private static final long L2 = 256L << 10;
  private static final long L3 = 8L << 20;
  private static final long MEMORY = 256L << 20;

  private Roofline() {}

  /** Measures and prints; takes no arguments. */
  public static void main(String[] arguments) {
    System.out.println(new GsonBuilder().setPrettyPrinting().create().toJson(measure()));
  }

  /** Measures this machine. */
  public static RooflineModel measure() {
    Caches caches = Caches.detect();
    Figure peak = FmaPeak.oneThread();
    int threads = Runtime.getRuntime().availableProcessors();
    Figure together = FmaPeak.together(threads);
    List<Level> levels =
        List.of(
            level("L1", caches.l1(), L1),
            level("L2", caches.l2(), L2),
            level("L3", caches.l3(), L3),
            level("memory", Long.MAX_VALUE, MEMORY));
    return new RooflineModel(Simd.vectorBits(), threads, peak, together, levels);
  }

  private static Level level(String name, long capacity, long workingSet) {
    return new Level(
        name,
        capacity,
        workingSet,
        with(workingSet, Bandwidth::read),
        with(workingSet, Bandwidth::copy),
        with(workingSet, Bandwidth::triad));
  }

  private static Figure with(long workingSet, Function<Bandwidth, Figure> measurement) {
    try (Bandwidth bandwidth = new Bandwidth(workingSet)) {
      return measurement.apply(bandwidth);
    }
  }
}
