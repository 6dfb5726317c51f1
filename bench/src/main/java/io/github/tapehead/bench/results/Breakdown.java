package io.github.tapehead.bench.results;

import java.util.List;

/**
 * Where the time of a training step goes.
 *
 * @param workload the step, such as {@code copy-lstm-b16}
 * @param millisecondsPerStep the whole step
 * @param gigaflops GFLOP/s of the whole step; may be null
 * @param operations its parts
 */
public record Breakdown(
    String workload, double millisecondsPerStep, Double gigaflops, List<Operation> operations) {
  /**
   * One part.
   *
   * @param operation its name
   * @param share of the step, 0 to 1
   * @param milliseconds per step
   * @param gigaflops GFLOP/s; null where they make no sense
   * @param gigabytesPerSecond GB/s; null where they make no sense
   */
  public record Operation(
      String operation,
      double share,
      double milliseconds,
      Double gigaflops,
      Double gigabytesPerSecond) {}
}
