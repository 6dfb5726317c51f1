package io.github.tapehead.bench.network;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs programs of this class path, each in a JVM of its own. */
public final class FreshJvm {
  private FreshJvm() {}

  /**
   * How a program ended.
   *
   * @param main its class
   * @param code its exit code
   * @param printed its standard output
   * @param complaint the last line of its standard error
   */
  public record Ending(String main, int code, String printed, String complaint) {
    /**
     * What it printed.
     *
     * @throws IOException if it failed
     */
    public String success() throws IOException {
      if (code != 0) {
        throw new IOException(main + ": exit code " + code + ", expected 0; " + complaint);
      }
      return printed;
    }
  }

  /**
   * Runs a program to its end.
   *
   * @param main the class
   * @param jvmArguments beside the Vector API's module
   * @param arguments of the program
   * @throws IOException if it cannot be started, or this thread is interrupted
   */
  public static Ending run(String main, List<String> jvmArguments, List<String> arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("--add-modules=jdk.incubator.vector");
    command.addAll(jvmArguments);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main));
    command.addAll(arguments);
    Path errors = Files.createTempFile("tapehead-bench-", ".txt");
    Process process = new ProcessBuilder(command).redirectError(errors.toFile()).start();
    try {
      String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int code = process.waitFor();
      return new Ending(main, code, printed.strip(), lastLine(Files.readString(errors)));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(main + ": interrupted", e);
    } finally {
      process.destroy();
      Files.deleteIfExists(errors);
    }
  }

  /** The last line that is not blank; empty if there is none. */
  static String lastLine(String text) {
    return text.lines().filter(line -> !line.isBlank()).reduce("", (before, line) -> line);
  }
}
