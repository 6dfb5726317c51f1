package io.github.tapehead.training.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tapehead.training.RandomStreams;
import java.lang.foreign.Arena;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CopyTaskTest {
  private static final int SIZE = 3;

  private final CopyTask task = new CopyTask(20);
  private final RandomGenerator random = RandomStreams.of(1).training();

  @Test
  void sizesAreThePapers() {
    assertEquals(10, task.inputs());
    assertEquals(8, task.outputs());
    assertEquals(42, task.maxSteps());
    assertEquals(
        List.of(10, 20, 30, 50, 120),
        task.evaluations().stream().map(TestSetting::length).toList());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 20, 37})
  void layoutOfASequence(int length) {
    Batch batch = batch(2 * length + 2);
    task.setting(length).sample(batch, random);
    assertEquals(2 * length + 2, batch.steps());
    for (int t = 0; t < batch.steps(); t++) {
      for (int b = 0; b < SIZE; b++) {
        int row = t * SIZE + b;
        boolean presented = t >= 1 && t <= length;
        boolean recalled = t >= length + 2;
        assertEquals(t == 0 ? 1 : 0, batch.inputs().get(row, 8), "start at " + t);
        assertEquals(t == length + 1 ? 1 : 0, batch.inputs().get(row, 9), "end at " + t);
        assertEquals(recalled ? 1 : 0, batch.mask().get(row, 0), "mask at " + t);
        for (int bit = 0; bit < 8; bit++) {
          float input = batch.inputs().get(row, bit);
          float target = batch.targets().get(row, bit);
          assertTrue(input == 0 || input == 1 && presented, "input at " + t);
          int origin = (t - length - 1) * SIZE + b;
          assertEquals(recalled ? batch.inputs().get(origin, bit) : 0, target, "target at " + t);
        }
      }
    }
  }

  @Test
  void lengthsAndBitsAreUniform() {
    Batch batch = batch(task.maxSteps());
    int[] lengths = new int[21];
    double ones = 0;
    double bits = 0;
    for (int i = 0; i < 2000; i++) {
      task.sample(batch, Sizes.UNIFORM, random);
      int longest = 0;
      for (int b = 0; b < SIZE; b++) {
        int length = end(batch, b) - 1;
        longest = Math.max(longest, length);
        lengths[length]++;
        for (int step = 0; step < batch.steps(); step++) {
          boolean recalled = step >= length + 2 && step < 2 * length + 2;
          assertEquals(recalled ? 1 : 0, batch.mask().get(step * SIZE + b, 0));
        }
        for (int step = 1; step <= length; step++) {
          for (int bit = 0; bit < 8; bit++) {
            ones += batch.inputs().get(step * SIZE + b, bit);
            bits++;
          }
        }
      }
      assertEquals(2 * longest + 2, batch.steps());
    }
    for (int length = 1; length <= 20; length++) {
      assertEquals(100 * SIZE, lengths[length], 30 * SIZE, "length " + length);
    }
    assertEquals(0.5, ones / bits, 0.01);
  }

  /** The step of a sequence's end flag. */
  private static int end(Batch batch, int b) {
    for (int t = 0; t < batch.steps(); t++) {
      if (batch.inputs().get(t * SIZE + b, 9) == 1) {
        return t;
      }
    }
    throw new AssertionError("no end flag in sequence " + b);
  }

  @Test
  void sequencesOfABatchDiffer() {
    Batch batch = batch(42);
    task.setting(20).sample(batch, random);
    StringBuilder first = new StringBuilder();
    StringBuilder second = new StringBuilder();
    for (int step = 1; step <= 20; step++) {
      for (int bit = 0; bit < 8; bit++) {
        first.append(batch.inputs().get(step * SIZE, bit));
        second.append(batch.inputs().get(step * SIZE + 1, bit));
      }
    }
    assertNotEquals(first.toString(), second.toString());
  }

  @Test
  void refusesLengthsBeyondReason() {
    var error = assertThrows(IllegalArgumentException.class, () -> task.setting(-1));
    assertEquals("length: -1, must be from 1 to 10000", error.getMessage());
    assertThrows(IllegalArgumentException.class, () -> new CopyTask(0));
  }

  @Test
  void unknownTaskNamesTheKnownOnes() {
    assertEquals(task, Tasks.named("copy"));
    var error = assertThrows(IllegalArgumentException.class, () -> Tasks.named("juggling"));
    assertEquals(
        "task: juggling, expected one of: copy, repeat-copy, recall, ngrams, sort, parentheses,"
            + " parentheses-2",
        error.getMessage());
  }

  private static Batch batch(int steps) {
    return new Batch(SIZE, steps, 10, 8, Arena.ofAuto());
  }
}
