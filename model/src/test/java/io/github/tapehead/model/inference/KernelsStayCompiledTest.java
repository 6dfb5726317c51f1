package io.github.tapehead.model.inference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tapehead.model.JavaProcess;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Compiled kernels survive that the program wraps an array, or opens an arena, for the first time.
 */
class KernelsStayCompiledTest {
  private static final Predicate<String> KERNEL = line -> line.contains("tapehead.kernels");
  private static final Predicate<String> DISCARDED = line -> line.contains("made not entrant");

  @TempDir Path folder;

  @Test
  void otherKindsOfMemoryDiscardNone() throws Exception {
    Path file = folder.resolve("weights.safetensors");
    Models.write(file, Models.SMALL, 1);
    List<String> lines =
        JavaProcess.run(
                List.of(
                    "--add-modules",
                    "jdk.incubator.vector",
                    "-Xbatch",
                    "-XX:+PrintCompilation",
                    ArrayWrapped.class.getName(),
                    file.toString()))
            .lines()
            .toList();
    int compiled = lines.indexOf(ArrayWrapped.COMPILED);
    assertTrue(compiled > 0, lines.toString());
    assertTrue(lines.subList(0, compiled).stream().anyMatch(KERNEL), "no kernel was compiled");
    List<String> after = lines.subList(compiled, lines.size());
    assertEquals(List.of(), after.stream().filter(KERNEL.and(DISCARDED)).toList());
  }
}
