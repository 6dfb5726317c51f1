package io.github.tapehead.model.inference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tapehead.kernels.Matrix;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A fresh JVM with nothing but our classes on its class path, as a program that embeds us. */
class ClassPathTest {
  @TempDir Path folder;

  @Test
  void runsWithTheVectorModule() throws Exception {
    List<String> lines =
        run("--add-modules", "jdk.incubator.vector", "--illegal-native-access=deny");
    assertEquals("outputs 3", lines.getLast(), lines.toString());
  }

  @Test
  void saysWhatIsMissingWithoutIt() throws Exception {
    List<String> lines = run();
    String expected =
        "module jdk.incubator.vector: not in this JVM, expected java --add-modules"
            + " jdk.incubator.vector";
    assertTrue(lines.stream().anyMatch(l -> l.contains(expected)), lines.toString());
  }

  private List<String> run(String... options) throws IOException, InterruptedException {
    Path file = folder.resolve("weights.safetensors");
    Models.write(file, Models.SMALL, 1);
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(options));
    String path =
        String.join(
            System.getProperty("path.separator"),
            classes(Matrix.class),
            classes(Model.class),
            classes(ClassPathTest.class));
    command.addAll(List.of("-cp", path, FirstAnswer.class.getName(), file.toString()));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    process.waitFor();
    return output.lines().toList();
  }

  /** The folder or jar of a class, on the module path or patched into its module. */
  private static String classes(Class<?> type) throws IOException {
    String name = type.getName().replace('.', '/') + ".class";
    String url = type.getResource("/" + name).toString();
    String place = url.substring(0, url.length() - name.length() - 1);
    place = place.startsWith("jar:") ? place.substring(4, place.length() - 1) : place;
    return Path.of(URI.create(place)).toString();
  }
}
