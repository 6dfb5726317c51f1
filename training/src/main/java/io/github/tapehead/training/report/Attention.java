package io.github.tapehead.training.report;

import io.github.tapehead.kernels.Matrix;
import io.github.tapehead.model.Network;
import io.github.tapehead.model.NetworkConfiguration;
import io.github.tapehead.model.Parameters;
import io.github.tapehead.training.RandomStreams;
import io.github.tapehead.training.task.Batch;
import io.github.tapehead.training.task.OutputLoss;
import io.github.tapehead.training.task.Task;
import io.github.tapehead.training.task.TestSetting;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/**
 * What a network did on one sequence, step by step. Every array is [rows][steps]: rows are channels
 * or memory locations.
 *
 * @param inputs the input vectors
 * @param targets the target vectors, zero in steps that are not scored
 * @param outputs the probabilities that the outputs say, zero in steps that are not scored
 * @param writes the write weightings, one array per write head
 * @param reads the read weightings, one array per read head
 * @param wrongBits bits, or symbols, that the outputs get wrong
 */
public record Attention(
    float[][] inputs,
    float[][] targets,
    float[][] outputs,
    List<float[][]> writes,
    List<float[][]> reads,
    long wrongBits) {

  /** Steps of the sequence. */
  public int steps() {
    return inputs[0].length;
  }

  /**
   * Runs a network on one fresh sequence.
   *
   * @param configuration of the network
   * @param parameters of the network, not changed
   * @param task says what the outputs mean
   * @param setting draws the sequence
   * @param seed its {@linkplain RandomStreams#evaluation() evaluation stream} is used
   * @throws IllegalArgumentException if the network does not fit the setting's task
   */
  public static Attention trace(
      NetworkConfiguration configuration,
      Parameters parameters,
      Task task,
      TestSetting setting,
      long seed) {
    try (Arena arena = Arena.ofConfined();
        Network network = new Network(configuration, 1, setting.maxSteps())) {
      Batch batch =
          new Batch(1, setting.maxSteps(), configuration.inputs(), configuration.outputs(), arena);
      setting.sample(batch, RandomStreams.of(seed).evaluation());
      network.load(parameters);
      network.inputs(batch.steps()).copyFrom(batch.inputs());
      network.forward(batch.steps());
      return of(network, batch, task.loss());
    }
  }

  private static Attention of(Network network, Batch batch, OutputLoss loss) {
    int steps = batch.steps();
    Matrix logits = network.logits(steps);
    float[][] outputs = new float[logits.columns()][steps];
    for (int t = 0; t < steps; t++) {
      double[] probabilities = loss.probabilities(logits, t);
      for (int channel = 0; channel < outputs.length; channel++) {
        outputs[channel][t] = batch.mask().get(t, 0) * (float) probabilities[channel];
      }
    }
    NetworkConfiguration configuration = network.configuration();
    return new Attention(
        transposed(batch.inputs()),
        transposed(batch.targets()),
        outputs,
        weightings(configuration.writeHeads(), steps, network::writeWeighting),
        weightings(configuration.readHeads(), steps, network::readWeighting),
        loss.wrong(logits, batch.targets(), batch.mask()));
  }

  private static List<float[][]> weightings(int heads, int steps, IntFunction<Matrix> weighting) {
    List<float[][]> result = new ArrayList<>();
    for (int head = 0; head < heads; head++) {
      float[][] values = new float[weighting.apply(0).columns()][steps];
      for (int t = 0; t < steps; t++) {
        Matrix row = weighting.apply(t);
        for (int location = 0; location < values.length; location++) {
          values[location][t] = row.get(head, location);
        }
      }
      result.add(values);
    }
    return result;
  }

  private static float[][] transposed(Matrix matrix) {
    float[][] result = new float[matrix.columns()][matrix.rows()];
    for (int row = 0; row < matrix.rows(); row++) {
      for (int column = 0; column < matrix.columns(); column++) {
        result[column][row] = matrix.get(row, column);
      }
    }
    return result;
  }
}
