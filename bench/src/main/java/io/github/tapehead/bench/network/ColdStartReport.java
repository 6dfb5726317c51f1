package io.github.tapehead.bench.network;

import java.util.List;
import java.util.Locale;

/**
 * What several fresh JVMs came to.
 *
 * @param workload what was trained
 * @param warmUp whether each rehearsed before its first step
 * @param runs one JVM each
 * @param slowRuns runs whose final median is more than 1.5 times the median of all, or that still
 *     allocated more than 1,000 bytes a step in the end
 */
record ColdStartReport(String workload, boolean warmUp, List<ColdRun> runs, int slowRuns) {
  private static final double SLOW = 1.5;
  // A single loop whose vectors are boxed allocates more.
  private static final double BOXED = 1000;

  /** Sums up the runs. */
  static ColdStartReport of(String workload, boolean warmUp, List<ColdRun> runs) {
    double median =
        SteadyState.median(runs.stream().mapToDouble(ColdRun::finalMilliseconds).toArray());
    long slow =
        runs.stream()
            .filter(r -> r.finalMilliseconds() > SLOW * median || r.bytesPerStep() > BOXED)
            .count();
    return new ColdStartReport(workload, warmUp, List.copyOf(runs), (int) slow);
  }

  /** The heading of a table for people. */
  static String heading() {
    return String.format(
        Locale.ROOT,
        "%4s %15s %13s %10s %9s %12s %8s%n",
        "run",
        "first step (ms)",
        "ended at (s)",
        "steady (s)",
        "final ms",
        "bytes a step",
        "peak MB");
  }

  /** A row of it. */
  static String row(int number, ColdRun run) {
    return String.format(
        Locale.ROOT,
        "%4d %15.1f %13.2f %10.2f %9.3f %12.0f %8.0f%n",
        number,
        run.firstStepMilliseconds(),
        run.secondsToFirstStep(),
        run.secondsToSteady(),
        run.finalMilliseconds(),
        run.bytesPerStep(),
        run.peakMegabytes());
  }

  /** The last line. */
  String conclusion() {
    return slowRuns + " of " + runs.size() + " runs ended in a slow state";
  }
}
