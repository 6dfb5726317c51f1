package io.github.tapehead.training.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tapehead.kernels.Matrix;
import io.github.tapehead.training.RandomStreams;
import java.lang.foreign.Arena;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RepeatCopyTaskTest {
  private static final int SIZE = 3;
  private static final int START = 8;
  private static final int END = 9;
  private static final int COUNT = 10;
  private static final int MARKER = 8;

  private final RepeatCopyTask task = new RepeatCopyTask();
  private final RandomGenerator random = RandomStreams.of(1).training();

  @Test
  void sizesAreThePapers() {
    assertEquals(new RepeatCopyTask(10, 10), task);
    assertEquals(11, task.inputs());
    assertEquals(9, task.outputs());
    assertEquals(List.of("start", "end", "repeats"), task.inputNames().subList(8, 11));
    assertEquals("end", task.outputNames().getLast());
    assertEquals(1 + 10 + 1 + 100 + 1, task.maxSteps());
    assertEquals(Sizes.UNIFORM, task.sizes());
    assertEquals(
        List.of("length 10, 10 times", "length 20, 10 times", "length 10, 20 times"),
        task.evaluations().stream().map(TestSetting::name).toList());
    assertEquals("length 7, 10 times", task.setting(7).name());
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "1, 5", "2, 3", "10, 10", "20, 10", "10, 20"})
  void layoutOfASequence(int length, int repeats) {
    TestSetting setting = task.setting(length, repeats);
    assertEquals(length, setting.length());
    Batch batch = Batches.of(task, SIZE, setting.maxSteps());
    setting.sample(batch, random);
    int answer = length + 2;
    int marked = answer + length * repeats;
    assertEquals(marked + 1, batch.steps());
    for (int b = 0; b < SIZE; b++) {
      for (int t = 0; t < batch.steps(); t++) {
        String at = "at " + t;
        assertEquals(t == 0 ? 1 : 0, batch.input(t, b, START), at);
        assertEquals(t == length + 1 ? 1 : 0, batch.input(t, b, END), at);
        if (t != length + 1) {
          assertEquals(0, batch.input(t, b, COUNT), at);
        }
        if (t < 1 || t > length) {
          assertEquals(0, Batches.bits(batch, t, b, 8), at);
        }
        boolean given = t >= answer && t < marked;
        int expected = given ? Batches.bits(batch, 1 + (t - answer) % length, b, 8) : 0;
        assertEquals(expected, Batches.targetBits(batch, t, b, 8), at);
        assertEquals(t == marked ? 1 : 0, Batches.target(batch, t, b, MARKER), at);
        assertEquals(t >= answer, Batches.isScored(batch, t, b), at);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"2", "3", "10", "37"})
  void theCountHasMean0AndVariance1OverTheTraining(int maxRepeats) {
    var trained = new RepeatCopyTask(4, maxRepeats);
    double sum = 0;
    double squares = 0;
    double before = Double.NEGATIVE_INFINITY;
    for (int repeats = 1; repeats <= maxRepeats; repeats++) {
      double count = count(trained, repeats);
      assertTrue(count > before);
      sum += count;
      squares += count * count;
      before = count;
    }
    assertEquals(0, sum / maxRepeats, 1e-6);
    assertEquals(1, squares / maxRepeats, 1e-6);
  }

  @Test
  void theCountOfMoreRepeatsGoesOnOnTheSameScale() {
    assertEquals((20 - 5.5) / Math.sqrt(8.25), count(task, 20), 1e-6);
  }

  private double count(RepeatCopyTask trained, int repeats) {
    TestSetting setting = trained.setting(2, repeats);
    Batch batch = Batches.of(trained, 1, setting.maxSteps());
    setting.sample(batch, random);
    return batch.input(3, 0, COUNT);
  }

  @Test
  void lengthsAndRepeatsAreUniformAndIndependent() {
    Batch batch = Batches.of(task, SIZE);
    int[][] drawn = new int[11][11];
    for (int i = 0; i < 4000; i++) {
      task.sample(batch, Sizes.UNIFORM, random);
      for (int b = 0; b < SIZE; b++) {
        int length = Batches.stepOf(batch, b, END) - 1;
        int scored = Batches.scored(batch, b);
        int repeats = (scored - 1) / length;
        assertEquals(length * repeats + 1, scored);
        double count = batch.input(length + 1, b, COUNT);
        assertEquals((repeats - 5.5) / Math.sqrt(8.25), count, 1e-6);
        assertEquals(1, Batches.target(batch, length + 1 + scored, b, MARKER));
        drawn[length][repeats]++;
      }
    }
    for (int length = 1; length <= 10; length++) {
      for (int repeats = 1; repeats <= 10; repeats++) {
        assertEquals(40 * SIZE, drawn[length][repeats], 45, length + ", " + repeats + " times");
      }
    }
  }

  @Test
  void bitsAreFair() {
    TestSetting setting = task.setting(500, 1);
    Batch batch = Batches.of(task, SIZE, setting.maxSteps());
    setting.sample(batch, random);
    int ones = 0;
    for (int t = 1; t <= 500; t++) {
      for (int b = 0; b < SIZE; b++) {
        ones += Integer.bitCount(Batches.bits(batch, t, b, 8));
      }
    }
    assertEquals(0.5, ones / (500.0 * SIZE * 8), 0.02);
  }

  @Test
  void smallSizesAreFewVectorsAndFewRepeats() {
    Batch batch = Batches.of(task, SIZE);
    for (int i = 0; i < 100; i++) {
      task.sample(batch, new Sizes(0.25, true), random);
      assertTrue(batch.steps() <= 3 * (3 + 1) + 3, "steps: " + batch.steps());
    }
    task.sample(batch, new Sizes(0.25, false), random);
    assertEquals(3 * (3 + 1) + 3, batch.steps());
    assertFalse(Batches.isScored(batch, 4, 0));
    assertTrue(Batches.isScored(batch, 5, 0));
  }

  @Test
  void wrongBitsOfVectorsAndWrongMarkersAreCountedApart() {
    Batch batch = Batches.of(task, SIZE);
    task.sample(batch, Sizes.UNIFORM, random);
    Matrix logits = Matrix.allocate(Arena.ofAuto(), batch.steps() * SIZE, 9);
    int steps = 0;
    for (int row = 0; row < logits.rows(); row++) {
      steps += (int) batch.mask().get(row, 0);
      for (int channel = 0; channel < 9; channel++) {
        logits.set(row, channel, batch.targets().get(row, channel) == 1 ? 2 : -2);
      }
    }
    assertTrue(steps < logits.rows(), "steps that are not scored");
    assertEquals(List.of(0.0, 0.0), measures(batch, logits));
    for (int row = 0; row < logits.rows(); row++) {
      logits.set(row, 3, -logits.get(row, 3));
    }
    assertEquals(List.of((double) steps / SIZE, 0.0), measures(batch, logits));
    for (int row = 0; row < logits.rows(); row++) {
      logits.set(row, MARKER, -2);
    }
    assertEquals(List.of((double) steps / SIZE, 1.0), measures(batch, logits));
  }

  private List<Double> measures(Batch batch, Matrix logits) {
    assertEquals(
        List.of("wrong bits of vectors", "wrong end markers"),
        task.measures().stream().map(Measure::name).toList());
    return task.measures().stream()
        .map(measure -> measure.of().applyAsDouble(batch, logits))
        .toList();
  }

  @Test
  void refusesSizesBeyondReason() {
    refuses("length: 0, must be from 1 to 500", () -> new RepeatCopyTask(0, 10));
    refuses("length: 501, must be from 1 to 500", () -> new RepeatCopyTask(501, 10));
    refuses("repeats: 1, must be from 2 to 500", () -> new RepeatCopyTask(10, 1));
    refuses("repeats: 501, must be from 2 to 500", () -> new RepeatCopyTask(10, 501));
    refuses("length: 0, must be from 1 to 1000", () -> task.setting(0));
    refuses("repeats: 0, must be from 1 to 1000", () -> task.setting(1, 0));
    refuses("repeats: 1001, must be from 1 to 1000", () -> task.setting(1, 1001));
  }

  @Test
  void theLargestTaskHasTests() {
    assertEquals(1000, new RepeatCopyTask(500, 2).evaluations().get(1).length());
    assertEquals(2 * 1001 + 3, new RepeatCopyTask(2, 500).evaluations().get(2).maxSteps());
  }

  private static void refuses(String message, Executable action) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, action).getMessage());
  }
}
