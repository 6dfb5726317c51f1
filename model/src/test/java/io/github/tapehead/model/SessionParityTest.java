package io.github.tapehead.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.tapehead.kernels.Matrix;
import io.github.tapehead.model.inference.Model;
import io.github.tapehead.model.inference.Session;
import io.github.tapehead.model.inference.SessionBatch;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Sessions give what the network of the trainer gives: the same bits in every state, for the same
 * kernels run; and the same outputs, which the network computes for all steps at once and so sums
 * in another order.
 */
class SessionParityTest {
  private static final int STEPS = 9;
  private static final int[] BATCHES = {1, 2, 3, 16, 17};
  private static final double TOLERANCE = 1e-6;

  /** Every kind of network, each with one of the sizes of a batch. */
  static List<NetworkCase> cases() {
    List<NetworkCase> drawn = NetworkCase.random(60, 77);
    List<NetworkCase> grid = NetworkGrid.cases();
    return Stream.concat(drawn.stream(), grid.stream().filter(c -> c.seed() % 5 == 0)).toList();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void batchGivesWhatTheNetworkGives(NetworkCase drawn) {
    for (int batch : BATCHES) {
      NetworkCase networkCase = sized(drawn, batch);
      NetworkConfiguration c = networkCase.configuration();
      float[] inputs = flat(networkCase.inputs(), batch, c.inputs());
      float[] outputs = new float[batch * c.outputs()];
      try (NetworkRun run = new NetworkRun(c, batch, STEPS, networkCase.parameters());
          Model model = Model.of(run.parameters);
          SessionBatch sessions = model.sessions(batch)) {
        run.forward(networkCase.inputs());
        for (int t = 0; t < STEPS; t++) {
          sessions.step(step(inputs, t, batch * c.inputs()), outputs);
          String where = networkCase + " t=" + t + " ";
          compareOutputs(where, run.network, t, outputs);
          for (Map.Entry<String, Matrix> state : states(run.network, t).entrySet()) {
            assertSame(where + state.getKey(), state.getValue(), sessions.state(state.getKey()));
          }
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void sessionGivesWhatTheNetworkGivesAlsoForWholeSequencesAndAfterReset(NetworkCase drawn) {
    NetworkCase networkCase = sized(drawn, 1);
    NetworkConfiguration c = networkCase.configuration();
    float[] inputs = flat(networkCase.inputs(), 1, c.inputs());
    float[] outputs = new float[STEPS * c.outputs()];
    float[] other = new float[c.inputs()];
    other[0] = Float.NaN;
    try (NetworkRun run = new NetworkRun(c, 1, STEPS, networkCase.parameters());
        Model model = Model.of(run.parameters);
        Session session = model.session()) {
      run.forward(networkCase.inputs());
      for (int turn = 0; turn < 3; turn++) {
        session.run(inputs, outputs);
        for (int t = 0; t < STEPS; t++) {
          float[] output = step(outputs, t, c.outputs());
          compareOutputs(networkCase + " turn " + turn + " t=" + t, run.network, t, output);
        }
        states(run.network, STEPS - 1)
            .forEach((name, m) -> assertSame(networkCase + " " + name, m, session.state(name)));
        // What is not a number stays in every corner but is gone after a reset; and an odd number
        // of steps lies between two resets.
        session.step(other, new float[c.outputs()]);
        session.step(other, new float[c.outputs()]);
        session.reset();
      }
    }
  }

  private static void compareOutputs(String where, Network network, int t, float[] outputs) {
    Matrix logits = network.logits(STEPS);
    for (int i = 0; i < outputs.length; i++) {
      int columns = logits.columns();
      float expected = logits.get(t * network.batch() + i / columns, i % columns);
      assertEquals(expected, outputs[i], TOLERANCE * (1 + Math.abs(expected)), where);
    }
  }

  /** What a session lets see, from the tape of a network. */
  private static Map<String, Matrix> states(Network network, int t) {
    NetworkConfiguration c = network.configuration();
    Map<String, Matrix> states = new TreeMap<>();
    if (c.memory() == MemoryKind.NTM) {
      states.put("memory", network.memory(t));
      states.put("reads", network.reads(t));
      states.put("write_weightings", network.writeWeighting(t));
      states.put("read_weightings", network.readWeighting(t));
    }
    if (c.controller() == ControllerKind.LSTM) {
      states.put("hidden." + (c.layers() - 1), network.hidden(t));
      for (int l = 0; l < c.layers(); l++) {
        states.put("cell." + l, network.cell(l, t));
      }
    }
    return states;
  }

  private static void assertSame(String what, Matrix expected, Matrix actual) {
    assertEquals(expected.rows(), actual.rows(), what);
    assertEquals(expected.columns(), actual.columns(), what);
    for (int r = 0; r < expected.rows(); r++) {
      for (int c = 0; c < expected.columns(); c++) {
        assertEquals(expected.get(r, c), actual.get(r, c), what);
      }
    }
  }

  private static NetworkCase sized(NetworkCase c, int batch) {
    return new NetworkCase(c.seed(), c.configuration(), batch, STEPS, c.scale());
  }

  private static float[] flat(double[][][] sequences, int batch, int width) {
    float[] flat = new float[STEPS * batch * width];
    for (int i = 0; i < flat.length; i++) {
      int row = i / width;
      flat[i] = (float) sequences[row % batch][row / batch][i % width];
    }
    return flat;
  }

  private static float[] step(float[] all, int t, int width) {
    return Arrays.copyOfRange(all, t * width, (t + 1) * width);
  }
}
