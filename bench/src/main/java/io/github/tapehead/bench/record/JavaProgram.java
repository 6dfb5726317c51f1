package io.github.tapehead.bench.record;

import com.google.gson.JsonElement;
import io.github.tapehead.bench.network.FreshJvm;
import io.github.tapehead.bench.results.Json;
import java.io.IOException;
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
      List<String> all = new ArrayList<>(List.of(arguments));
      all.add(fresh.toString());
      String printed = FreshJvm.run(main, jvmArguments, all).success();
      String json = Files.exists(fresh) ? Files.readString(fresh) : printed;
      Json.write(file, Json.parse(main, json, JsonElement.class));
    } finally {
      Files.deleteIfExists(fresh);
    }
  }
}
