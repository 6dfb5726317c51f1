package io.github.tapehead.bench.report;

import io.github.tapehead.bench.record.Benchmarks;
import io.github.tapehead.bench.results.JmhResult;
import io.github.tapehead.bench.results.Recording;
import io.github.tapehead.bench.results.Work;
import io.github.tapehead.bench.roofline.RooflineModel;
import io.github.tapehead.training.report.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Tables of kernels: beside their scalar references, beside the roofline, beside other libraries.
 */
public final class KernelTables {
  private static final String VECTOR = "vector";
  private static final String SCALAR = "scalar";
  private static final String OURS = "ours";

  /** More bytes per call than the harness itself accounts for. */
  private static final double ALLOCATING = 1000;

  private KernelTables() {}

  /** Kernels whose vectors were boxed: their times are those of code that C2 has not compiled. */
  public static List<String> allocating(Recording recording) {
    return recording.of(Benchmarks.KERNELS).stream()
        .filter(result -> result.method().equals(VECTOR) && result.allocated() > ALLOCATING)
        .map(result -> result.parameter("kernel"))
        .sorted()
        .toList();
  }

  /** Every kernel: its time, that of the scalar reference, its rate, its share of the roofline. */
  public static Table kernels(Recording recording) {
    Table table =
        new Table(
            1,
            "kernel",
            "vector ns",
            "scalar ns",
            "speed-up",
            "rate",
            "of the roofline",
            "bound by");
    byName(recording).forEach((kernel, times) -> table.add(cells(recording, kernel, times)));
    return table;
  }

  /** The share of the roofline that each kernel attains, where both are known. */
  static Map<String, Double> shares(Recording recording) {
    Map<String, Double> shares = new TreeMap<>();
    byName(recording)
        .forEach((kernel, times) -> {
          Work work = recording.work().get(kernel);
          Double vector = times.get(VECTOR);
          if (work != null && vector != null && recording.roofline().isPresent()) {
            RooflineModel roofline = recording.roofline().get();
            shares.put(kernel, roofline.share(work.flops(), work.bytes(), vector));
          }
        });
    return shares;
  }

  /** Matrix products of this project and of others. */
  public static Table rivals(Recording recording) {
    Map<String, Map<String, Double>> byShape = new TreeMap<>();
    TreeSet<String> rivals = new TreeSet<>();
    for (JmhResult result : recording.of(Benchmarks.RIVALS)) {
      byShape
          .computeIfAbsent(result.setting(), shape -> new TreeMap<>())
          .put(result.method(), result.median());
      rivals.add(result.method());
    }
    rivals.remove(OURS);
    List<String> header = new ArrayList<>(List.of("product", "ours ns", "ours GFLOP/s"));
    rivals.forEach(rival -> header.add(rival + " ns"));
    header.add("best rival ÷ ours");
    Table table = new Table(1, header);
    byShape.forEach((shape, times) -> {
      double ours = times.getOrDefault(OURS, Double.NaN);
      Work work = recording.work().get(shape);
      double flops = work == null ? Double.NaN : work.flops();
      String name = work == null ? shape : shape + " " + work.group();
      List<String> cells =
          new ArrayList<>(List.of(name, Numbers.digits(ours), Numbers.digits(flops / ours)));
      double best = Double.NaN;
      for (String rival : rivals) {
        double time = times.getOrDefault(rival, Double.NaN);
        cells.add(Numbers.digits(time));
        best = Double.isNaN(best) || time < best ? time : best;
      }
      cells.add(Numbers.times(best / ours));
      table.add(cells);
    });
    return table;
  }

  private static Map<String, Map<String, Double>> byName(Recording recording) {
    Map<String, Map<String, Double>> byName = new TreeMap<>();
    for (JmhResult result : recording.of(Benchmarks.KERNELS)) {
      byName
          .computeIfAbsent(result.parameter("kernel"), kernel -> new TreeMap<>())
          .put(result.method(), result.median());
    }
    return byName;
  }

  private static List<String> cells(Recording recording, String kernel, Map<String, Double> times) {
    double vector = times.getOrDefault(VECTOR, Double.NaN);
    double scalar = times.getOrDefault(SCALAR, Double.NaN);
    Work work = recording.work().get(kernel);
    RooflineModel roofline = recording.roofline().orElse(null);
    boolean known = work != null && roofline != null;
    boolean arithmetic = known && roofline.boundByArithmetic(work.flops(), work.bytes());
    return List.of(
        kernel,
        Numbers.digits(vector),
        Numbers.digits(scalar),
        Numbers.times(scalar / vector),
        work == null ? Numbers.digits(Double.NaN) : rate(work, vector, arithmetic || !known),
        known
            ? Numbers.percent(roofline.share(work.flops(), work.bytes(), vector))
            : Numbers.digits(Double.NaN),
        known
            ? arithmetic ? "arithmetic" : roofline.level(work.bytes()).name()
            : Numbers.digits(Double.NaN));
  }

  /** In the unit of what bounds the kernel. */
  private static String rate(Work work, double nanoseconds, boolean arithmetic) {
    return arithmetic && work.flops() > 0
        ? Numbers.digits(work.flops() / nanoseconds) + " GFLOP/s"
        : Numbers.digits(work.bytes() / nanoseconds) + " GB/s";
  }
}
