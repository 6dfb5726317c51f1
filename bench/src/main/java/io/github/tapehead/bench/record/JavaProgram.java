package io.github.tapehead.bench.record;

import com.google.gson.JsonElement;
import io.github.tapehead.bench.results.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs a program of this class path in a JVM of its own. */
final class JavaProgram {
  private JavaProgram() {}

  /**
   * Runs a program that writes JSON into the file named by its last argument, or prints it.
   *
   * @param main the class
   * @param file replaced by what the program wrote
   * @param jvmArguments beside the Vector API's module
   * @param arguments without the file
   */
  static void json(String main, Path file, List<String> jvmArguments, String... arguments)
      throws IOException {
    Path fresh = Files.createTempFile("tapehead-bench-", ".json");
    try {
      Files.delete(fresh);
      List<String> command = new ArrayList<>();
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.add("--add-modules=jdk.incubator.vector");
      command.addAll(jvmArguments);
      command.addAll(List.of("-cp", System.getProperty("java.class.path"), main));
      command.addAll(List.of(arguments));
      command.add(fresh.toString());
      String printed = run(main, command);
      String json = Files.exists(fresh) ? Files.readString(fresh) : printed;
      Json.write(file, Json.parse(main, json, JsonElement.class));
    } finally {
      Files.deleteIfExists(fresh);
    }
  }

  private static String run(String main, List<String> command) throws IOException {
    Path errors = Files.createTempFile("tapehead-bench-", ".txt");
    Process process = new ProcessBuilder(command).redirectError(errors.toFile()).start();
    try {
      String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int code = process.waitFor();
      if (code != 0) {
        throw new IOException(
            main + ": exit code " + code + ", expected 0; " + lastLine(Files.readString(errors)));
      }
      return printed;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(main + ": interrupted", e);
    } finally {
      process.destroy();
      Files.deleteIfExists(errors);
    }
  }

  private static String lastLine(String text) {
    return text.lines().filter(line -> !line.isBlank()).reduce("", (before, line) -> line);
  }
}
