package io.github.tapehead.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Shows that the oracle is right without our network: other tests lean on it. */
class OracleTest {
  static final List<String> FIXTURES = GoldenFixture.ALL;

  /** The fixtures are rounded to float32, which is all that may differ. */
  @ParameterizedTest
  @FieldSource("FIXTURES")
  void agreesWithTheGoldenFixture(String name) {
    GoldenFixture fixture = GoldenFixture.read(name);
    NetworkConfiguration c = fixture.configuration();
    Map<String, double[]> parameters = new TreeMap<>();
    fixture.under("param.").forEach((key, v) -> parameters.put(key, Comparison.doubles(v)));
    DoubleNetwork network = new DoubleNetwork(c, parameters);
    Map<String, double[]> gradients = new TreeMap<>();
    double[][] logits = new double[fixture.batch()][];
    double loss = 0;
    for (int b = 0; b < fixture.batch(); b++) {
      network.forward(fixture.sequence("x", b, c.inputs()));
      double[][] targets = fixture.sequence("y", b, c.outputs());
      double[][] dLogits = new double[fixture.steps()][c.outputs()];
      double[][] scored = new double[fixture.scored()][];
      for (int l = 0; l < fixture.scored(); l++) {
        int t = fixture.steps() - fixture.scored() + l;
        scored[l] = network.logits(t);
        for (int o = 0; o < c.outputs(); o++) {
          double z = scored[l][o];
          double y = targets[l][o];
          loss += Math.max(z, 0) - z * y + Math.log1p(Math.exp(-Math.abs(z)));
          dLogits[t][o] = (1 / (1 + Math.exp(-z)) - y) / fixture.batch();
        }
      }
      logits[b] = Arrays.stream(scored).flatMapToDouble(Arrays::stream).toArray();
      network.backward(dLogits, gradients);
    }
    assertEquals(fixture.loss(), loss / fixture.batch(), 1e-9 * fixture.loss(), name);
    Comparison comparison = new Comparison(name);
    for (int b = 0; b < fixture.batch(); b++) {
      double[][] expected = fixture.sequence("logits", b, c.outputs());
      double[] flat = Arrays.stream(expected).flatMapToDouble(Arrays::stream).toArray();
      comparison.add("logits of sequence " + b, flat, logits[b], 1e-6);
    }
    fixture
        .under("grad.")
        .forEach((k, v) -> comparison.add(k, Comparison.doubles(v), gradients.get(k), 1e-6));
    comparison.verify();
  }

  /** Of the grid every 23rd case, which meets all values; each takes hundreds of forward passes. */
  static Stream<NetworkCase> cases() {
    List<NetworkCase> grid = NetworkGrid.cases();
    return Stream.concat(
        NetworkCase.random(20, 11).stream(),
        IntStream.range(0, grid.size() / 23).mapToObj(i -> grid.get(23 * i)));
  }

  /** Central differences of the forward pass, on some coordinates of every trained tensor. */
  @ParameterizedTest
  @MethodSource("cases")
  void gradientAgreesWithCentralDifferences(NetworkCase networkCase) {
    RandomGenerator random = networkCase.random();
    Map<String, double[]> parameters = networkCase.doubleParameters();
    double[][] inputs = networkCase.inputs()[0];
    double[][] dLogits = networkCase.dLogits()[0];
    DoubleNetwork network = new DoubleNetwork(networkCase.configuration(), parameters);
    network.forward(inputs);
    Map<String, double[]> gradients = new TreeMap<>();
    network.backward(dLogits, gradients);
    double scale =
        gradients.values().stream()
            .flatMapToDouble(Arrays::stream)
            .map(Math::abs)
            .max()
            .orElseThrow();
    Comparison comparison = new Comparison(networkCase.toString());
    double h = 1e-5;
    parameters.forEach((name, values) -> {
      if (!ParameterShapes.isTrained(networkCase.configuration(), name)) {
        return;
      }
      List<Double> analytic = new ArrayList<>();
      List<Double> numeric = new ArrayList<>();
      for (int sample = 0; sample < 6; sample++) {
        int i = random.nextInt(values.length);
        double value = values[i];
        values[i] = value + h;
        double above = loss(network, inputs, dLogits);
        values[i] = value - h;
        double below = loss(network, inputs, dLogits);
        values[i] = value;
        analytic.add(gradients.get(name)[i]);
        numeric.add((above - below) / (2 * h));
      }
      // What the rounding of the two losses leaves of a small tensor's digits.
      comparison.add(name, array(numeric), array(analytic), 1e-6, 1e-9 * scale);
    });
    comparison.verify();
  }

  private static double loss(DoubleNetwork network, double[][] inputs, double[][] dLogits) {
    network.forward(inputs);
    double loss = 0;
    for (int t = 0; t < inputs.length; t++) {
      double[] logits = network.logits(t);
      for (int o = 0; o < logits.length; o++) {
        loss += dLogits[t][o] * logits[o];
      }
    }
    return loss;
  }

  private static double[] array(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
