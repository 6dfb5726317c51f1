package io.github.tapehead.training.cli;

import io.github.tapehead.kernels.BinaryCrossEntropy;
import io.github.tapehead.kernels.Matrix;
import io.github.tapehead.model.Layout;
import io.github.tapehead.model.Network;
import io.github.tapehead.model.NetworkConfiguration;
import io.github.tapehead.model.Parameters;
import io.github.tapehead.model.WeightsFile;
import io.github.tapehead.model.safetensors.Safetensors;
import io.github.tapehead.model.safetensors.WeightsFormatException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.List;

/**
 * A network with one batch of sequences, made by another implementation, and what this one computes
 * from it.
 *
 * <p>Required of the file: {@code config} in the metadata, inputs {@code x} [T, B, I], targets
 * {@code y} [L, B, O] of the last L steps, and the parameters as {@code param.*}. The loss is the
 * cross-entropy in nats, summed over the last L steps and all outputs, mean over the B sequences.
 */
final class Fixture implements AutoCloseable {
  private final Path path;
  private final Safetensors file;
  private final NetworkConfiguration configuration;
  private final int steps;
  private final int batch;
  private final int scored;
  private final Arena arena = Arena.ofConfined();
  private final Network network;
  private final Parameters gradients;
  private double loss;

  /**
   * Reads a fixture and makes its network.
   *
   * @throws IOException if the file cannot be read or is no fixture
   */
  Fixture(Path path) throws IOException {
    this.path = path;
    this.file = Safetensors.read(path);
    this.configuration = WeightsFile.configuration(path, file);
    List<Integer> x = shape("x");
    List<Integer> y = shape("y");
    this.steps = x.getFirst();
    this.batch = x.get(1);
    this.scored = y.getFirst();
    if (steps < 1 || batch < 1 || scored < 1 || scored > steps) {
      throw new WeightsFormatException(
          path, "x: shape " + x + ", y: shape " + y + ", no sequences");
    }
    this.gradients = new Parameters(Layout.of(configuration), arena);
    try {
      expected("x", List.of(steps, batch, configuration.inputs()));
      expected("y", List.of(scored, batch, configuration.outputs()));
      this.network = new Network(configuration, batch, steps);
    } catch (IOException | RuntimeException e) {
      arena.close();
      throw e;
    }
  }

  /**
   * Runs the network forward and backward.
   *
   * @throws IOException if a parameter is missing or has another shape
   */
  void run() throws IOException {
    Parameters parameters = new Parameters(gradients.layout(), arena);
    for (Layout.Tensor tensor : parameters.layout().tensors()) {
      String name = "param." + tensor.name();
      shape(name);
      parameters.set(tensor.name(), expected(name, tensor.shape()));
    }
    network.load(parameters);
    fill(network.inputs(steps), 0, file.floats("x"));
    network.forward(steps);
    Matrix targets = Matrix.allocate(arena, steps * batch, configuration.outputs());
    Matrix mask = Matrix.allocate(arena, steps * batch, 1);
    fill(targets, unscoredRows(), file.floats("y"));
    mask.rows(unscoredRows(), scored * batch).fill(1);
    Matrix scratch = Matrix.allocate(arena, 1, Matrix.aligned(configuration.outputs()));
    Matrix logits = network.logits(steps);
    loss = BinaryCrossEntropy.forward(logits, targets, mask, scratch) / batch;
    gradients.zero();
    BinaryCrossEntropy.backward(network.dLogits(steps), logits, targets, mask, 1f / batch, scratch);
    network.backward(steps, gradients);
  }

  /** The network, after {@link #run} with a full tape. */
  Network network() {
    return network;
  }

  /** The gradients of the loss. */
  Parameters gradients() {
    return gradients;
  }

  /** The loss in nats. */
  double loss() {
    return loss;
  }

  /** Steps of the sequences, T. */
  int steps() {
    return steps;
  }

  /** Sequences, B. */
  int batch() {
    return batch;
  }

  /** Steps that are scored, L. */
  int scored() {
    return scored;
  }

  /** The logits of the scored steps, [L·B × O]. */
  Matrix scoredLogits() {
    return network.logits(steps).rows(unscoredRows(), scored * batch);
  }

  /** The names of all tensors of the file. */
  List<String> names() {
    return file.names().stream().sorted().toList();
  }

  /**
   * The values of a tensor, row-major; null if the file has none of that name.
   *
   * @throws WeightsFormatException if its shape is another
   */
  float[] expected(String name, List<Integer> shape) throws WeightsFormatException {
    if (!file.names().contains(name)) {
      return null;
    }
    if (!file.shape(name).equals(shape)) {
      throw new WeightsFormatException(
          path, name + ": shape " + file.shape(name) + ", expected " + shape);
    }
    return file.floats(name);
  }

  @Override
  public void close() {
    network.close();
    arena.close();
  }

  private int unscoredRows() {
    return (steps - scored) * batch;
  }

  private List<Integer> shape(String name) throws WeightsFormatException {
    List<Integer> shape = file.shape(name);
    if (shape == null) {
      throw new WeightsFormatException(path, name + ": missing, so no fixture");
    }
    if (!name.startsWith("param.") && shape.size() != 3) {
      throw new WeightsFormatException(path, name + ": shape " + shape + ", expected three axes");
    }
    return shape;
  }

  private static void fill(Matrix matrix, int firstRow, float[] values) {
    int columns = matrix.columns();
    for (int i = 0; i < values.length; i++) {
      matrix.set(firstRow + i / columns, i % columns, values[i]);
    }
  }

  /** The elements of a matrix, row-major. */
  static float[] dense(Matrix matrix) {
    float[] values = new float[matrix.rows() * matrix.columns()];
    for (int i = 0; i < values.length; i++) {
      values[i] = matrix.get(i / matrix.columns(), i % matrix.columns());
    }
    return values;
  }

  /** Arrays behind one another. */
  static float[] joined(List<float[]> parts) {
    float[] all = new float[parts.stream().mapToInt(part -> part.length).sum()];
    int at = 0;
    for (float[] part : parts) {
      System.arraycopy(part, 0, all, at, part.length);
      at += part.length;
    }
    return all;
  }
}
