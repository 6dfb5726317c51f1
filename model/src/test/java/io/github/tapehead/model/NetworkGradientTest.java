package io.github.tapehead.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The whole network, forward and backward, against the oracle, far beyond the fixtures' sizes. */
class NetworkGradientTest {
  static Stream<NetworkCase> cases() {
    return Stream.concat(NetworkCase.random(80, 3).stream(), NetworkGrid.cases().stream());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void agreesWithTheOracle(NetworkCase networkCase) {
    NetworkConfiguration c = networkCase.configuration();
    double[][][] inputs = networkCase.inputs();
    double[][][] dLogits = networkCase.dLogits();
    DoubleNetwork oracle = new DoubleNetwork(c, networkCase.doubleParameters());
    Map<String, double[]> expected = new TreeMap<>();
    Comparison comparison = new Comparison(networkCase.toString());
    try (NetworkRun run =
        new NetworkRun(c, networkCase.batch(), networkCase.steps(), networkCase.parameters())) {
      run.forward(inputs);
      for (int b = 0; b < networkCase.batch(); b++) {
        oracle.forward(inputs[b]);
        compareForward(comparison, oracle, run, networkCase, b);
        oracle.backward(dLogits[b], expected);
      }
      run.backward(dLogits);
      double scale =
          expected.values().stream()
              .flatMapToDouble(Arrays::stream)
              .map(Math::abs)
              .max()
              .orElseThrow();
      Map<String, double[]> actual = run.gradientsByName();
      expected.forEach(
          // A tensor whose gradient all but cancels keeps the rounding of what it is the sum of.
          (name, values) -> comparison.add(name, values, actual.get(name), 1e-4, 1e-7 * scale));
      actual.forEach((name, gradient) -> {
        if (!ParameterShapes.isTrained(c, name)) {
          assertArrayEquals(new double[gradient.length], gradient, networkCase + " " + name);
        }
      });
    }
    comparison.verify();
    if (c.headClip() != 0) {
      double share = oracle.clippedShare();
      assertTrue(share > 0.02 && share < 0.98, networkCase + ": clipped " + share);
    }
  }

  private static void compareForward(
      Comparison comparison, DoubleNetwork oracle, NetworkRun run, NetworkCase networkCase, int b) {
    NetworkConfiguration c = networkCase.configuration();
    int steps = networkCase.steps();
    double bound = 1e-4;
    for (int t = 0; t < steps; t++) {
      String at = " b=" + b + " t=" + t;
      // The terms of a logit are of the order of 1, and may all but cancel.
      comparison.add("logits" + at, oracle.logits(t), run.logits(b, t, steps), bound, 1e-6);
      comparison.add("hidden" + at, oracle.hidden(t), run.hidden(b, t), bound);
      for (int l = 0; c.controller() == ControllerKind.LSTM && l < c.layers(); l++) {
        comparison.add("cell " + l + at, oracle.cell(l, t), run.cell(l, b, t), bound);
      }
      if (c.memory() == MemoryKind.NTM) {
        comparison.add("reads" + at, oracle.reads(t), run.reads(b, t), bound);
        for (int j = 0; j < c.heads(); j++) {
          double[] expected = oracle.weighting(t, j);
          comparison.add("weighting " + j + at, expected, run.weighting(b, t, j), bound);
        }
        double[] expected = oracle.memory(t);
        comparison.add("memory" + at, expected, run.memory(b, t), bound);
      }
    }
  }
}
