package io.github.tapehead.training.reproduction.report;

import io.github.tapehead.training.RandomStreams;
import io.github.tapehead.training.task.Batch;
import io.github.tapehead.training.task.OutputLoss;
import io.github.tapehead.training.task.Task;
import io.github.tapehead.training.task.TestSetting;
import java.lang.foreign.Arena;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** How many bits, or symbols, of a test sequence can be wrong. */
final class ScoredOutputs {
  /** Enough to tell sequences of one length from those of several. */
  private static final int SEQUENCES = 16;

  private ScoredOutputs() {}

  /** How many each sequence of a test has; empty where they differ. */
  static OptionalInt of(Task task, TestSetting setting) {
    try (Arena arena = Arena.ofConfined()) {
      var batch = new Batch(SEQUENCES, setting.maxSteps(), task.inputs(), task.outputs(), arena);
      setting.sample(batch, RandomStreams.of(1).evaluation());
      int[] counts =
          IntStream.range(0, SEQUENCES).map(i -> scoredSteps(batch, i)).distinct().toArray();
      int each = task.loss() == OutputLoss.SYMBOL ? 1 : task.outputs();
      return counts.length == 1 ? OptionalInt.of(counts[0] * each) : OptionalInt.empty();
    }
  }

  private static int scoredSteps(Batch batch, int sequence) {
    return (int)
        IntStream.range(0, batch.steps())
            .filter(step -> batch.mask().get(step * batch.size() + sequence, 0) != 0)
            .count();
  }
}
