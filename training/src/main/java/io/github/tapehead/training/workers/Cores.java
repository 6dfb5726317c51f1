package io.github.tapehead.training.workers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/** The cores of this machine. */
public final class Cores {
  private static final Path CPUS = Path.of("/sys/devices/system/cpu");

  private Cores() {}

  /**
   * Cores that the JVM may use, threads of one core counted once: two threads that multiply
   * matrices on one core are no faster than one. Where the system does not tell them apart, all
   * processors that the JVM may use.
   */
  public static int physical() {
    return Math.min(physical(CPUS), Runtime.getRuntime().availableProcessors());
  }

  /** Different sets of siblings among Linux's CPUs; many if there are none. */
  static int physical(Path cpus) {
    Set<String> cores = new HashSet<>();
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(cpus, "cpu[0-9]*")) {
      for (Path folder : folders) {
        Path siblings = folder.resolve("topology/thread_siblings_list");
        if (Files.isRegularFile(siblings)) {
          cores.add(Files.readString(siblings).strip());
        }
      }
    } catch (IOException | UncheckedIOException e) {
      return Integer.MAX_VALUE;
    }
    return cores.isEmpty() ? Integer.MAX_VALUE : cores.size();
  }
}
