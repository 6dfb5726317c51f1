package io.github.tapehead.training;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tapehead.model.WeightsFile;
import io.github.tapehead.training.task.CopyTask;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How to train with the Java API; the README shows the method {@code train}. */
class TrainingExampleTest {
  @Test
  void trains(@TempDir Path folder) throws IOException {
    Path weights = folder.resolve("weights.safetensors");
    train(weights, new Limits(16, 0.1));
    assertTrue(Files.size(weights) > 0);
  }

  static void train(Path weights, Limits limits) throws IOException {
    var task = new CopyTask();
    var configuration = TrainingConfiguration.defaults(task).withSeed(7).withLimits(limits);
    try (var trainer = new Trainer(configuration)) {
      trainer.addListener(
          new TrainingListener() {
            @Override
            public void onStep(StepReport step) {
              if (step.step() % 100 == 0) {
                System.out.printf("%d: %.3f bits%n", step.sequences(), step.meanBits());
              }
            }
          });
      TrainingResult result = trainer.run();
      System.out.println(result.stopReason() + " after " + result.sequences() + " sequences");
      WeightsFile.write(weights, configuration.network(), trainer.parameters(), Map.of());
    }
  }
}
