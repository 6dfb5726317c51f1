package io.github.tapehead.training.cli;

import io.github.tapehead.kernels.Matrix;
import io.github.tapehead.model.ControllerKind;
import io.github.tapehead.model.Layout;
import io.github.tapehead.model.MemoryKind;
import io.github.tapehead.model.Network;
import io.github.tapehead.model.NetworkConfiguration;
import io.github.tapehead.model.safetensors.WeightsFormatException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Compares what a network computed from a fixture with what the fixture says.
 *
 * <p>Compared, where the file has them: {@code loss} [1] to 1e-6 of its value; {@code logits} and
 * {@code output} [L, B, O], {@code h} [T, B, H], {@code reads} [T, B, R, M], {@code w_write} and
 * {@code w_read} [T, B, heads, N], {@code memory_final} [B, N, M] and {@code c_final} [layers, B,
 * H] to 1e-5, and {@code grad.*} to 1e-4, of the largest absolute entry of the tensor.
 */
final class FixtureCheck {
  private static final double LOSS = 1e-6;
  private static final double FORWARD = 1e-5;
  private static final double GRADIENT = 1e-4;

  private final Fixture fixture;
  private final List<Deviation> deviations = new ArrayList<>();
  private final Set<String> known = new HashSet<>(Set.of("x", "y"));

  private FixtureCheck(Fixture fixture) {
    this.fixture = fixture;
  }

  /**
   * The outcome.
   *
   * @param deviations one per tensor that was asked for
   * @param unknown names of the file's tensors that were not
   */
  record Outcome(List<Deviation> deviations, List<String> unknown) {
    /** Whether every deviation is within its tolerance. */
    boolean passes() {
      return deviations.stream().allMatch(Deviation::passes);
    }
  }

  /**
   * Compares everything.
   *
   * @param fixture after {@link Fixture#run}
   * @throws WeightsFormatException if a tensor has another shape than it must have
   */
  static Outcome of(Fixture fixture) throws WeightsFormatException {
    FixtureCheck check = new FixtureCheck(fixture);
    check.forward();
    check.state();
    check.gradients();
    List<String> unknown = new ArrayList<>(fixture.names());
    unknown.removeAll(check.known);
    return new Outcome(check.deviations, unknown);
  }

  private void forward() throws WeightsFormatException {
    NetworkConfiguration configuration = fixture.network().configuration();
    List<Integer> shape = List.of(fixture.scored(), fixture.batch(), configuration.outputs());
    float[] logits = Fixture.dense(fixture.scoredLogits());
    compare("loss", LOSS, new float[] {(float) fixture.loss()}, List.of(1));
    compare("logits", FORWARD, logits, shape);
    compare("output", FORWARD, sigmoid(logits), shape);
  }

  private void state() throws WeightsFormatException {
    Network network = fixture.network();
    NetworkConfiguration c = network.configuration();
    int last = fixture.steps() - 1;
    compareSteps("h", network::hidden, c.hidden());
    if (c.memory() != MemoryKind.NONE) {
      compareSteps("reads", network::reads, c.readHeads(), c.width());
      compareSteps("w_write", network::writeWeighting, c.writeHeads(), c.locations());
      compareSteps("w_read", network::readWeighting, c.readHeads(), c.locations());
      List<Integer> shape = List.of(fixture.batch(), c.locations(), c.width());
      float[] memory = locationMajor(network.memory(last), fixture.batch());
      compare("memory_final", FORWARD, memory, shape);
    }
    if (c.controller() == ControllerKind.LSTM) {
      List<float[]> cells =
          IntStream.range(0, c.layers())
              .mapToObj(layer -> Fixture.dense(network.cell(layer, last)))
              .toList();
      List<Integer> shape = List.of(c.layers(), fixture.batch(), c.hidden());
      compare("c_final", FORWARD, Fixture.joined(cells), shape);
    }
  }

  private void gradients() throws WeightsFormatException {
    for (Layout.Tensor tensor : fixture.gradients().layout().tensors()) {
      known.add("param." + tensor.name());
      float[] gradient = fixture.gradients().get(tensor.name());
      compare("grad." + tensor.name(), GRADIENT, gradient, tensor.shape());
    }
  }

  /** Compares a tensor [T, B, …] with the matrices of all steps, each [B·… × …]. */
  private void compareSteps(String name, IntFunction<Matrix> step, int... axes)
      throws WeightsFormatException {
    List<Integer> shape = new ArrayList<>(List.of(fixture.steps(), fixture.batch()));
    for (int axis : axes) {
      shape.add(axis);
    }
    List<float[]> steps =
        IntStream.range(0, fixture.steps()).mapToObj(t -> Fixture.dense(step.apply(t))).toList();
    compare(name, FORWARD, Fixture.joined(steps), shape);
  }

  private void compare(String name, double relative, float[] actual, List<Integer> shape)
      throws WeightsFormatException {
    known.add(name);
    float[] expected = fixture.expected(name, shape);
    deviations.add(
        expected == null
            ? Deviation.skipped(name)
            : Deviation.of(name, actual, expected, relative));
  }

  /** From [B·M × N] to [B, N, M]. */
  private static float[] locationMajor(Matrix memory, int batch) {
    int width = memory.rows() / batch;
    int locations = memory.columns();
    float[] values = new float[batch * locations * width];
    for (int row = 0; row < memory.rows(); row++) {
      for (int location = 0; location < locations; location++) {
        int at = (row / width * locations + location) * width + row % width;
        values[at] = memory.get(row, location);
      }
    }
    return values;
  }

  private static float[] sigmoid(float[] logits) {
    float[] outputs = new float[logits.length];
    for (int i = 0; i < logits.length; i++) {
      outputs[i] = (float) (1 / (1 + Math.exp(-logits[i])));
    }
    return outputs;
  }
}
