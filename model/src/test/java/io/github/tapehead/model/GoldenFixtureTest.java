package io.github.tapehead.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** The network against the golden fixtures, which another implementation computed in float64. */
class GoldenFixtureTest {
  static final List<String> FIXTURES = GoldenFixture.ALL;

  private static final double BOUND = 1e-4;

  @ParameterizedTest
  @FieldSource("FIXTURES")
  void networkAgrees(String name) {
    GoldenFixture fixture = GoldenFixture.read(name);
    NetworkConfiguration c = fixture.configuration();
    int batch = fixture.batch();
    int steps = fixture.steps();
    int first = steps - fixture.scored();
    try (NetworkRun run = new NetworkRun(c, batch, steps, fixture.under("param."))) {
      run.forward(sequences(fixture, "x", c.inputs()));
      double[][][] targets = sequences(fixture, "y", c.outputs());
      double[][][] dLogits = new double[batch][steps][c.outputs()];
      double loss = 0;
      for (int b = 0; b < batch; b++) {
        for (int t = first; t < steps; t++) {
          double[] logits = run.logits(b, t, steps);
          for (int o = 0; o < logits.length; o++) {
            double z = logits[o];
            double y = targets[b][t - first][o];
            loss += Math.max(z, 0) - z * y + Math.log1p(Math.exp(-Math.abs(z)));
            dLogits[b][t][o] = (1 / (1 + Math.exp(-z)) - y) / batch;
          }
        }
      }
      assertEquals(fixture.loss(), loss / batch, 1e-6 * fixture.loss(), name + " loss");

      Comparison comparison = new Comparison(name);
      compareForward(comparison, fixture, run);
      run.backward(dLogits);
      Map<String, double[]> gradients = run.gradientsByName();
      fixture
          .under("grad.")
          .forEach((k, v) -> comparison.add(k, Comparison.doubles(v), gradients.get(k), BOUND));
      comparison.verify();
    }
  }

  /** No option is left to the oracle alone. */
  @Test
  void everyOptionOccurs() {
    Set<Object> missing = new HashSet<>();
    for (HeadPart part : HeadPart.values()) {
      part.choices().forEach(activation -> missing.add(List.of(part, activation)));
    }
    missing.addAll(List.of(AccessOrder.values()));
    missing.addAll(List.of(InitialState.values()));
    missing.addAll(List.of(ControllerKind.values()));
    missing.addAll(
        List.of(
            InitialMemory.Constant.class,
            InitialMemory.Learned.class,
            InitialMemory.Random.class,
            InitialMemory.Given.class));
    for (String name : FIXTURES) {
      NetworkConfiguration c = GoldenFixture.read(name).configuration();
      c.activations().byPart().forEach((part, f) -> missing.remove(List.of(part, f)));
      missing.remove(c.accessOrder());
      missing.remove(c.initialState());
      missing.remove(c.controller());
      missing.remove(c.initialMemory().getClass());
    }
    assertEquals(Set.of(), missing);
  }

  private static void compareForward(Comparison comparison, GoldenFixture fixture, NetworkRun run) {
    NetworkConfiguration c = fixture.configuration();
    int steps = fixture.steps();
    int w = c.writeHeads();
    Tensors all = new Tensors(comparison, fixture);
    all.add(
        "logits", fixture.scored(), (t, b) -> run.logits(b, steps - fixture.scored() + t, steps));
    all.add("h", steps, (t, b) -> run.hidden(b, t));
    all.add("reads", steps, (t, b) -> run.reads(b, t));
    all.add("w_write", steps, (t, b) -> concat(0, w, j -> run.weighting(b, t, j)));
    all.add("w_read", steps, (t, b) -> concat(w, c.heads(), j -> run.weighting(b, t, j)));
    int last = steps - 1;
    all.add("memory_final", 1, (_, b) -> run.memory(b, last));
    if (c.controller() == ControllerKind.LSTM) {
      all.add("c_final", c.layers(), (l, b) -> run.cell(l, b, last));
    }
  }

  private interface Row {
    double[] of(int outer, int b);
  }

  private interface Part {
    double[] of(int index);
  }

  /** Gathers the network's values in the order of a fixture's tensor: outer index, then batch. */
  private record Tensors(Comparison comparison, GoldenFixture fixture) {
    void add(String name, int outer, Row row) {
      double[] actual = concat(0, outer, t -> concat(0, fixture.batch(), b -> row.of(t, b)));
      double[] expected = Comparison.doubles(fixture.tensors().get(name));
      comparison.add(name, expected, actual, BOUND);
    }
  }

  private static double[] concat(int from, int to, Part part) {
    return IntStream.range(from, to).mapToObj(part::of).flatMapToDouble(DoubleStream::of).toArray();
  }

  private static double[][][] sequences(GoldenFixture fixture, String tensor, int width) {
    double[][][] result = new double[fixture.batch()][][];
    Arrays.setAll(result, b -> fixture.sequence(tensor, b, width));
    return result;
  }
}
