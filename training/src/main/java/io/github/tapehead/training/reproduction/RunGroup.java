package io.github.tapehead.training.reproduction;

import io.github.tapehead.training.NetworkKind;
import io.github.tapehead.training.report.StoredResult;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * Finished runs that differ in nothing but their seeds: what a row of a table or a line of a chart
 * is about.
 *
 * @param network that was trained
 * @param number 1 for the network's first settings, 2 and more for others
 * @param runs one for each seed, at least one
 */
public record RunGroup(NetworkKind network, int number, List<FinishedRun> runs) {
  /** Copies the list. */
  public RunGroup {
    runs = List.copyOf(runs);
  }

  /** What tables and charts call it. */
  public String name() {
    return number == 1 ? network.toString() : network + " (" + number + ")";
  }

  /** The result of the first run, for what all of them have in common. */
  public StoredResult first() {
    return runs.getFirst().result();
  }

  /** All tests of all runs. */
  public Stream<StoredResult.Test> tests() {
    return runs.stream().flatMap(run -> run.result().tests().stream());
  }

  /** A figure of the test of a name, for each run; NaN for a run that was not tested. */
  public List<Double> figures(String test, ToDoubleFunction<StoredResult.Test> figure) {
    return runs.stream()
        .map(run -> run.test(test).map(figure::applyAsDouble).orElse(Double.NaN))
        .toList();
  }
}
