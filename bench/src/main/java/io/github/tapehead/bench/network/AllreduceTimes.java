package io.github.tapehead.bench.network;

import com.google.gson.GsonBuilder;
import io.github.tapehead.bench.results.Samples;
import io.github.tapehead.kernels.Matrix;
import io.github.tapehead.training.mpi.Mpi;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * A program that tells what a sum over all processes costs, by its size:
 *
 * <pre>
 *   mpirun -n 2 java --add-modules jdk.incubator.vector --enable-native-access=ALL-UNNAMED \
 *     -cp bench/target/benchmarks.jar io.github.tapehead.bench.network.AllreduceTimes out.json
 * </pre>
 */
@Command(
    name = "AllreduceTimes",
    description = "Tells what a sum over all processes costs, by its size.",
    mixinStandardHelpOptions = true,
    showDefaultValues = true)
public final class AllreduceTimes implements Callable<Integer> {
  @Parameters(index = "0", arity = "0..1", paramLabel = "FILE", description = "JSON to write.")
  private Path file;

  @Option(
      names = "--floats",
      split = ",",
      defaultValue = "8,1024,17152,102400,1048576",
      description = "Floats in a sum.")
  private List<Integer> sizes;

  @Option(names = "--sums", defaultValue = "1000", description = "Sums of each size.")
  private int sums;

  private AllreduceTimes() {}

  /** Runs the program and ends the JVM with its exit code. */
  public static void main(String[] arguments) {
    Programs.run(new AllreduceTimes(), arguments);
  }

  /**
   * The times of one size.
   *
   * @param floats in a sum
   * @param microseconds median
   * @param quarter first quartile
   * @param threeQuarters third quartile
   */
  private record Times(int floats, double microseconds, double quarter, double threeQuarters) {}

  /** What is written. */
  private record Report(String implementation, int processes, List<Times> times) {}

  /** Measures; the first process prints and writes. */
  @Override
  public Integer call() throws IOException {
    Mpi mpi = Mpi.start();
    List<Times> times = new ArrayList<>();
    for (int size : sizes) {
      times.add(measure(mpi, size));
    }
    if (mpi.rank() == 0) {
      write(new Report(mpi.implementation(), mpi.ranks(), times));
    }
    mpi.close();
    return 0;
  }

  private Times measure(Mpi mpi, int floats) {
    try (Arena arena = Arena.ofConfined()) {
      Matrix block = Matrix.allocate(arena, 1, floats);
      MemorySegment together = arena.allocate(Double.BYTES, Double.BYTES);
      double[] microseconds = new double[sums];
      // As many again come first, in which code is compiled and connections are made.
      for (int i = -sums; i < sums; i++) {
        mpi.sumDoubles(together);
        long begin = System.nanoTime();
        mpi.sum(block);
        long end = System.nanoTime();
        if (i >= 0) {
          microseconds[i] = (end - begin) * 1e-3;
        }
      }
      Samples samples = Samples.of(microseconds);
      return new Times(floats, samples.median(), samples.quantile(0.25), samples.quantile(0.75));
    }
  }

  private void write(Report report) throws IOException {
    System.out.printf("%s, %d processes%n", report.implementation(), report.processes());
    System.out.printf("%10s %12s %16s%n", "floats", "µs", "p25-p75");
    for (Times each : report.times()) {
      System.out.printf(
          Locale.ROOT,
          "%10d %12.1f %8.1f-%.1f%n",
          each.floats(),
          each.microseconds(),
          each.quarter(),
          each.threeQuarters());
    }
    if (file != null) {
      Files.writeString(file, new GsonBuilder().setPrettyPrinting().create().toJson(report) + "\n");
    }
  }
}
