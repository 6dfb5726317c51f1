package io.github.tapehead.model.inference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tapehead.model.JavaProcess;
import java.io.IOException;
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
    List<String> command = new ArrayList<>(List.of(options));
    command.addAll(List.of(FirstAnswer.class.getName(), file.toString()));
    return JavaProcess.run(command).lines().toList();
  }
}
