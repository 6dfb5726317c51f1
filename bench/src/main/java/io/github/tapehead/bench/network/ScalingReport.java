package io.github.tapehead.bench.network;

import io.github.tapehead.bench.results.Samples;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Sequences a second of each team in each round.
 *
 * @param one the team of one worker
 * @param sequencesPerSecond of each team, round by round
 */
record ScalingReport(String one, Map<String, List<Double>> sequencesPerSecond) {
  static ScalingReport of(String one, Map<String, List<Double>> rates) {
    return new ScalingReport(one, new LinkedHashMap<>(rates));
  }

  /** Times as many as one worker in the same round. */
  Samples factors(String team) {
    List<Double> alone = sequencesPerSecond.get(one);
    List<Double> rates = sequencesPerSecond.get(team);
    double[] factors = new double[rates.size()];
    for (int i = 0; i < factors.length; i++) {
      factors[i] = rates.get(i) / alone.get(i);
    }
    return Samples.of(factors);
  }

  /** A line a team: median rate, median factor, and its first and third quartile. */
  String toTable() {
    StringBuilder table = new StringBuilder();
    table.append(
        String.format("%-20s %12s %8s %13s%n", "team", "sequences/s", "factor", "p25-p75"));
    sequencesPerSecond.forEach((team, rates) -> {
      double[] values = rates.stream().mapToDouble(Double::doubleValue).toArray();
      Samples factors = factors(team);
      table.append(
          String.format(
              Locale.ROOT,
              "%-20s %12.0f %8.2f %6.2f-%.2f%n",
              team,
              Samples.of(values).median(),
              factors.median(),
              factors.quantile(0.25),
              factors.quantile(0.75)));
    });
    return table.toString();
  }
}
