package io.github.tapehead.training;

import io.github.tapehead.model.NetworkConfiguration;
import io.github.tapehead.model.Parameters;
import io.github.tapehead.training.task.Batch;
import io.github.tapehead.training.task.Measure;
import io.github.tapehead.training.task.OutputLoss;
import io.github.tapehead.training.task.Task;
import io.github.tapehead.training.task.TestSetting;
import io.github.tapehead.training.workers.Worker;
import java.lang.foreign.Arena;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Tests a network on fresh sequences.
 *
 * <p>Every setting begins with the same stream of the seed, so its figures do not depend on which
 * other settings are tested.
 *
 * @param sequences sequences per setting, rounded up to whole batches; 1 or more
 * @param batch sequences that run at once, 1 or more
 * @param seed whose {@linkplain RandomStreams#evaluation() evaluation stream} is used
 */
public record Evaluator(int sequences, int batch, long seed) {
  /**
   * Checks the sizes.
   *
   * @throws IllegalArgumentException if one is not positive
   */
  public Evaluator {
    if (sequences < 1) {
      throw new IllegalArgumentException("sequences: " + sequences + ", must be at least 1");
    }
    if (batch < 1 || batch > TrainingConfiguration.MAX_BATCH) {
      throw new IllegalArgumentException(
          "batch: " + batch + ", must be from 1 to " + TrainingConfiguration.MAX_BATCH);
    }
  }

  /** 64 sequences per setting, 16 at once. */
  public Evaluator(long seed) {
    this(64, 16, seed);
  }

  /**
   * Tests on several settings.
   *
   * @throws IllegalArgumentException if the network does not fit the settings' task
   */
  public List<EvaluationResult> evaluate(
      NetworkConfiguration network, Parameters parameters, Task task, List<TestSetting> settings) {
    List<Measure> measures = task.measures();
    return settings.stream()
        .map(setting -> evaluate(network, parameters, task.loss(), measures, setting))
        .toList();
  }

  /**
   * Tests on one setting, with a network of its own that is closed again.
   *
   * @param network the configuration of the network
   * @param parameters its parameters, not changed
   * @param task says what outputs mean and what to compute beside loss and wrong bits
   * @param setting draws the sequences
   * @throws IllegalArgumentException if the network does not fit the setting's task
   */
  public EvaluationResult evaluate(
      NetworkConfiguration network, Parameters parameters, Task task, TestSetting setting) {
    return evaluate(network, parameters, task.loss(), task.measures(), setting);
  }

  private EvaluationResult evaluate(
      NetworkConfiguration network,
      Parameters parameters,
      OutputLoss loss,
      List<Measure> measures,
      TestSetting setting) {
    RandomGenerator random = RandomStreams.of(seed).evaluation();
    try (Arena arena = Arena.ofConfined()) {
      Batch sampled =
          new Batch(batch, setting.maxSteps(), network.inputs(), network.outputs(), arena);
      try (Worker worker = new Worker(network, sampled, loss, arena)) {
        worker.network().load(parameters);
        int batches = (sequences + batch - 1) / batch;
        double bits = 0;
        double wrongBits = 0;
        double[] figures = new double[measures.size()];
        for (int i = 0; i < batches; i++) {
          setting.sample(sampled, random);
          worker.forward();
          bits += worker.bits();
          wrongBits += worker.wrongBits();
          for (int m = 0; m < figures.length; m++) {
            figures[m] += measures.get(m).of().applyAsDouble(sampled, worker.logits());
          }
        }
        List<EvaluationResult.Figure> means =
            IntStream.range(0, figures.length)
                .mapToObj(
                    m -> new EvaluationResult.Figure(measures.get(m).name(), figures[m] / batches))
                .toList();
        return new EvaluationResult(
            setting, batches * batch, bits / batches, wrongBits / batches, means);
      }
    }
  }
}
