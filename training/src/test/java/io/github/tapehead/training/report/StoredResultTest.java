package io.github.tapehead.training.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tapehead.model.InitialMemory;
import io.github.tapehead.model.Layout;
import io.github.tapehead.training.Clipping;
import io.github.tapehead.training.EvaluationResult;
import io.github.tapehead.training.LearningRate;
import io.github.tapehead.training.Limits;
import io.github.tapehead.training.Parallelism;
import io.github.tapehead.training.Start;
import io.github.tapehead.training.StopReason;
import io.github.tapehead.training.TinyCopy;
import io.github.tapehead.training.TrainingConfiguration;
import io.github.tapehead.training.TrainingResult;
import io.github.tapehead.training.task.CharacterTask;
import io.github.tapehead.training.text.Corpus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoredResultTest {
  private static final TrainingConfiguration CONFIGURATION =
      TinyCopy.configuration(160)
          .withSeed(9)
          .withNetwork(TinyCopy.network().withInitialMemory(new InitialMemory.Random()))
          .withStart(new Start(2.5f, 1.5f))
          .withLearningRate(new LearningRate.Inverse(1e-4f, 5))
          .withLimits(new Limits(160, 0.1, 0, 2.5));
  private static final TrainingResult RESULT =
      new TrainingResult(
          StopReason.TIME,
          32,
          2,
          1,
          0.5,
          12.5,
          Double.NaN,
          0.5,
          new TrainingResult.Staleness(0.75, 3),
          new TrainingResult.Target(new TrainingResult.Moment(1008, 1.5), null, 0.2));

  @TempDir private Path folder;

  @Test
  void readsWhatWasWritten() throws IOException {
    StoredResult stored = StoredResult.read(write(RESULT)).orElseThrow();
    assertEquals("copy", stored.task());
    assertEquals(9, stored.seed());
    assertEquals(CONFIGURATION.network(), stored.network());
    assertEquals(Layout.of(CONFIGURATION.network()).parameterCount(), stored.parameters());
    assertEquals(
        "rmsprop 1.0E-4, inverse:5; batch 16, sum of the loss, clip norm:10.0; curriculum uniform"
            + "; key strength bias 2.5; memory smoothing 1.5",
        stored.settings());
    assertEquals(0.1, stored.targetBits());
    assertEquals(2.5, stored.maxSeconds());
    assertEquals(RESULT, stored.result());
    assertEquals(
        List.of(new StoredResult.Test("length 10", 10, 64, 0.25, 1, Map.of("optimum", 0.125))),
        stored.tests());
    assertEquals(Host.here(), stored.host());
    assertEquals(Program.version(), stored.version());
    assertEquals(List.of(folder.resolve("result.json")), list(), "nothing temporary is left");
  }

  @Test
  void isOfItsConfigurationOnly() throws IOException {
    StoredResult stored = StoredResult.read(write(RESULT)).orElseThrow();
    assertTrue(stored.isOf(CONFIGURATION));
    assertFalse(stored.isOf(CONFIGURATION.withSeed(8)));
    assertFalse(stored.isOf(CONFIGURATION.withBatch(8)));
    assertFalse(stored.isOf(CONFIGURATION.withStart(new Start(5, 0))));
    assertFalse(stored.isOf(CONFIGURATION.withParallelism(new Parallelism.Synchronous(2))));
    assertFalse(stored.isOf(CONFIGURATION.withLimits(new Limits(160, 0.1))));
    assertFalse(stored.isOf(CONFIGURATION.withLearningRate(new LearningRate.Inverse(1e-4f, 6))));
    var clipped =
        new TrainingConfiguration(
            CONFIGURATION.task(),
            CONFIGURATION.network(),
            CONFIGURATION.start(),
            CONFIGURATION.batch(),
            CONFIGURATION.optimizer(),
            CONFIGURATION.learningRate(),
            CONFIGURATION.curriculum(),
            new Clipping.None(),
            CONFIGURATION.loss(),
            CONFIGURATION.parallelism(),
            CONFIGURATION.seed(),
            CONFIGURATION.limits());
    assertFalse(stored.isOf(clipped));
  }

  @Test
  void isOfItsTextOnly() throws IOException {
    TrainingConfiguration first = characters("abcabcabcd");
    Path path = folder.resolve("result.json");
    new ResultFile(first, RESULT, List.of()).write(path);
    StoredResult stored = StoredResult.read(path).orElseThrow();
    assertEquals(first.task().metadata(), stored.metadata());
    assertTrue(stored.isOf(first));
    assertFalse(stored.isOf(characters("abcabcabcc")));
  }

  @Test
  void withoutMetadataItIsOfATaskThatHasNone() throws IOException {
    Path path = write(RESULT);
    Files.writeString(path, Files.readString(path).replace("\"metadata\"", "\"other\""));
    assertTrue(StoredResult.read(path).orElseThrow().isOf(CONFIGURATION));
  }

  private static TrainingConfiguration characters(String text) {
    return TrainingConfiguration.defaults(new CharacterTask(Corpus.of(text, 0.4), 2));
  }

  @Test
  void anotherVersionIsTheSameRun() throws IOException {
    Path path = write(RESULT);
    String text = Files.readString(path);
    Files.writeString(path, text.replace(Program.version(), "tapehead 0"));
    StoredResult other = StoredResult.read(path).orElseThrow();
    assertEquals("tapehead 0", other.version());
    assertTrue(other.isOf(CONFIGURATION));
    Files.writeString(path, text.replace("\"version\"", "\"other\""));
    StoredResult without = StoredResult.read(path).orElseThrow();
    assertEquals("tapehead (unknown)", without.version());
    assertTrue(without.isOf(CONFIGURATION));
  }

  @Test
  void anEarlierVersionDoesNotTellTheReach() throws IOException {
    Path path = write(RESULT);
    Files.writeString(path, Files.readString(path).replace("\"reach\"", "\"other\""));
    assertEquals(Double.NaN, StoredResult.read(path).orElseThrow().result().reach());
  }

  @Test
  void whatIsNotThereIsEmpty() throws IOException {
    assertTrue(StoredResult.read(folder.resolve("result.json")).isEmpty());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "{", "null", "{\"task\": 1}"})
  void whatIsNoSummaryIsEmpty(String text) throws IOException {
    Path path = Files.writeString(folder.resolve("result.json"), text);
    assertTrue(StoredResult.read(path).isEmpty());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"stop_reason\": \"bored\"",
        "\"parameters\": \"many\"",
        "\"target\": 1",
        "\"host\": null",
        "\"metadata\": 1",
        "\"metadata\": {\"text\": null}",
        "\"steps\": null"
      })
  void valuesOfAnotherTypeMakeItEmpty(String wrong) throws IOException {
    Path path = write(RESULT);
    String key = wrong.substring(0, wrong.indexOf(':'));
    String text = Files.readString(path).strip().replace(key, "\"other\"");
    Files.writeString(path, text.substring(0, text.length() - 1) + "," + wrong + "}");
    assertTrue(StoredResult.read(path).isEmpty(), wrong);
  }

  private Path write(TrainingResult result) throws IOException {
    var figures = List.of(new EvaluationResult.Figure("optimum", 0.125));
    var evaluation = List.of(new EvaluationResult(TinyCopy.TASK.setting(10), 64, 0.25, 1, figures));
    Path path = folder.resolve("result.json");
    new ResultFile(CONFIGURATION, result, evaluation).write(path);
    return path;
  }

  private List<Path> list() throws IOException {
    try (var files = Files.list(folder)) {
      return files.toList();
    }
  }
}
