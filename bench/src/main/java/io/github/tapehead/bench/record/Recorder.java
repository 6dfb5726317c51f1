package io.github.tapehead.bench.record;

import io.github.tapehead.bench.network.ColdStart;
import io.github.tapehead.bench.network.StepBreakdown;
import io.github.tapehead.bench.results.Json;
import io.github.tapehead.bench.results.Recording;
import io.github.tapehead.bench.results.Work;
import io.github.tapehead.bench.roofline.Roofline;
import io.github.tapehead.kernels.Simd;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Measures parts of a recording into a folder; a part that fails leaves the others alone. */
public final class Recorder {
  private static final int[] WIDTHS = {128, 256, 512};

  private static final int FEW_KERNELS = 8;

  /**
   * A vector kernel that is not compiled yet may take 50 ms a call, and needs hundreds of calls.
   */
  private static final Effort BRIEF_VECTOR = new Effort(1, 6, 2, 500);

  private static final Effort BRIEF_SCALAR = new Effort(1, 1, 2, 200);
  private static final Effort BRIEF_PRODUCT = new Effort(1, 5, 3, 200);
  private static final Effort BRIEF_STEP = new Effort(1, 2, 3, 1500);

  private final Path folder;
  private final Effort steps;
  private final Effort small;
  private final boolean brief;
  private final PrintWriter out;

  private Recorder(Path folder, Effort steps, Effort small, boolean brief, PrintWriter out) {
    this.folder = folder;
    this.steps = steps;
    this.small = small;
    this.brief = brief;
    this.out = out;
  }

  /**
   * A recorder of everything.
   *
   * @param folder exists
   * @param out takes a line of progress a benchmark
   */
  public static Recorder full(Path folder, Effort effort, PrintWriter out) {
    return new Recorder(folder, effort, effort, false, out);
  }

  /** A recorder that takes two or three minutes for all that {@link #BRIEF} names. */
  public static Recorder brief(Path folder, PrintWriter out) {
    return new Recorder(folder, BRIEF_STEP, BRIEF_PRODUCT, true, out);
  }

  /** The parts of the short version. */
  public static final Set<Part> BRIEF =
      Set.of(Part.ROOFLINE, Part.STEPS, Part.INFERENCE, Part.KERNELS, Part.RIVALS);

  /**
   * Measures.
   *
   * @return what failed, one line each
   */
  public List<String> record(Set<Part> parts) {
    List<String> failures = new ArrayList<>();
    for (Part part : Part.values()) {
      if (parts.contains(part)) {
        out.println(part);
        out.flush();
        try {
          record(part).forEach(failure -> failures.add(part + ": " + failure));
        } catch (IOException | RuntimeException e) {
          failures.add(part + ": " + e.getMessage());
          out.println("  FAILED: " + e.getMessage());
        }
      }
    }
    return failures;
  }

  private List<String> record(Part part) throws IOException {
    Path results = folder.resolve(Recording.RESULTS);
    return switch (part) {
      case ROOFLINE -> {
        JavaProgram.json(Roofline.class.getName(), folder.resolve(Recording.ROOFLINE), List.of());
        yield List.of();
      }
      case STEPS ->
          new JmhRun(Benchmarks.STEPS).parameter("work", Benchmarks.WORK).run(steps, results, out);
      case INFERENCE -> new JmhRun(Benchmarks.INFERENCE).run(steps, results, out);
      case KERNELS -> kernels(results);
      case RIVALS -> {
        know(Benchmarks.products());
        yield new JmhRun(Benchmarks.RIVALS).run(small, results, out);
      }
      case POLLUTION -> new JmhRun(Benchmarks.POLLUTION).run(steps, results, out);
      case WIDTHS -> widths();
      case BREAKDOWN -> breakdowns();
      case COLD -> {
        JavaProgram.json(ColdStart.class.getName(), folder.resolve(Recording.COLD), List.of());
        yield List.of();
      }
    };
  }

  private List<String> kernels(Path results) throws IOException {
    List<Work> work = Benchmarks.kernels();
    know(work);
    if (!brief) {
      return new JmhRun(Benchmarks.KERNELS).run(small, results, out);
    }
    List<String> few = Benchmarks.selection(work, FEW_KERNELS);
    List<String> failures = new ArrayList<>();
    for (String method : List.of("vector", "scalar")) {
      failures.addAll(
          new JmhRun(Benchmarks.KERNELS)
              .methods(method)
              .parameter("kernel", few)
              .run(method.equals("vector") ? BRIEF_VECTOR : BRIEF_SCALAR, results, out));
    }
    return failures;
  }

  /** Puts work into its file, beside what is there. */
  private void know(List<Work> work) throws IOException {
    Map<String, Work> all = Recording.read(folder).work();
    work.forEach(one -> all.put(one.name(), one));
    Json.write(folder.resolve(Recording.WORK), all.values());
  }

  /** Widths that the CPU has; a wider one would be emulated. */
  private List<String> widths() throws IOException {
    List<String> failures = new ArrayList<>();
    for (int bits : WIDTHS) {
      if (bits <= Simd.preferredBits()) {
        out.println("  " + bits + " bits");
        List<String> width = List.of("-Dtapehead.vectorBits=" + bits);
        Path file = folder.resolve("width-" + bits + ".json");
        failures.addAll(
            new JmhRun(Benchmarks.STEPS)
                .parameter("work", Benchmarks.WORK)
                .jvmArguments(width)
                .run(steps, file, out));
        failures.addAll(
            new JmhRun(Benchmarks.RIVALS)
                .methods("ours")
                .jvmArguments(width)
                .run(small, file, out));
      }
    }
    return failures;
  }

  private List<String> breakdowns() {
    List<String> failures = new ArrayList<>();
    for (String work : Benchmarks.WORK) {
      try {
        // Without them a sample may count for a neighbour compiled into the same method.
        List<String> precise = List.of("-XX:+UnlockDiagnosticVMOptions", "-XX:+DebugNonSafepoints");
        Path file = folder.resolve("breakdown-" + work + ".json");
        JavaProgram.json(StepBreakdown.class.getName(), file, precise, work);
        out.println("  " + work);
        out.flush();
      } catch (IOException | RuntimeException e) {
        failures.add(work + ": " + e.getMessage());
      }
    }
    return failures;
  }
}
