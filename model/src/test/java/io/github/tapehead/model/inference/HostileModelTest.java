package io.github.tapehead.model.inference;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.tapehead.model.ControllerKind;
import io.github.tapehead.model.JavaProcess;
import io.github.tapehead.model.NetworkConfiguration;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models that ask for more than there is. */
class HostileModelTest {
  @TempDir Path folder;

  /** Locations have no weights: a file of some kilobytes may want any number of them. */
  @Test
  void aMemoryThatDoesNotFitIsRefused() throws Exception {
    assumeTrue(System.getProperty("os.name").equals("Linux"), "no limit on a process's memory");
    assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "no bash");
    Path file = folder.resolve("weights.safetensors");
    Models.write(
        file,
        NetworkConfiguration.ntm(ControllerKind.LSTM, 4, 3).withHidden(1).withMemory(65536, 1024),
        1);
    assertTrue(Files.size(file) < 100_000);
    List<String> command =
        JavaProcess.command(
            List.of(
                "-Xmx64m",
                "-XX:+UseSerialGC",
                "-XX:CompressedClassSpaceSize=32m",
                "-XX:ReservedCodeCacheSize=32m",
                "--add-modules",
                "jdk.incubator.vector",
                FirstAnswer.class.getName(),
                file.toString()));
    String limited = "ulimit -v 1500000; exec '" + String.join("' '", command) + "'";
    String output = JavaProcess.start(List.of("/bin/bash", "-c", limited));
    String refusal = "WeightsFormatException: " + file + ": its network needs more memory than";
    assertTrue(output.contains(refusal), output);
  }
}
