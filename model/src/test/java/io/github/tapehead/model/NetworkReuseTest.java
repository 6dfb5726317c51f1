package io.github.tapehead.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One network serves many batches: nothing of one may be left in the next. */
class NetworkReuseTest {
  static List<NetworkCase> cases() {
    return NetworkCase.random(30, 2);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void usedNetworkGivesTheBitsOfAFreshOne(NetworkCase networkCase) {
    NetworkCase shorter = withSteps(networkCase, 1, 501);
    NetworkCase longer = withSteps(networkCase, 9, 502);
    NetworkCase same = withSteps(networkCase, 5, 503);
    try (NetworkRun used = open(networkCase, 9);
        NetworkRun fresh = open(networkCase, 5)) {
      run(used, shorter);
      run(used, longer);
      used.gradients.zero();
      used.network.load(used.parameters);
      run(used, same);
      run(fresh, same);
      assertSameBits(fresh, used, same);

      // Once more, and now without a load between: the forward pass must not depend on it.
      used.gradients.zero();
      run(used, same);
      assertSameBits(fresh, used, same);
    }
  }

  /** Weights changed behind a loaded network count from the next load on, and then all of them. */
  @ParameterizedTest
  @MethodSource("cases")
  void loadReplacesEveryWeight(NetworkCase networkCase) {
    NetworkCase other = withSteps(networkCase, networkCase.steps(), 504);
    try (NetworkRun run = open(networkCase, networkCase.steps());
        NetworkRun fresh = open(other, networkCase.steps())) {
      run(run, networkCase);
      run.gradients.zero();
      other.parameters().forEach(run.parameters::set);
      run.network.load(run.parameters);
      run(run, other);
      run(fresh, other);
      assertSameBits(fresh, run, other);
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void backwardTwiceAccumulates(NetworkCase networkCase) {
    try (NetworkRun run = open(networkCase, networkCase.steps())) {
      run(run, networkCase);
      Map<String, double[]> once = run.gradientsByName();
      run.forward(networkCase.inputs());
      run.backward(networkCase.dLogits());
      Comparison comparison = new Comparison(networkCase.toString());
      Map<String, double[]> twice = run.gradientsByName();
      once.forEach((name, values) -> {
        double[] doubled = Arrays.stream(values).map(v -> 2 * v).toArray();
        comparison.add(name, doubled, twice.get(name), 1e-5);
      });
      comparison.verify();
    }
  }

  /** Forward clears what the last caller left there: positions without a target stay zero. */
  @ParameterizedTest
  @MethodSource("cases")
  void forwardClearsTheGradientsOfTheLogits(NetworkCase networkCase) {
    int steps = networkCase.steps();
    try (NetworkRun run = open(networkCase, steps)) {
      run.network.dLogits(steps).fill(1);
      run.forward(networkCase.inputs());
      run.network.backward(steps, run.gradients);
      run.gradientsByName()
          .forEach((name, v) -> assertEquals(0, Arrays.stream(v).map(Math::abs).sum(), name));
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void sequencesOfABatchDoNotMeet(NetworkCase networkCase) {
    int steps = networkCase.steps();
    double[][][] inputs = networkCase.inputs();
    double[][][] dLogits = networkCase.dLogits();
    Comparison comparison = new Comparison(networkCase.toString());
    Map<String, double[]> sums = new TreeMap<>();
    try (NetworkRun together = open(networkCase, steps);
        NetworkRun alone =
            new NetworkRun(networkCase.configuration(), 1, steps, networkCase.parameters())) {
      run(together, networkCase);
      for (int b = 0; b < networkCase.batch(); b++) {
        alone.gradients.zero();
        alone.forward(new double[][][] {inputs[b]});
        for (int t = 0; t < steps; t++) {
          comparison.add(
              "logits b=" + b + " t=" + t,
              alone.logits(0, t, steps),
              together.logits(b, t, steps),
              1e-5);
        }
        alone.backward(new double[][][] {dLogits[b]});
        alone.gradientsByName().forEach((name, v) -> sums.merge(name, v, NetworkReuseTest::sum));
      }
      double scale =
          sums.values().stream().flatMapToDouble(Arrays::stream).map(Math::abs).max().orElse(0);
      // A batch of one sums its products in another order, and sharp networks amplify that.
      together
          .gradientsByName()
          .forEach((name, v) -> comparison.add(name, sums.get(name), v, 5e-5, 1e-7 * scale));
    }
    comparison.verify();
  }

  private static NetworkRun open(NetworkCase networkCase, int maxSteps) {
    return new NetworkRun(
        networkCase.configuration(), networkCase.batch(), maxSteps, networkCase.parameters());
  }

  private static void run(NetworkRun run, NetworkCase networkCase) {
    run.forward(networkCase.inputs());
    run.backward(networkCase.dLogits());
  }

  private static NetworkCase withSteps(NetworkCase c, int steps, long seed) {
    return new NetworkCase(seed, c.configuration(), c.batch(), steps, c.scale());
  }

  private static void assertSameBits(NetworkRun expected, NetworkRun actual, NetworkCase same) {
    for (int b = 0; b < same.batch(); b++) {
      for (int t = 0; t < same.steps(); t++) {
        assertArrayEquals(
            expected.logits(b, t, same.steps()),
            actual.logits(b, t, same.steps()),
            same + " logits b=" + b + " t=" + t);
      }
    }
    Map<String, double[]> gradients = actual.gradientsByName();
    expected
        .gradientsByName()
        .forEach((name, v) -> assertArrayEquals(v, gradients.get(name), same + " " + name));
  }

  private static double[] sum(double[] a, double[] b) {
    double[] result = new double[a.length];
    Arrays.setAll(result, i -> a[i] + b[i]);
    return result;
  }
}
