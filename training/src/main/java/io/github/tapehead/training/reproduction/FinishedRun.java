package io.github.tapehead.training.reproduction;

import io.github.tapehead.training.report.StoredMetrics;
import io.github.tapehead.training.report.StoredResult;
import io.github.tapehead.training.task.Task;
import io.github.tapehead.training.task.TestSetting;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A run that has ended by itself.
 *
 * @param place which run, and where it is kept
 * @param result what came of it
 * @param reach of the curriculum at the end, from 0 to 1; NaN if it is not known
 */
public record FinishedRun(RunPlace place, StoredResult result, double reach) {
  /**
   * Whether a result is of the seed and of the very task of its place, the text included, the run
   * has ended by itself, and all tests of the task are made; after a divergence there are none to
   * make.
   */
  static boolean isFinished(RunPlace place, StoredResult result) {
    Task task = place.task();
    if (result.seed() != place.seed()
        || !result.task().equals(task.name())
        || !result.metadata().equals(task.metadata())) {
      return false;
    }
    List<String> wanted = task.evaluations().stream().map(TestSetting::name).toList();
    return switch (result.result().stopReason()) {
      case INTERRUPTED -> false;
      case DIVERGED -> true;
      case TARGET, LIMIT, TIME ->
          wanted.equals(result.tests().stream().map(StoredResult.Test::name).toList());
    };
  }

  /**
   * A run, with its reach from its metrics if an earlier version has left it out of the result.
   *
   * @throws IOException if the metrics are needed and cannot be read
   */
  static FinishedRun of(RunPlace place, StoredResult result) throws IOException {
    double stored = result.result().reach();
    double reach =
        Double.isNaN(stored) ? StoredMetrics.read(place.folder().metrics()).lastReach() : stored;
    return new FinishedRun(place, result, reach);
  }

  /** Whether it reached its target. */
  public boolean converged() {
    return result.result().target() != null;
  }

  /** Whether its last losses are of smaller sequences than the task's. */
  public boolean endedBelowFullSize() {
    return reach < 1;
  }

  /** The mean loss of its last 1,000 training sequences, in bits; NaN if there is none. */
  public double lastBits() {
    return result.result().bitsPerSequence();
  }

  /** The test of a name, if it was made. */
  public Optional<StoredResult.Test> test(String name) {
    return result.tests().stream().filter(test -> test.name().equals(name)).findFirst();
  }

  /** The run whose network is drawn: of those that were tested, the best at what is pictured. */
  public static Optional<FinishedRun> best(List<FinishedRun> runs) {
    return runs.stream()
        .filter(run -> !run.result().tests().isEmpty())
        .min(Comparator.comparingDouble(FinishedRun::pictureBits));
  }

  /**
   * How good the network is at what the task's picture shows, in bits per sequence; at what it was
   * trained on if that was not tested.
   */
  public double pictureBits() {
    return test(place.task().pictured().name()).map(StoredResult.Test::bits).orElse(lastBits());
  }
}
