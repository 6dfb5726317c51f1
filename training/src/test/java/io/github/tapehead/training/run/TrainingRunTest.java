package io.github.tapehead.training.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.tapehead.training.StopReason;
import io.github.tapehead.training.TinyCopy;
import io.github.tapehead.training.TrainingConfiguration;
import io.github.tapehead.training.task.Task;
import io.github.tapehead.training.task.TestSetting;
import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrainingRunTest {
  private static final List<String> WITHOUT_PICTURES =
      List.of("result.json", "weights.safetensors", "metrics.csv");
  private static final List<String> ALL =
      List.of(
          "result.json",
          "weights.safetensors",
          "metrics.csv",
          "learning-curve.png",
          "learning-curve.svg",
          "attention.png",
          "attention.svg");

  @TempDir private Path path;

  private TrainingRun run;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 | 16 | every: 0, must be at least 1",
        "1 | -1 | test_sequences: -1, must be at least 0"
      })
  void wrongNumbersAreRefused(int every, int testSequences, String message) {
    var configuration = TinyCopy.configuration(16);
    var thrown =
        assertThrows(
            IllegalArgumentException.class,
            () -> new TrainingRun(configuration, every, testSequences));
    assertEquals(message, thrown.getMessage());
  }

  @Test
  void aNetworkThatCannotBeMadeCostsNoFiles() throws IOException {
    Path result = Files.createFile(path.resolve("result.json"));
    var tooLong = new IllegalArgumentException("steps: more than memory holds");
    InvocationHandler delegate =
        (proxy, method, arguments) -> {
          if (method.getName().equals("maxSteps")) {
            throw tooLong;
          }
          return method.invoke(TinyCopy.TASK, arguments);
        };
    Class<?>[] types = {Task.class};
    Task task = (Task) Proxy.newProxyInstance(Task.class.getClassLoader(), types, delegate);
    var configuration = TrainingConfiguration.defaults(task).withNetwork(TinyCopy.network());
    TrainingRun refused = new TrainingRun(configuration, 1, 16);
    assertSame(
        tooLong,
        assertThrows(IllegalArgumentException.class, () -> refused.into(path, trainer -> {})));
    assertEquals(List.of("result.json"), new RunFolder(path).files());
    assertEquals(0, Files.size(result));
  }

  @Test
  void aStopAfterTheLastTestStillGivesPictures() throws IOException {
    TestSetting last = TestedTask.setting("last", () -> run.stop());
    TestSetting pictured = TinyCopy.TASK.setting(3);
    var task = new TestedTask(List.of(last), () -> pictured);
    run = new TrainingRun(task.configuration(32), 1, 16);
    var outcome = run.into(path, trainer -> {});
    assertEquals(StopReason.LIMIT, outcome.result().stopReason());
    assertEquals(ALL, outcome.folder().files());
  }

  @Test
  void aStopBetweenTestsGivesNoPictures() throws IOException {
    TestSetting first = TestedTask.setting("first", () -> run.stop());
    TestSetting second = TinyCopy.TASK.setting(3);
    var task = new TestedTask(List.of(first, second), () -> second);
    run = new TrainingRun(task.configuration(32), 1, 16);
    var outcome = run.into(path, trainer -> {});
    assertEquals(
        List.of(first), outcome.evaluation().stream().map(each -> each.setting()).toList());
    assertEquals(WITHOUT_PICTURES, outcome.folder().files());
  }

  @Test
  void withoutTestsThereIsALearningCurve() throws IOException {
    run = new TrainingRun(TinyCopy.configuration(32), 1, 0);
    assertEquals(ALL.subList(0, 5), run.into(path, trainer -> {}).folder().files());
  }

  @Test
  void aPictureThatFailsLosesNothingElse() throws IOException {
    var failure = new IllegalStateException("no fonts");
    var task =
        new TestedTask(
            List.of(TinyCopy.TASK.setting(2)),
            () -> {
              throw failure;
            });
    run = new TrainingRun(task.configuration(32), 1, 16);
    var thrown = assertThrows(PicturesException.class, () -> run.into(path, trainer -> {}));
    assertSame(failure, thrown.getCause());
    assertFalse(Files.readString(path.resolve("result.json")).isEmpty());
    assertEquals(WITHOUT_PICTURES, new RunFolder(path).files());
  }
}
