package io.github.tapehead.bench.record;

import io.github.tapehead.bench.kernels.KernelCases;
import io.github.tapehead.bench.results.Work;
import io.github.tapehead.bench.rivals.ProductShape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The names of what there is to measure, and what it does. */
public final class Benchmarks {
  /** Training steps. */
  public static final String STEPS = "TrainingStepBenchmark";

  /** Inference steps. */
  public static final String INFERENCE = "InferenceBenchmark";

  /** Kernels. */
  public static final String KERNELS = "KernelBenchmark";

  /** Matrix products of several libraries. */
  public static final String RIVALS = "GemmRivalsBenchmark";

  /** Polluted profiles. */
  public static final String POLLUTION = "ProfilePollutionBenchmark";

  /** The training steps, by the benchmark's parameter {@code work}. */
  public static final List<String> WORK =
      List.of(
          "copy-lstm-b1",
          "copy-lstm-b16",
          "copy-lstm-b64",
          "copy-ff-b16",
          "sort-ff512-8heads-b16",
          "large-memory-b16");

  private Benchmarks() {}

  /** A regular expression for all methods of a class, whatever its package. */
  static String include(String type) {
    return "\\." + type + "\\.";
  }

  /** What the kernels do, from the table of kernel benchmarks. */
  static List<Work> kernels() {
    return KernelCases.work().stream()
        .map(work -> new Work(work.name(), work.group(), work.flops(), work.bytes()))
        .toList();
  }

  /** What the matrix products of {@link #RIVALS} do; the group is the shape. */
  static List<Work> products() {
    List<Work> all = new ArrayList<>();
    for (ProductShape shape : ProductShape.values()) {
      double m = shape.m();
      double k = shape.k();
      double n = shape.n();
      String sizes = shape.m() + "×" + shape.k() + "×" + shape.n();
      double floats = m * k + k * n + 2 * m * n;
      all.add(new Work(shape.name(), sizes, 2 * m * k * n, floats * Float.BYTES));
    }
    return all;
  }

  /** The first kernels of every group in turn, until there are so many. */
  static List<String> selection(List<Work> work, int count) {
    Map<String, List<String>> groups = new LinkedHashMap<>();
    for (Work one : work) {
      groups.computeIfAbsent(one.group(), group -> new ArrayList<>()).add(one.name());
    }
    List<String> selected = new ArrayList<>();
    for (int rank = 0; selected.size() < Math.min(count, work.size()); rank++) {
      for (List<String> names : groups.values()) {
        if (rank < names.size() && selected.size() < count) {
          selected.add(names.get(rank));
        }
      }
    }
    return selected;
  }
}
