package io.github.tapehead.training.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Trainings in JVMs that are killed without warning (SIGKILL) while they train and write
 * checkpoints, again and again: what is left in the end is what one leaves that was never killed.
 * When a kill comes is random; that the files are the same does not depend on it. The property
 * {@code tapehead.kills} says how often, by default {@value #USUAL_KILLS} times.
 */
class KilledTrainingTest {
  private static final int USUAL_KILLS = 2;
  private static final int KILLS = Integer.getInteger("tapehead.kills", USUAL_KILLS);

  /** More than those of all JVMs until they are killed. */
  private static final int STEPS = 40 * KILLS + 40;

  private static final String TRAINING =
      "train copy --hidden 16 --locations 10 --width 6 --batch 4 --seed 5 --no-evaluate --every 1"
          + " --checkpoint-every 3 --resume --steps "
          + STEPS;

  @TempDir private Path path;

  private final Random random = new Random();

  @ParameterizedTest
  @ValueSource(strings = {"--workers 1", "--workers 2", "--workers 2 --mode local:2"})
  void leavesWhatOneLeavesThatWasNotKilled(String workers) throws Exception {
    String training = TRAINING + " " + workers + " --output ";
    Path whole = path.resolve("whole");
    Path killed = path.resolve("killed");
    assertEquals("", run(training + whole));
    int kills = 0;
    int temporary = 0;
    for (int i = 0; i < KILLS; i++) {
      kills += startAndKill(training + killed, killed) ? 1 : 0;
      temporary += temporary(killed);
    }
    long at = lastCheckpoint(killed);
    assertEquals("", run(training + killed), "no warning, for no checkpoint is corrupt");
    for (String name : List.of("weights.safetensors", "learning-curve.png")) {
      assertArrayEquals(
          Files.readAllBytes(whole.resolve(name)), Files.readAllBytes(killed.resolve(name)), name);
    }
    assertEquals(untimed(whole), untimed(killed));
    assertEquals(0, temporary(killed));
    assertTrue(kills > 0);
    System.out.printf(
        "%s: %d kills, %d of them while a checkpoint was written, the last one after step %d of"
            + " %d: weights, curve and metrics as without any%n",
        workers, kills, temporary, at, STEPS);
  }

  /**
   * Kills a JVM some time after it has written a checkpoint or more, every other time while it
   * writes one; false if it ended before.
   */
  private boolean startAndKill(String training, Path folder) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-Djava.awt.headless=true", "-p"));
    command.add(System.getProperty("jdk.module.path"));
    command.addAll(List.of("-m", "io.github.tapehead.training/" + Main.class.getName()));
    command.addAll(List.of(training.split(" ")));
    File log = path.resolve("log").toFile();
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log).start();
    try {
      long wanted = lastCheckpoint(folder) + 3 * (1 + random.nextInt(4));
      while (process.isAlive() && lastCheckpoint(folder) < wanted) {
        Thread.sleep(1);
      }
      if (random.nextBoolean()) {
        TimeUnit.MICROSECONDS.sleep(random.nextInt(20_000));
      } else {
        while (process.isAlive() && temporary(folder) == 0) {
          Thread.onSpinWait();
        }
      }
    } finally {
      process.destroyForcibly().waitFor();
    }
    boolean killed = process.exitValue() == 128 + 9;
    assertTrue(killed || process.exitValue() == 0, Files.readString(log.toPath()));
    assertTrue(!Files.readString(log.toPath()).contains("skipped"), "no checkpoint is corrupt");
    return killed;
  }

  private static long lastCheckpoint(Path folder) throws IOException {
    return names(folder).stream()
        .filter(name -> name.startsWith("step-"))
        .mapToLong(name -> Long.parseLong(name.replaceAll("\\D", "")))
        .max()
        .orElse(0);
  }

  private static int temporary(Path folder) throws IOException {
    return (int) names(folder).stream().filter(name -> name.endsWith(".tmp")).count();
  }

  private static List<String> names(Path folder) throws IOException {
    Path checkpoints = folder.resolve("checkpoints");
    if (!Files.isDirectory(checkpoints)) {
      return List.of();
    }
    try (var files = Files.list(checkpoints)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  /** What it says on standard error. */
  private static String run(String command) {
    var err = new StringWriter();
    int code =
        Main.commandLine()
            .setOut(new PrintWriter(new StringWriter()))
            .setErr(new PrintWriter(err))
            .execute(command.split(" "));
    assertEquals(0, code, err.toString());
    return err.toString();
  }

  /** The lines of the table without the time. */
  private static List<String> untimed(Path folder) throws IOException {
    return Files.readAllLines(folder.resolve("metrics.csv")).stream()
        .map(line -> line.replaceFirst("^(\\d+,\\d+,)[^,]*", "$1"))
        .toList();
  }
}
