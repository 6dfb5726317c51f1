package io.github.tapehead.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tapehead.training.report.Attention;
import io.github.tapehead.training.report.AttentionFigure;
import io.github.tapehead.training.task.Batch;
import io.github.tapehead.training.task.Sizes;
import io.github.tapehead.training.task.Task;
import io.github.tapehead.training.task.TestSetting;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How to train on a task of one's own; the README shows the task and the method {@code learn}. */
class OwnTaskExampleTest {
  private final Task task = new ReverseTask(4);

  @Test
  void learns(@TempDir Path folder) throws IOException {
    List<EvaluationResult> results = learn(task, new Limits(200 * 16, 0), folder);
    assertEquals(
        List.of("length 4", "length 8"), results.stream().map(r -> r.setting().name()).toList());
    double bits = results.getFirst().bitsPerSequence();
    assertTrue(bits < 12, "to guess costs 16 bits, after training it costs " + bits);
    assertTrue(Files.size(folder.resolve("reverse.png")) > 0);
    assertTrue(Files.size(folder.resolve("reverse.svg")) > 0);
  }

  @Test
  void theLastVectorComesFirst() {
    TestSetting setting = task.setting(3);
    Batch batch = new Batch(2, setting.maxSteps(), task.inputs(), task.outputs(), Arena.ofAuto());
    setting.sample(batch, RandomStreams.of(1).evaluation());
    assertEquals(7, batch.steps());
    for (int b = 0; b < 2; b++) {
      for (int bit = 0; bit < 4; bit++) {
        assertEquals(batch.input(2, b, bit), batch.targets().get(4 * 2 + b, bit));
        assertEquals(batch.input(1, b, bit), batch.targets().get(5 * 2 + b, bit));
        assertEquals(batch.input(0, b, bit), batch.targets().get(6 * 2 + b, bit));
      }
    }
  }

  /** Give vectors of four bits backwards, the last one first. */
  record ReverseTask(int maxLength) implements Task {
    ReverseTask {
      if (maxLength < 1) {
        throw new IllegalArgumentException("length: " + maxLength + ", must be at least 1");
      }
    }

    @Override
    public String name() {
      return "reverse";
    }

    @Override
    public List<String> inputNames() {
      return List.of("bit 0", "bit 1", "bit 2", "bit 3", "end");
    }

    @Override
    public List<String> outputNames() {
      return List.of("bit 0", "bit 1", "bit 2", "bit 3");
    }

    @Override
    public int maxSteps() {
      return 2 * maxLength + 1;
    }

    @Override
    public void sample(Batch batch, Sizes sizes, RandomGenerator random) {
      batch.begin(2 * sizes.largest(1, maxLength) + 1);
      for (int b = 0; b < batch.size(); b++) {
        fill(batch, b, sizes.draw(1, maxLength, random), random);
      }
      batch.trim();
    }

    @Override
    public List<TestSetting> evaluations() {
      return List.of(setting(maxLength), setting(2 * maxLength));
    }

    @Override
    public TestSetting setting(int length) {
      return TestSetting.greatest("length " + length, length, new ReverseTask(length));
    }

    private static void fill(Batch batch, int b, int length, RandomGenerator random) {
      batch.input(length, b, 4, 1);
      for (int i = 0; i < length; i++) {
        for (int bit = 0; bit < 4; bit++) {
          int drawn = random.nextInt(2);
          batch.input(i, b, bit, drawn);
          batch.target(2 * length - i, b, bit, drawn);
        }
        batch.score(2 * length - i, b);
      }
    }
  }

  static List<EvaluationResult> learn(Task task, Limits limits, Path folder) throws IOException {
    var configuration = TrainingConfiguration.defaults(task).withLimits(limits);
    try (var trainer = new Trainer(configuration)) {
      trainer.run();
      var network = configuration.network();
      var parameters = trainer.parameters();
      Attention attention = Attention.trace(network, parameters, task, task.pictured(), 1);
      new AttentionFigure("Reverse", task, attention).write(folder, "reverse");
      return new Evaluator(1).evaluate(network, parameters, task, task.evaluations());
    }
  }
}
