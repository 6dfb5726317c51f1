package io.github.tapehead.model;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Weights files that were damaged at random or on purpose are read as what they are now, or
 * refused, in a heap of 64 MB. {@code -Dtapehead.mutations} says how many, {@code
 * -Dtapehead.mutationSeed} which.
 */
class MutatedWeightsTest {
  @TempDir Path folder;

  @Test
  void areReadOrRefusedWithoutMuchMemory() throws Exception {
    String count = System.getProperty("tapehead.mutations", "300");
    String seed = System.getProperty("tapehead.mutationSeed", "1");
    String output =
        JavaProcess.run(
            List.of(
                "-Xmx64m",
                "--add-modules",
                "jdk.incubator.vector",
                MutatedWeights.class.getName(),
                folder.toString(),
                seed,
                count));
    System.out.println(output);
    assertTrue(output.contains("\nfiles " + count + " refused "), output);
  }
}
