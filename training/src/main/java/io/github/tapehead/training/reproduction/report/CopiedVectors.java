package io.github.tapehead.training.reproduction.report;

import io.github.tapehead.kernels.Matrix;
import io.github.tapehead.model.Network;
import io.github.tapehead.model.WeightsFile;
import io.github.tapehead.training.RandomStreams;
import io.github.tapehead.training.run.TrainingRun;
import io.github.tapehead.training.task.Batch;
import io.github.tapehead.training.task.TestSetting;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * The vectors of a sequence and what a network gave for them, each as a whole number whose bits are
 * the channels.
 *
 * @param targets the vectors that were to be given, in order
 * @param outputs the likelier value of each bit, step by step; as many
 */
record CopiedVectors(int[] targets, int[] outputs) {
  /**
   * Runs a network on fresh test sequences.
   *
   * @param weights of any network whose outputs are up to 31 bits
   * @param setting draws the sequences
   * @param sequences rounded up to whole batches of {@link TrainingRun#TEST_BATCH}
   * @param seed whose {@linkplain RandomStreams#evaluation() evaluation stream} is used
   */
  static List<CopiedVectors> of(
      WeightsFile weights, TestSetting setting, int sequences, long seed) {
    int size = TrainingRun.TEST_BATCH;
    int inputs = weights.configuration().inputs();
    int outputs = weights.configuration().outputs();
    RandomGenerator random = RandomStreams.of(seed).evaluation();
    List<CopiedVectors> copied = new ArrayList<>();
    try (Arena arena = Arena.ofConfined();
        Network network = new Network(weights.configuration(), size, setting.maxSteps())) {
      Batch batch = new Batch(size, setting.maxSteps(), inputs, outputs, arena);
      network.load(weights.parameters());
      while (copied.size() < sequences) {
        setting.sample(batch, random);
        network.inputs(batch.steps()).copyFrom(batch.inputs());
        network.forward(batch.steps());
        Matrix logits = network.logits(batch.steps());
        for (int b = 0; b < size; b++) {
          int[] scored = scored(batch, b);
          copied.add(
              new CopiedVectors(
                  IntStream.of(scored).map(row -> bits(batch.targets(), row)).toArray(),
                  IntStream.of(scored).map(row -> bits(logits, row)).toArray()));
        }
      }
    }
    return copied;
  }

  /**
   * Vectors of probabilities, each as a whole number of the likelier bits.
   *
   * @param channels by channel and step
   */
  static int[] bits(float[][] channels) {
    return IntStream.range(0, channels[0].length)
        .map(step ->
            IntStream.range(0, channels.length)
                .map(channel -> channels[channel][step] > 0.5f ? 1 << channel : 0)
                .sum())
        .toArray();
  }

  /** The rows of a sequence's scored steps. */
  private static int[] scored(Batch batch, int sequence) {
    return IntStream.range(0, batch.steps())
        .map(step -> step * batch.size() + sequence)
        .filter(row -> batch.mask().get(row, 0) != 0)
        .toArray();
  }

  /** One bit a channel: a target of 1, or a logit that makes 1 likelier than 0. */
  private static int bits(Matrix matrix, int row) {
    int bits = 0;
    for (int channel = 0; channel < matrix.columns(); channel++) {
      bits |= matrix.get(row, channel) > 0 ? 1 << channel : 0;
    }
    return bits;
  }
}
