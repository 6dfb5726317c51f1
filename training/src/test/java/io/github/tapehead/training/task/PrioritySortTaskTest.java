package io.github.tapehead.training.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tapehead.training.RandomStreams;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrioritySortTaskTest {
  private static final int SIZE = 3;
  private static final int START = 8;
  private static final int END = 9;
  private static final int PRIORITY = 10;

  private final PrioritySortTask task = new PrioritySortTask();
  private final RandomGenerator random = RandomStreams.of(1).training();

  private record Presented(int bits, float priority) {}

  @Test
  void sizesAreThePapers() {
    assertEquals(new PrioritySortTask(20, 16), task);
    assertEquals(11, task.inputs());
    assertEquals(8, task.outputs());
    assertEquals(List.of("start", "end", "priority"), task.inputNames().subList(8, 11));
    assertEquals(PRIORITY, PrioritySortTask.PRIORITY);
    assertEquals(1 + 20 + 1 + 16, task.maxSteps());
    assertEquals(Sizes.GREATEST, task.sizes());
    assertEquals(List.of(20), task.evaluations().stream().map(TestSetting::length).toList());
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "2, 1", "5, 4", "20, 16", "40, 32", "100, 80"})
  void layoutOfASequence(int vectors, int sorted) {
    Batch batch = Batches.of(task, SIZE, vectors + sorted + 2);
    task.setting(vectors).sample(batch, random);
    assertEquals(vectors + sorted + 2, batch.steps());
    for (int b = 0; b < SIZE; b++) {
      List<Presented> expected = sorted(batch, b, vectors);
      for (int t = 0; t < batch.steps(); t++) {
        String at = "at " + t;
        boolean presented = t >= 1 && t <= vectors;
        assertEquals(t == 0 ? 1 : 0, batch.input(t, b, START), at);
        assertEquals(t == vectors + 1 ? 1 : 0, batch.input(t, b, END), at);
        if (!presented) {
          assertEquals(0, Batches.bits(batch, t, b, 8), at);
          assertEquals(0, batch.input(t, b, PRIORITY), at);
        }
        int rank = t - vectors - 2;
        assertEquals(rank >= 0, Batches.isScored(batch, t, b), at);
        int target = rank < 0 ? 0 : expected.get(rank).bits();
        assertEquals(target, Batches.targetBits(batch, t, b, 8), at);
      }
    }
  }

  @Test
  void allOfThemCanBeAskedFor() {
    var all = new PrioritySortTask(12, 12);
    Batch batch = Batches.of(all, 1);
    all.sample(batch, all.sizes(), random);
    List<Presented> expected = sorted(batch, 0, 12);
    for (int rank = 0; rank < 12; rank++) {
      assertEquals(expected.get(rank).bits(), Batches.targetBits(batch, 14 + rank, 0, 8));
    }
  }

  /** Each vector draws its bits, then its priority: every second draw is the same here. */
  @Test
  void equalPrioritiesKeepTheirOrder() {
    var draws = new AtomicLong();
    RandomGenerator same = () -> draws.getAndIncrement() % 2 == 0 ? random.nextLong() : 0;
    Batch batch = Batches.of(task, 1);
    task.sample(batch, task.sizes(), same);
    for (int i = 1; i <= 16; i++) {
      assertEquals(-1, batch.input(i, 0, PRIORITY));
      assertEquals(Batches.bits(batch, i, 0, 8), Batches.targetBits(batch, 21 + i, 0, 8));
    }
  }

  @Test
  void prioritiesAndBitsAreUniform() {
    Batch batch = Batches.of(task, SIZE);
    int[] tenths = new int[10];
    int[] bytes = new int[256];
    for (int i = 0; i < 1000; i++) {
      task.sample(batch, task.sizes(), random);
      assertEquals(task.maxSteps(), batch.steps());
      for (int b = 0; b < SIZE; b++) {
        for (int t = 1; t <= 20; t++) {
          float priority = batch.input(t, b, PRIORITY);
          assertTrue(priority >= -1 && priority < 1, "priority: " + priority);
          tenths[(int) ((priority + 1) * 5)]++;
          bytes[Batches.bits(batch, t, b, 8)]++;
        }
      }
    }
    for (int tenth = 0; tenth < 10; tenth++) {
      assertEquals(2000 * SIZE, tenths[tenth], 350, "tenth " + tenth);
    }
    for (int value = 0; value < 256; value++) {
      assertEquals(20_000 * SIZE / 256.0, bytes[value], 70, "vector " + value);
    }
  }

  @Test
  void smallSizesAreFewVectorsOfWhichTheSameShareIsAskedFor() {
    Batch batch = Batches.of(task, SIZE);
    int[] drawn = new int[21];
    for (int i = 0; i < 1000; i++) {
      task.sample(batch, new Sizes(0.5, true), random);
      for (int b = 0; b < SIZE; b++) {
        int vectors = Batches.stepOf(batch, b, END) - 1;
        assertEquals(Math.max(1, vectors * 4 / 5), Batches.scored(batch, b));
        drawn[vectors]++;
      }
    }
    // From 1 to 1 + 0.5 * 19, rounded.
    for (int vectors = 0; vectors <= 20; vectors++) {
      boolean possible = vectors >= 1 && vectors <= 11;
      assertEquals(possible ? 273 : 0, drawn[vectors], possible ? 70 : 0, vectors + " vectors");
    }
  }

  @Test
  void refusesSizesBeyondReason() {
    refuses("vectors: 0, must be from 1 to 1000", () -> new PrioritySortTask(0, 0));
    refuses("vectors: 1001, must be from 1 to 1000", () -> new PrioritySortTask(1001, 1));
    refuses("sorted: 21, must be from 1 to 20", () -> new PrioritySortTask(20, 21));
    refuses("sorted: 0, must be from 1 to 20", () -> new PrioritySortTask(20, 0));
    refuses("vectors: 0, must be from 1 to 1000", () -> task.setting(0));
  }

  /** The presented vectors by falling priority; the sort of the JDK keeps the order of equals. */
  private static List<Presented> sorted(Batch batch, int b, int vectors) {
    return IntStream.rangeClosed(1, vectors)
        .mapToObj(t -> new Presented(Batches.bits(batch, t, b, 8), batch.input(t, b, PRIORITY)))
        .sorted(Comparator.comparingDouble(Presented::priority).reversed())
        .toList();
  }

  private static void refuses(String message, Executable action) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, action).getMessage());
  }
}
