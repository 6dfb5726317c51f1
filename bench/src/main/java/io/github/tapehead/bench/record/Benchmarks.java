package io.github.tapehead.bench.record;

import io.github.tapehead.bench.results.Work;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The names of what there is to measure. Classes are named, not linked: JMH finds them itself. */
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

  static final String STEP_BREAKDOWN = "io.github.tapehead.bench.network.StepBreakdown";
  static final String COLD_START = "io.github.tapehead.bench.network.ColdStart";

  private static final String KERNEL_CASES = "io.github.tapehead.bench.kernels.KernelCases";
  private static final String SHAPES = "io.github.tapehead.bench.rivals.ProductShape";

  private Benchmarks() {}

  /** A regular expression for all methods of a class, whatever its package. */
  static String include(String type) {
    return "\\." + type + "\\.";
  }

  /**
   * What the kernels do, from the table of kernel benchmarks.
   *
   * @throws IllegalStateException if there is no such table
   */
  static List<Work> kernels() {
    List<Work> all = new ArrayList<>();
    try {
      for (Object work : (List<?>) Class.forName(KERNEL_CASES).getMethod("work").invoke(null)) {
        all.add(
            new Work(
                (String) value(work, "name"),
                (String) value(work, "group"),
                ((Number) value(work, "flops")).doubleValue(),
                ((Number) value(work, "bytes")).doubleValue()));
      }
    } catch (ReflectiveOperationException | ClassCastException e) {
      throw new IllegalStateException(
          KERNEL_CASES + ".work(): cannot be read, expected name, group, flops, bytes: " + e, e);
    }
    return all;
  }

  /**
   * What the matrix products of {@link #RIVALS} do; the group is the shape.
   *
   * @throws IllegalStateException if there is no such table
   */
  static List<Work> products() {
    List<Work> all = new ArrayList<>();
    try {
      for (Object shape : Class.forName(SHAPES).getEnumConstants()) {
        double m = ((Number) value(shape, "m")).doubleValue();
        double k = ((Number) value(shape, "k")).doubleValue();
        double n = ((Number) value(shape, "n")).doubleValue();
        String sizes = "%.0f×%.0f×%.0f".formatted(m, k, n);
        double floats = m * k + k * n + 2 * m * n;
        all.add(new Work(((Enum<?>) shape).name(), sizes, 2 * m * k * n, floats * Float.BYTES));
      }
    } catch (ReflectiveOperationException | ClassCastException e) {
      throw new IllegalStateException(SHAPES + ": cannot be read, expected m, k, n: " + e, e);
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

  private static Object value(Object work, String name) throws ReflectiveOperationException {
    Method method = work.getClass().getMethod(name);
    method.setAccessible(true);
    return method.invoke(work);
  }
}
