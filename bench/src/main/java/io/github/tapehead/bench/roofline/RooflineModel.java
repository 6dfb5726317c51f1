package io.github.tapehead.bench.roofline;

import java.util.List;

/**
 * What one machine can do at best: its peak of multiply-adds and its bandwidths.
 *
 * @param vectorBits bits of the vectors it was measured with
 * @param threads threads of {@code peakAllThreads}
 * @param peak GFLOP/s of one thread
 * @param peakAllThreads GFLOP/s of all threads together
 * @param levels the memory hierarchy, nearest first; the last one holds everything
 */
public record RooflineModel(
    int vectorBits, int threads, Figure peak, Figure peakAllThreads, List<Level> levels) {

  /** Checks that there is a level. */
  public RooflineModel {
    if (levels == null || levels.isEmpty()) {
      throw new IllegalArgumentException("levels: none, expected 1 or more");
    }
    levels = List.copyOf(levels);
  }

  /** The nearest level that holds so many bytes. */
  public Level level(double bytes) {
    return levels.stream()
        .filter(level -> bytes <= level.capacity())
        .findFirst()
        .orElse(levels.getLast());
  }

  /**
   * The least time, in nanoseconds, that one thread needs for so much arithmetic and traffic.
   *
   * @param flops multiply-adds count as two
   * @param bytes read or written, each once
   */
  public double bound(double flops, double bytes) {
    return Math.max(flops / peak.median(), bytes / level(bytes).read().median());
  }

  /**
   * The share of the roofline that a kernel attains: flops per second ÷ min(peak, flops per byte ×
   * bandwidth), which is the {@linkplain #bound bound} ÷ the time taken, and so holds for kernels
   * without arithmetic too.
   *
   * @param nanoseconds the time taken
   */
  public double share(double flops, double bytes, double nanoseconds) {
    return bound(flops, bytes) / nanoseconds;
  }

  /** Whether arithmetic sets the bound, rather than traffic. */
  public boolean boundByArithmetic(double flops, double bytes) {
    return flops / peak.median() >= bytes / level(bytes).read().median();
  }
}
