package io.github.tapehead.bench.record;

import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * How long to measure. Zero leaves a figure to the benchmark's own annotations.
 *
 * @param forks JVMs a benchmark
 * @param warmups iterations before those that count
 * @param iterations that count
 * @param milliseconds an iteration
 */
public record Effort(int forks, int warmups, int iterations, long milliseconds) {
  /** Checks that no figure is negative. */
  public Effort {
    require("forks", forks);
    require("warm-up iterations", warmups);
    require("iterations", iterations);
    require("milliseconds", milliseconds);
  }

  private static void require(String name, long found) {
    if (found < 0) {
      throw new IllegalArgumentException(name + ": " + found + ", expected 0 or more");
    }
  }

  void apply(ChainedOptionsBuilder options) {
    if (forks > 0) {
      options.forks(forks);
    }
    if (warmups > 0) {
      options.warmupIterations(warmups);
    }
    if (iterations > 0) {
      options.measurementIterations(iterations);
    }
    if (milliseconds > 0) {
      options.warmupTime(TimeValue.milliseconds(milliseconds));
      options.measurementTime(TimeValue.milliseconds(milliseconds));
    }
  }
}
