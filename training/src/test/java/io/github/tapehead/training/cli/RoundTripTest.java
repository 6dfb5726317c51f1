package io.github.tapehead.training.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * {@code docs/roundtrip.py}, where there is a Python: its files here and ours there, bit for bit.
 */
class RoundTripTest {
  private static final Path SCRIPT =
      Path.of(System.getProperty("basedir", ""))
          .toAbsolutePath()
          .resolveSibling("docs")
          .resolve("roundtrip.py");

  @Test
  void pythonReadsOurFilesAndWeReadItsFiles() throws Exception {
    assumeTrue(isThere(), "python3 of version 3.9 or later on the PATH");
    List<String> command = new ArrayList<>(List.of("python3", SCRIPT.toString()));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // Each of the JVMs ends too soon for the second compiler to be of use.
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.add("-Djava.awt.headless=true");
    command.addAll(List.of("-p", System.getProperty("jdk.module.path")));
    // What the pictures need is no module.
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of("-m", "io.github.tapehead.training/" + Main.class.getName()));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), output);
    assertEquals(6, output.lines().filter(line -> line.endsWith(" the same bits")).count(), output);
    assertTrue(output.contains("safetensors package"), output);
    output.lines().filter(line -> !line.contains("WARNING")).forEach(System.out::println);
  }

  private static boolean isThere() throws InterruptedException {
    String version = "import sys; sys.exit(sys.version_info < (3, 9))";
    try {
      return new ProcessBuilder("python3", "-c", version).start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }
}
