package io.github.tapehead.model;

import io.github.tapehead.kernels.Matrix;
import java.lang.foreign.Arena;
import java.util.Map;
import java.util.TreeMap;

/**
 * A {@link Network} with its parameters and gradients, in the terms of the oracle: sequences as
 * [batch][steps][values], tensors by name.
 */
final class NetworkRun implements AutoCloseable {
  private final Arena arena = Arena.ofConfined();
  private final NetworkConfiguration configuration;
  final Network network;
  final Parameters parameters;
  final Parameters gradients;

  NetworkRun(
      NetworkConfiguration configuration, int batch, int maxSteps, Map<String, float[]> weights) {
    this.configuration = configuration;
    Layout layout = Layout.of(configuration);
    parameters = new Parameters(layout, arena);
    gradients = new Parameters(layout, arena);
    weights.forEach(parameters::set);
    network = new Network(configuration, batch, maxSteps);
    network.load(parameters);
  }

  /** Forward from the given inputs. */
  void forward(double[][][] inputs) {
    int steps = inputs[0].length;
    fill(network.inputs(steps), inputs);
    network.forward(steps);
  }

  /** Backward from the given gradients of the logits, added to {@link #gradients}. */
  void backward(double[][][] dLogits) {
    int steps = dLogits[0].length;
    fill(network.dLogits(steps), dLogits);
    network.backward(steps, gradients);
  }

  /** Every gradient tensor by name. */
  Map<String, double[]> gradientsByName() {
    Map<String, double[]> result = new TreeMap<>();
    for (String name : ParameterShapes.of(configuration).keySet()) {
      result.put(name, Comparison.doubles(gradients.get(name)));
    }
    return result;
  }

  double[] logits(int b, int t, int steps) {
    return row(network.logits(steps), t * network.batch() + b);
  }

  double[] hidden(int b, int t) {
    return row(network.hidden(t), b);
  }

  double[] reads(int b, int t) {
    return row(network.reads(t), b);
  }

  /** A head's weighting; write heads come first. */
  double[] weighting(int b, int t, int head) {
    int writes = configuration.writeHeads();
    return head < writes
        ? row(network.writeWeighting(t), b * writes + head)
        : row(network.readWeighting(t), b * configuration.readHeads() + head - writes);
  }

  /** The memory after the step, location by location. */
  double[] memory(int b, int t) {
    int width = configuration.width();
    double[] result = new double[configuration.locations() * width];
    for (int i = 0; i < result.length; i++) {
      result[i] = network.memory(t).get(b * width + i % width, i / width);
    }
    return result;
  }

  double[] cell(int layer, int b, int t) {
    return row(network.cell(layer, t), b);
  }

  @Override
  public void close() {
    network.close();
    arena.close();
  }

  private static double[] row(Matrix matrix, int row) {
    double[] result = new double[matrix.columns()];
    for (int i = 0; i < result.length; i++) {
      result[i] = matrix.get(row, i);
    }
    return result;
  }

  private static void fill(Matrix matrix, double[][][] sequences) {
    int batch = sequences.length;
    for (int b = 0; b < batch; b++) {
      for (int t = 0; t < sequences[b].length; t++) {
        for (int i = 0; i < sequences[b][t].length; i++) {
          matrix.set(t * batch + b, i, (float) sequences[b][t][i]);
        }
      }
    }
  }
}
