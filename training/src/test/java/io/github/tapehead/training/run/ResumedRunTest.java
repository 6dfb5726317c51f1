package io.github.tapehead.training.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tapehead.training.Communicator;
import io.github.tapehead.training.Parallelism;
import io.github.tapehead.training.StepReport;
import io.github.tapehead.training.TinyCopy;
import io.github.tapehead.training.TrainingConfiguration;
import io.github.tapehead.training.TrainingListener;
import io.github.tapehead.training.report.StoredResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A run that was cut off leaves, in the end, the files of one that was not. */
class ResumedRunTest {
  private static final int STEPS = 64;

  @TempDir private Path path;

  private final List<String> warnings = new ArrayList<>();

  @ParameterizedTest
  @ValueSource(strings = {"synchronous", "local"})
  void leavesTheSameFiles(String mode) throws IOException {
    Parallelism parallelism = mode.equals("local") ? new Parallelism.Local(2, 4) : Parallelism.ONE;
    TrainingConfiguration configuration =
        TinyCopy.configuration(16 * STEPS).withParallelism(parallelism);
    Path whole = path.resolve("whole");
    Path resumed = path.resolve("resumed");
    run(configuration, Checkpointing.Beginning.ANEW, whole, 0);
    crash(configuration, resumed, 17);
    crash(configuration, resumed, 20);
    crash(configuration, resumed, 47);
    run(configuration, Checkpointing.Beginning.RESUMED, resumed, 0);
    assertEquals(List.of(), warnings);
    for (String name : List.of("weights.safetensors", "learning-curve.png")) {
      assertArrayEquals(
          Files.readAllBytes(whole.resolve(name)), Files.readAllBytes(resumed.resolve(name)), name);
    }
    List<String> metrics = untimed(whole);
    assertEquals(STEPS + 1, metrics.size());
    assertEquals(metrics, untimed(resumed));
    var result = StoredResult.read(resumed.resolve("result.json")).orElseThrow().result();
    assertTrue(result.seconds() > 0);
    assertEquals(STEPS, result.steps());
  }

  /** One that has ended goes on when it may. */
  @Test
  void aFinishedRunGoesOnWithOtherLimits() throws IOException {
    Path whole = path.resolve("whole");
    Path longer = path.resolve("longer");
    run(TinyCopy.configuration(16 * STEPS), Checkpointing.Beginning.ANEW, whole, 0);
    run(TinyCopy.configuration(16 * 20), Checkpointing.Beginning.ANEW, longer, 0);
    run(TinyCopy.configuration(16 * STEPS), Checkpointing.Beginning.RESUMED, longer, 0);
    assertEquals(untimed(whole), untimed(longer));
    byte[] weights = Files.readAllBytes(longer.resolve("weights.safetensors"));
    assertArrayEquals(Files.readAllBytes(whole.resolve("weights.safetensors")), weights);
    run(TinyCopy.configuration(16 * STEPS), Checkpointing.Beginning.RESUMED, longer, 0);
    assertArrayEquals(weights, Files.readAllBytes(longer.resolve("weights.safetensors")));
    assertEquals(untimed(whole), untimed(longer));
  }

  @Test
  void withoutACheckpointItBeginsAnewAndANewRunRemovesOlderOnes() throws IOException {
    TrainingConfiguration configuration = TinyCopy.configuration(16 * 10);
    run(configuration, Checkpointing.Beginning.RESUMED, path, 0);
    assertEquals(11, untimed(path).size());
    assertTrue(Files.exists(path.resolve("checkpoints/step-000000000010.safetensors")));
    Files.createFile(path.resolve(".weights.safetensors123.tmp"));
    new TrainingRun(configuration, 1, 0).into(path, trainer -> {});
    assertFalse(Files.exists(path.resolve("checkpoints")));
    assertFalse(Files.exists(path.resolve(".weights.safetensors123.tmp")));
  }

  @Test
  void otherOptionsAreRefusedAndCostNoFiles() throws IOException {
    TrainingConfiguration configuration = TinyCopy.configuration(16 * 10);
    run(configuration, Checkpointing.Beginning.ANEW, path, 0);
    List<String> files = new RunFolder(path).files();
    TrainingConfiguration other = configuration.withSeed(9);
    Exception e =
        assertThrows(
            IllegalArgumentException.class,
            () -> run(other, Checkpointing.Beginning.RESUMED, path, 0));
    assertTrue(e.getMessage().endsWith("other options: seed: 1, expected 9"), e.getMessage());
    assertEquals(files, new RunFolder(path).files());
    run(other, Checkpointing.Beginning.RESUMED_IF_POSSIBLE, path, 0);
    assertEquals(1, warnings.size());
    assertTrue(warnings.getFirst().startsWith("begins anew: "), warnings.getFirst());
  }

  @Test
  void aTableThatIsTooShortIsAnError() throws IOException {
    TrainingConfiguration configuration = TinyCopy.configuration(16 * 10);
    crash(configuration, path, 7);
    Files.writeString(path.resolve("metrics.csv"), "step\n");
    Exception e =
        assertThrows(
            IllegalArgumentException.class,
            () -> run(configuration, Checkpointing.Beginning.RESUMED, path, 0));
    assertTrue(e.getMessage().contains("metrics.csv: 5 bytes, expected "), e.getMessage());
  }

  /** Ends by an exception, after lines of steps that no checkpoint has. */
  private void crash(TrainingConfiguration configuration, Path folder, long step) {
    Exception e =
        assertThrows(
            IllegalStateException.class,
            () -> run(configuration, Checkpointing.Beginning.RESUMED, folder, step));
    assertEquals("crash", e.getMessage());
  }

  private void run(
      TrainingConfiguration configuration,
      Checkpointing.Beginning beginning,
      Path folder,
      long crashAt)
      throws IOException {
    var crashing =
        new TrainingListener() {
          @Override
          public void onStep(StepReport report) {
            if (report.step() == crashAt) {
              throw new IllegalStateException("crash");
            }
          }
        };
    Consumer<String> warn = warnings::add;
    new TrainingRun(
            configuration, Communicator.ALONE, 1, 0, new Checkpointing(3, 2, beginning, warn))
        .into(folder, trainer -> trainer.addListener(crashing));
  }

  /** The lines of the table without the time. */
  static List<String> untimed(Path folder) throws IOException {
    return Files.readAllLines(folder.resolve("metrics.csv")).stream()
        .map(line -> line.replaceFirst("^(\\d+,\\d+,)[^,]*", "$1"))
        .toList();
  }
}
