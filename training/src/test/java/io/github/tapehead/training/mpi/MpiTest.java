package io.github.tapehead.training.mpi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.tapehead.model.safetensors.Safetensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The command, started by a real {@code mpirun}. Skipped where there is none: {@code
 * training/src/test/scripts/install-mpi.sh} installs both on Debian.
 */
class MpiTest {
  private static final String SMALL =
      "train copy --hidden 8 --locations 8 --width 4 --batch 8 --steps 100 --no-evaluate";

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "mpirun.openmpi, 2, ''",
    "mpirun.openmpi, 4, ''",
    "mpirun.mpich, 2, ''",
    "mpirun.openmpi, 2, --workers 2"
  })
  void processesTogetherLearnWhatOneDoes(String launcher, int ranks, String options)
      throws IOException, InterruptedException {
    List<String> mpirun = launcher(launcher, ranks);
    Path together = folder.resolve("together");
    succeed(mpirun, SMALL + " --distributed " + options + " -o " + together);
    Path alone = folder.resolve("alone");
    succeed(List.of(), SMALL + " --workers 1 -o " + alone);
    Safetensors expected = Safetensors.read(alone.resolve("weights.safetensors"));
    Safetensors actual = Safetensors.read(together.resolve("weights.safetensors"));
    assertEquals(expected.names(), actual.names());
    for (String name : expected.names()) {
      float[] values = actual.floats(name);
      float[] wanted = expected.floats(name);
      for (int i = 0; i < wanted.length; i++) {
        assertEquals(wanted[i], values[i], 1e-5, name);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"mpirun.openmpi, local:4", "mpirun.mpich, hogwild:4"})
  void processesAverage(String launcher, String mode) throws IOException, InterruptedException {
    List<String> mpirun = launcher(launcher, 2);
    Path output = folder.resolve("run");
    succeed(mpirun, SMALL + " --distributed --workers 1 --mode " + mode + " -o " + output);
    assertTrue(Files.exists(output.resolve("result.json")));
    // Whole rounds of 4 steps in each of 2 processes.
    assertTrue(log().contains("104 steps"), log());
  }

  /** The rule of MPI: nobody survives. The same command goes on from the last checkpoint. */
  @ParameterizedTest
  @CsvSource({"mpirun.openmpi", "mpirun.mpich"})
  void aKilledJobEndsAsIfItHadNotBeenKilled(String launcher)
      throws IOException, InterruptedException {
    List<String> mpirun = launcher(launcher, 2);
    String training = SMALL.replace("--steps 100", "--steps 400") + " --distributed --every 1";
    Path whole = folder.resolve("whole");
    succeed(mpirun, training + " -o " + whole);
    Path killed = folder.resolve("killed");
    String resumable = training + " --checkpoint-every 3 --resume -o " + killed;
    Process job = start(mpirun, resumable);
    awaitLines(killed.resolve("metrics.csv"), 10, job);
    List<ProcessHandle> ranks =
        job.descendants().filter(each -> each.children().findAny().isEmpty()).toList();
    assertTrue(ranks.size() >= 2, "" + ranks.size());
    ranks.getLast().destroyForcibly();
    assertTrue(job.waitFor(60, TimeUnit.SECONDS));
    assertNotEquals(0, job.exitValue());
    assertFalse(Files.exists(killed.resolve("result.json")));
    succeed(mpirun, resumable);
    assertEquals(
        -1,
        Files.mismatch(
            whole.resolve("weights.safetensors"), killed.resolve("weights.safetensors")));
  }

  @Test
  void badInputEndsTheJob() throws IOException, InterruptedException {
    List<String> mpirun = launcher("mpirun.openmpi", 2);
    assertNotEquals(0, run(mpirun, "train copy --batch 2 --workers 2 --distributed"));
    assertTrue(log().contains("workers: 4, must be at most the batch of 2"), log());
  }

  private static List<String> launcher(String name, int ranks) {
    Optional<Path> program =
        Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
            .map(each -> Path.of(each, name))
            .filter(Files::isExecutable)
            .findFirst();
    assumeTrue(program.isPresent(), name + ": not installed");
    List<String> command = new ArrayList<>();
    command.add(program.orElseThrow().toString());
    if (name.contains("openmpi")) {
      command.addAll(List.of("--allow-run-as-root", "--oversubscribe"));
    }
    command.addAll(List.of("-n", Integer.toString(ranks)));
    return command;
  }

  private void succeed(List<String> launcher, String arguments)
      throws IOException, InterruptedException {
    assertEquals(0, run(launcher, arguments), log());
  }

  private int run(List<String> launcher, String arguments)
      throws IOException, InterruptedException {
    Process job = start(launcher, arguments);
    if (!job.waitFor(180, TimeUnit.SECONDS)) {
      job.destroy();
      throw new AssertionError("not ended: " + log());
    }
    return job.exitValue();
  }

  private Process start(List<String> launcher, String arguments) throws IOException {
    List<String> command = new ArrayList<>(launcher);
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-Djava.awt.headless=true",
            "--illegal-native-access=deny",
            "--enable-native-access=io.github.tapehead.training",
            "-p",
            modulePath(),
            "-m",
            "io.github.tapehead.training/io.github.tapehead.training.cli.Main"));
    command.addAll(List.of(arguments.split(" +")));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("log").toFile())
        .start();
  }

  /** What the tests run on, whether Maven has made it modules or not. */
  private static String modulePath() {
    return System.getProperty("jdk.module.path") + ":" + System.getProperty("java.class.path");
  }

  private String log() throws IOException {
    return Files.readString(folder.resolve("log"));
  }

  private void awaitLines(Path file, int lines, Process job)
      throws IOException, InterruptedException {
    while (!Files.exists(file) || Files.readAllLines(file).size() < lines) {
      assertTrue(job.isAlive(), log());
      Thread.sleep(20);
    }
  }
}
