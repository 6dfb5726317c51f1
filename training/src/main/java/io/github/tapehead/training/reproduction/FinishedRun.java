package io.github.tapehead.training.reproduction;

import io.github.tapehead.training.report.StoredResult;
import io.github.tapehead.training.task.Task;
import io.github.tapehead.training.task.TestSetting;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A run that has ended by itself.
 *
 * @param place which run, and where it is kept
 * @param result what came of it
 */
public record FinishedRun(RunPlace place, StoredResult result) {
  /**
   * Whether a run of this very task, its text included, has ended by itself and all tests of the
   * task are made; after a divergence there are none to make.
   */
  static boolean isFinished(Task task, StoredResult result) {
    if (!result.metadata().equals(task.metadata())) {
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

  /** Whether it reached its target. */
  public boolean converged() {
    return result.result().target() != null;
  }

  /** The test of a name, if it was made. */
  public Optional<StoredResult.Test> test(String name) {
    return result.tests().stream().filter(test -> test.name().equals(name)).findFirst();
  }

  /** The run whose network is drawn: of those that were tested, the best at what is pictured. */
  static Optional<FinishedRun> best(List<FinishedRun> runs) {
    return runs.stream()
        .filter(run -> !run.result().tests().isEmpty())
        .min(Comparator.comparingDouble(FinishedRun::pictureBits));
  }

  /**
   * How good the network is at what the task's picture shows, in bits per sequence; at what it was
   * trained on if that was not tested.
   */
  double pictureBits() {
    return test(place.task().pictured().name())
        .map(StoredResult.Test::bits)
        .orElse(result.result().bitsPerSequence());
  }
}
