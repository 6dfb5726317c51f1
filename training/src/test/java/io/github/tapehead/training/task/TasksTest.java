package io.github.tapehead.training.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.github.tapehead.training.RandomStreams;
import java.lang.foreign.Arena;
import java.lang.management.ManagementFactory;
import java.util.HashSet;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every task. */
class TasksTest {
  private static final int SIZE = 3;
  private static final List<Sizes> SIZES =
      List.of(
          Sizes.UNIFORM,
          Sizes.GREATEST,
          new Sizes(0, true),
          new Sizes(0, false),
          new Sizes(0.4, true),
          new Sizes(0.4, false));

  static List<Task> all() {
    return Tasks.all();
  }

  @Test
  void namesAreDifferentAndFindTheirTasks() {
    for (Task task : all()) {
      assertSame(task, Tasks.named(task.name()));
      assertTrue(task.name().matches("[a-z0-9-]+"), task.name());
    }
    assertEquals(7, all().stream().map(Task::name).distinct().count());
  }

  @ParameterizedTest
  @MethodSource("all")
  void channelsHaveDifferentNames(Task task) {
    assertEquals(task.inputs(), new HashSet<>(task.inputNames()).size());
    assertEquals(task.outputs(), new HashSet<>(task.outputNames()).size());
  }

  @ParameterizedTest
  @MethodSource("all")
  void trainingSequencesEndWithAScoredStep(Task task) {
    Batch batch = Batches.of(task, SIZE);
    RandomGenerator random = random(1);
    for (Sizes sizes : SIZES) {
      int longest = 0;
      for (int i = 0; i < 50; i++) {
        task.sample(batch, sizes, random);
        boolean last = false;
        for (int b = 0; b < SIZE; b++) {
          assertTrue(Batches.scored(batch, b) > 0, sizes.toString());
          last |= Batches.isScored(batch, batch.steps() - 1, b);
        }
        assertTrue(last, sizes.toString());
        assertNothingAsideOfScoredSteps(batch);
        longest = Math.max(longest, batch.steps());
      }
      if (sizes.equals(Sizes.GREATEST)) {
        assertEquals(task.maxSteps(), longest);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void testSequencesAreAllAsLongAsTheirSettingSays(Task task) {
    for (TestSetting setting : task.evaluations()) {
      Batch batch = Batches.of(task, SIZE, setting.maxSteps());
      setting.sample(batch, random(1));
      boolean asInTraining = setting.name().equals("1 to 20 pairs");
      for (int b = 0; b < SIZE && !asInTraining; b++) {
        assertEquals(setting.maxSteps(), batch.steps(), setting.name());
        assertTrue(Batches.isScored(batch, batch.steps() - 1, b), setting.name());
        assertEquals(Batches.scored(batch, 0), Batches.scored(batch, b), setting.name());
      }
      assertNothingAsideOfScoredSteps(batch);
    }
  }

  private static void assertNothingAsideOfScoredSteps(Batch batch) {
    for (int t = 0; t < batch.steps(); t++) {
      for (int b = 0; b < SIZE; b++) {
        if (!Batches.isScored(batch, t, b)) {
          for (int channel = 0; channel < batch.targets().columns(); channel++) {
            assertEquals(0, Batches.target(batch, t, b, channel), "target of step " + t);
          }
        }
      }
    }
  }

  /** The second batch held longer sequences before: nothing of them may be left. */
  @ParameterizedTest
  @MethodSource("all")
  void theSameGeneratorGivesTheSameBatchWhateverTheBatchHeldBefore(Task task) {
    for (Sizes sizes : SIZES) {
      Batch fresh = Batches.of(task, SIZE);
      Batch used = Batches.of(task, SIZE);
      task.sample(used, Sizes.GREATEST, random(2));
      task.sample(fresh, sizes, random(3));
      task.sample(used, sizes, random(3));
      assertEquals(Batches.contents(fresh), Batches.contents(used));
      task.sample(used, sizes, random(4));
      assertNotEquals(Batches.contents(fresh), Batches.contents(used));
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void theSameGeneratorGivesTheSameTestWhateverTheBatchHeldBefore(Task task) {
    List<TestSetting> settings = task.evaluations();
    int longest = settings.stream().mapToInt(TestSetting::maxSteps).max().orElseThrow();
    Batch used = Batches.of(task, SIZE, longest);
    for (TestSetting setting : settings.reversed()) {
      Batch fresh = Batches.of(task, SIZE, setting.maxSteps());
      setting.sample(fresh, random(3));
      setting.sample(used, random(3));
      assertEquals(Batches.contents(fresh), Batches.contents(used), setting.name());
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void sequencesOfABatchDiffer(Task task) {
    Batch batch = Batches.of(task, SIZE);
    task.sample(batch, Sizes.GREATEST, random(1));
    List<List<Float>> rows = Batches.contents(batch);
    for (int b = 1; b < SIZE; b++) {
      boolean differs = false;
      for (int t = 0; t < batch.steps(); t++) {
        differs |= !rows.get(t * SIZE).equals(rows.get(t * SIZE + b));
      }
      assertTrue(differs, "sequence " + b);
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void refusesBatchesThatDoNotFit(Task task) {
    int inputs = task.inputs();
    int outputs = task.outputs();
    int steps = task.maxSteps();
    refuses(task, steps, inputs + 1, outputs, "batch inputs: %d, expected %d", inputs + 1, inputs);
    refuses(
        task, steps, inputs, outputs + 1, "batch outputs: %d, expected %d", outputs + 1, outputs);
    refuses(task, steps - 1, inputs, outputs, "steps: %d, must be from 1 to %d", steps, steps - 1);
  }

  /** The longest training sequences are those of a test, too, in every task. */
  private static void refuses(
      Task task, int steps, int inputs, int outputs, String message, int actual, int expected) {
    Batch batch = new Batch(SIZE, steps, inputs, outputs, Arena.ofAuto());
    var error =
        assertThrows(
            IllegalArgumentException.class, () -> task.sample(batch, Sizes.GREATEST, random(1)));
    assertEquals(message.formatted(actual, expected), error.getMessage());
    TestSetting setting =
        task.evaluations().stream()
            .filter(tested -> tested.maxSteps() == task.maxSteps())
            .findFirst()
            .orElseThrow();
    error = assertThrows(IllegalArgumentException.class, () -> setting.sample(batch, random(1)));
    assertEquals(message.formatted(actual, expected), error.getMessage());
  }

  @ParameterizedTest
  @MethodSource("all")
  void refusesSettingsOfNothing(Task task) {
    for (int length : new int[] {0, -1, Integer.MIN_VALUE, Integer.MAX_VALUE}) {
      var error = assertThrows(IllegalArgumentException.class, () -> task.setting(length));
      assertTrue(
          error.getMessage().matches("[a-z]+: " + length + ", must be from \\d+ to \\d+"),
          error.getMessage());
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void samplingAllocatesNothing(Task task) {
    RandomGenerator random = random(1);
    for (Sizes sizes : SIZES) {
      Batch batch = Batches.of(task, SIZE);
      assertAllocatesNothing(sizes.toString(), () -> task.sample(batch, sizes, random));
    }
    for (TestSetting setting : task.evaluations()) {
      Batch batch = Batches.of(task, SIZE, setting.maxSteps());
      assertAllocatesNothing(setting.name(), () -> setting.sample(batch, random));
    }
  }

  /**
   * Rounds until one has run compiled code only: until then, vectors and views are objects. A busy
   * machine compiles late; code that allocates when compiled fails after a minute.
   */
  private static void assertAllocatesNothing(String name, Runnable sample) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long bytes = -1;
    long deadline = System.nanoTime() + 60_000_000_000L;
    while (bytes != 0 && System.nanoTime() < deadline) {
      long before = threads.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < 20; i++) {
        sample.run();
      }
      bytes = threads.getCurrentThreadAllocatedBytes() - before;
    }
    assertEquals(0, bytes, name);
  }

  private static RandomGenerator random(long seed) {
    return RandomStreams.of(seed).training();
  }
}
