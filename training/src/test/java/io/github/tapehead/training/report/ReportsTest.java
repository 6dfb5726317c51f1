package io.github.tapehead.training.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.tapehead.training.EvaluationResult;
import io.github.tapehead.training.Limits;
import io.github.tapehead.training.StopReason;
import io.github.tapehead.training.TinyCopy;
import io.github.tapehead.training.Trainer;
import io.github.tapehead.training.TrainingListener;
import io.github.tapehead.training.TrainingResult;
import io.github.tapehead.training.TrainingResult.Staleness;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportsTest {
  @TempDir private Path folder;

  @Test
  void csvHasALineForTheFirstStepAndEveryNth() throws IOException {
    Path path = folder.resolve("metrics.csv");
    try (CsvListener csv = new CsvListener(path, 3)) {
      run(7, csv);
    }
    List<String> lines = Files.readAllLines(path);
    assertEquals(
        "step,sequences,seconds,bits_per_sequence,wrong_bits_per_sequence,mean_bits_last_1000,"
            + "gradient_norm,skipped_steps,reach",
        lines.getFirst());
    assertEquals(4, lines.size());
    assertTrue(lines.get(1).startsWith("1,16,"), lines.get(1));
    assertTrue(lines.get(2).startsWith("3,48,"), lines.get(2));
    assertTrue(lines.get(3).startsWith("6,96,"), lines.get(3));
    for (String line : lines.subList(1, 4)) {
      String[] cells = line.split(",");
      assertEquals(9, cells.length);
      for (String cell : cells) {
        assertTrue(Double.parseDouble(cell) >= 0, line);
      }
    }
  }

  @Test
  void csvRefusesAFolderThatIsNotThere() {
    assertThrows(
        IOException.class, () -> new CsvListener(folder.resolve("none/metrics.csv"), 1).close());
    assertThrows(
        IllegalArgumentException.class, () -> new CsvListener(folder.resolve("m"), 0).close());
  }

  @Test
  void resultHasItsKeysAndNullForWhatIsNoNumber() throws IOException {
    var configuration = TinyCopy.configuration(160).withSeed(9);
    var result =
        new TrainingResult(
            StopReason.DIVERGED, 32, 2, 1, 0.5, 12.5, Double.NaN, 0.5, Staleness.NONE, null);
    var figures = List.of(new EvaluationResult.Figure("optimum", 0.125));
    var evaluation = List.of(new EvaluationResult(TinyCopy.TASK.setting(10), 64, 0.25, 1, figures));
    Path path = folder.resolve("result.json");
    var file = new ResultFile(configuration, result, evaluation);
    file.write(path);
    JsonObject json = JsonParser.parseString(Files.readString(path)).getAsJsonObject();
    assertEquals(json, JsonParser.parseString(file.toLine()));
    assertFalse(file.toLine().contains("\n"));
    assertEquals(
        List.of(
            "task",
            "seed",
            "configuration",
            "metadata",
            "parameters",
            "sequences",
            "steps",
            "skipped_steps",
            "seconds",
            "milliseconds_per_step",
            "bits_per_sequence",
            "wrong_bits_per_sequence",
            "reach",
            "stop_reason",
            "evaluation",
            "staleness",
            "target",
            "host",
            "version"),
        List.copyOf(json.keySet()));
    assertEquals("copy", json.get("task").getAsString());
    assertEquals(9, json.get("seed").getAsLong());
    assertEquals(250, json.get("milliseconds_per_step").getAsDouble());
    assertEquals(0.5, json.get("reach").getAsDouble());
    assertEquals("diverged", json.get("stop_reason").getAsString());
    assertTrue(json.get("wrong_bits_per_sequence").isJsonNull());
    assertTrue(json.get("target").isJsonNull());
    JsonObject first = json.getAsJsonArray("evaluation").get(0).getAsJsonObject();
    assertEquals(
        "{\"test\":\"length 10\",\"length\":10,\"sequences\":64,\"bits_per_sequence\":0.25,"
            + "\"wrong_bits_per_sequence\":1.0,\"optimum\":0.125}",
        first.toString());
    assertEquals("[" + first + "]", ResultFile.toLine(evaluation));
    JsonObject network =
        json.getAsJsonObject("configuration").getAsJsonObject("network").getAsJsonObject();
    assertEquals(12, network.get("locations").getAsInt());
  }

  @Test
  void aResultThatCannotBeWrittenLeavesNothing() throws IOException {
    Path path = folder.resolve("result.json");
    Files.createDirectories(path.resolve("in the way"));
    var result =
        new TrainingResult(StopReason.LIMIT, 32, 2, 1, 0.5, 12.5, 0, 1, Staleness.NONE, null);
    var file = new ResultFile(TinyCopy.configuration(160), result, List.of());
    assertThrows(IOException.class, () -> file.write(path));
    assertFalse(Files.exists(folder.resolve("result.json.tmp")));
  }

  @Test
  void resultTellsWhatCameAfterTheTarget() {
    var configuration = TinyCopy.configuration(160).withLimits(new Limits(160, 0.1, 100));
    var target =
        new TrainingResult.Target(
            new TrainingResult.Moment(1008, 1.5), new TrainingResult.Moment(1040, 1.75), 0.2);
    var result =
        new TrainingResult(StopReason.TARGET, 1120, 70, 0, 2, 0.05, 0, 1, Staleness.NONE, target);
    String line = new ResultFile(configuration, result, List.of()).toLine();
    assertTrue(
        line.contains(
            "\"target\":{\"first\":{\"sequences\":1008,\"seconds\":1.5},"
                + "\"for_good\":{\"sequences\":1040,\"seconds\":1.75},\"worst_bits_after\":0.2}"),
        line);
  }

  @Test
  void progressIsSilentWithoutATerminal() {
    var bytes = new ByteArrayOutputStream();
    PrintStream standardError = System.err;
    System.setErr(new PrintStream(bytes));
    try (ProgressListener progress = new ProgressListener(false)) {
      run(3, progress);
    } finally {
      System.setErr(standardError);
    }
    assertEquals("", bytes.toString());
  }

  static void run(int steps, TrainingListener listener) {
    try (Trainer trainer = new Trainer(TinyCopy.configuration(16L * steps))) {
      trainer.addListener(listener);
      trainer.run();
    }
  }
}
