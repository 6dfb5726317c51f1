package io.github.tapehead.training.report;

import io.github.tapehead.kernels.Simd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * The machine and the JVM of a run: what its seconds depend on.
 *
 * @param cpu the model's name
 * @param processors that the JVM may use
 * @param vectorBits width of the vectors in use
 * @param jvm name and version
 */
public record Host(String cpu, int processors, int vectorBits, String jvm) {
  private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

  /** This machine and JVM. */
  public static Host here() {
    return new Host(
        model(),
        Runtime.getRuntime().availableProcessors(),
        Simd.vectorBits(),
        System.getProperty("java.vm.name") + " " + Runtime.version());
  }

  /** All of it in one line. */
  @Override
  public String toString() {
    return cpu
        + ", "
        + processors
        + (processors == 1 ? " processor" : " processors")
        + ", vectors of "
        + vectorBits
        + " bits, "
        + jvm;
  }

  /** The name that Linux knows; the architecture elsewhere. */
  private static String model() {
    try (Stream<String> lines = Files.lines(CPU_INFO)) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse(System.getProperty("os.arch"));
    } catch (IOException e) {
      return System.getProperty("os.arch");
    }
  }
}
