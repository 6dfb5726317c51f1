package io.github.tapehead.bench.network;

import io.github.tapehead.bench.kernels.Cost;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Where the time of a training step goes.
 *
 * @param workload its name
 * @param event the sampling event
 * @param samples how many
 * @param steps steps that were sampled
 * @param millisecondsPerStep mean
 * @param cpuShare CPU time in that time, from 0 to 1; clearly below 1, others used the CPU
 * @param gigaflops of the whole step, by {@link StepWork}
 * @param operations the slowest first
 */
record BreakdownReport(
    String workload,
    String event,
    int samples,
    long steps,
    double millisecondsPerStep,
    double cpuShare,
    double gigaflops,
    List<Operation> operations) {

  /**
   * One operation.
   *
   * @param operation class and method of the kernel that the network calls, or {@code model}, or
   *     {@code other}
   * @param share of the step, from 0 to 1
   * @param milliseconds in a step
   * @param gigaflops per second, or null where {@link StepWork} has no formula
   * @param gigabytesPerSecond compulsory memory traffic, or null likewise
   */
  record Operation(
      String operation,
      double share,
      double milliseconds,
      Double gigaflops,
      Double gigabytesPerSecond) {

    private static Operation of(String name, double share, double milliseconds, Cost cost) {
      double nanoseconds = milliseconds * 1e6;
      return new Operation(
          name,
          share,
          milliseconds,
          cost == null ? null : cost.flops() / nanoseconds,
          cost == null ? null : cost.bytes() / nanoseconds);
    }
  }

  /** Sums up samples of a workload. */
  static BreakdownReport of(Workload workload, StepSampler.Samples samples) {
    Map<String, Cost> costs = StepWork.of(workload);
    double milliseconds = samples.nanoseconds() / 1e6 / samples.steps();
    int total = samples.total();
    List<Operation> operations =
        samples.counts().entrySet().stream()
            .map(entry -> {
              double share = (double) entry.getValue() / total;
              Cost cost = costs.get(entry.getKey());
              return Operation.of(entry.getKey(), share, share * milliseconds, cost);
            })
            .sorted(Comparator.comparingDouble(Operation::share).reversed())
            .toList();
    return new BreakdownReport(
        workload.name(),
        samples.event().toString(),
        total,
        samples.steps(),
        milliseconds,
        (double) samples.cpuNanoseconds() / samples.nanoseconds(),
        StepWork.total(workload).flops() / (milliseconds * 1e6),
        operations);
  }

  /** A table for people. */
  String toTable() {
    StringBuilder table = new StringBuilder();
    table.append(
        String.format(
            Locale.ROOT,
            "%s: %.3f ms per step (%.0f %% of it on the CPU), %.1f GFLOP/s; %d samples (%s) of %d"
                + " steps%n%n",
            workload,
            millisecondsPerStep,
            cpuShare * 100,
            gigaflops,
            samples,
            event,
            steps));
    int width = operations.stream().mapToInt(o -> o.operation.length()).max().orElse(0);
    String columns = "%-" + Math.max(width, "operation".length()) + "s %7s %8s %8s %7s%n";
    table.append(
        String.format(Locale.ROOT, columns, "operation", "share %", "ms", "GFLOP/s", "GB/s"));
    for (Operation o : operations) {
      table.append(
          String.format(
              Locale.ROOT,
              columns,
              o.operation,
              decimals(o.share * 100, 1),
              decimals(o.milliseconds, 4),
              decimals(o.gigaflops, 1),
              decimals(o.gigabytesPerSecond, 1)));
    }
    return table.toString();
  }

  private static String decimals(Double value, int digits) {
    return value == null ? "" : String.format(Locale.ROOT, "%." + digits + "f", value);
  }
}
