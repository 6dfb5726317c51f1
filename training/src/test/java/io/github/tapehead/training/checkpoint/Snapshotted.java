package io.github.tapehead.training.checkpoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.tapehead.training.StepReport;
import io.github.tapehead.training.TrainingListener;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What tests compare of trainings. */
final class Snapshotted {
  private Snapshotted() {}

  /** Requires that both are the same to the last bit, but for the time that passed. */
  static void assertSame(Snapshot expected, Snapshot actual, String of) {
    assertEquals(untimed(expected), untimed(actual), of);
    assertEquals(expected.tensors().keySet(), actual.tensors().keySet(), of);
    expected
        .tensors()
        .forEach((name, tensor) ->
            assertArrayEquals(
                bits(tensor.values()), bits(actual.tensors().get(name).values()), of + name));
  }

  private static Map<String, String> untimed(Snapshot snapshot) {
    Map<String, String> values = new LinkedHashMap<>(snapshot.values());
    values.remove("nanoseconds");
    // Target, worst mean, and the moments as sequences and seconds.
    String[] target = values.get("target").split(" ");
    values.put("target", String.join(" ", target[0], target[1], target[2], target[4]));
    return values;
  }

  private static int[] bits(float[] values) {
    int[] bits = new int[values.length];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = Float.floatToRawIntBits(values[i]);
    }
    return bits;
  }

  /** Everything that is reported of each step, but for its time. */
  static final class Reports implements TrainingListener {
    final List<List<Object>> steps = new ArrayList<>();

    @Override
    public void onStep(StepReport report) {
      steps.add(
          List.of(
              report.step(),
              report.skipped(),
              report.bits(),
              report.wrongBits(),
              report.gradientNorm(),
              report.meanBits(),
              report.meanWrongBits(),
              report.reach(),
              report.staleness()));
    }
  }
}
