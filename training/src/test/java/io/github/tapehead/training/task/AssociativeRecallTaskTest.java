package io.github.tapehead.training.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tapehead.training.RandomStreams;
import java.util.HashSet;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AssociativeRecallTaskTest {
  private static final int SIZE = 3;
  private static final int ITEM = 6;
  private static final int QUERY = 7;

  private final AssociativeRecallTask task = new AssociativeRecallTask();
  private final RandomGenerator random = RandomStreams.of(1).training();

  @Test
  void sizesAreThePapers() {
    assertEquals(new AssociativeRecallTask(6), task);
    assertEquals(8, task.inputs());
    assertEquals(6, task.outputs());
    assertEquals(List.of("item", "query"), task.inputNames().subList(6, 8));
    assertEquals(6 * 4 + 5 + 3, task.maxSteps());
    assertEquals(Sizes.UNIFORM, task.sizes());
    assertEquals(
        List.of(6, 8, 10, 12, 15, 20),
        task.evaluations().stream().map(TestSetting::length).toList());
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 6, 20})
  void layoutOfASequence(int items) {
    Batch batch = Batches.of(task, SIZE, 4 * items + 8);
    task.setting(items).sample(batch, random);
    int query = 4 * items;
    assertEquals(query + 8, batch.steps());
    for (int b = 0; b < SIZE; b++) {
      for (int t = 0; t < batch.steps(); t++) {
        String at = "at " + t;
        boolean beforeItem = t < query && t % 4 == 0;
        boolean aroundQuery = t == query || t == query + 4;
        boolean answer = t > query + 4;
        assertEquals(beforeItem ? 1 : 0, batch.input(t, b, ITEM), at);
        assertEquals(aroundQuery ? 1 : 0, batch.input(t, b, QUERY), at);
        if (beforeItem || aroundQuery || answer) {
          assertEquals(0, Batches.bits(batch, t, b, 6), at);
        }
        assertEquals(answer, Batches.isScored(batch, t, b), at);
      }
      assertTrue(asked(batch, b, items) >= 0, "the answer is no item after one like the query");
    }
  }

  @Test
  void theQueryIsAnyItemButTheLast() {
    TestSetting setting = task.setting(6);
    Batch batch = Batches.of(task, SIZE, setting.maxSteps());
    int[] asked = new int[6];
    for (int i = 0; i < 2000; i++) {
      setting.sample(batch, random);
      for (int b = 0; b < SIZE; b++) {
        asked[asked(batch, b, 6)]++;
      }
    }
    for (int item = 0; item < 5; item++) {
      assertEquals(400 * SIZE, asked[item], 150, "item " + item);
    }
    assertEquals(0, asked[5]);
  }

  @Test
  void vectorsAreRandom() {
    TestSetting setting = task.setting(1000);
    Batch batch = Batches.of(task, 1, setting.maxSteps());
    setting.sample(batch, random);
    int[] ones = new int[6];
    var different = new HashSet<Integer>();
    for (int item = 0; item < 1000; item++) {
      different.add(item(batch, 0, 4 * item + 1));
      for (int t = 4 * item + 1; t < 4 * item + 4; t++) {
        for (int bit = 0; bit < 6; bit++) {
          ones[bit] += (int) batch.input(t, 0, bit);
        }
      }
    }
    for (int bit = 0; bit < 6; bit++) {
      assertEquals(1500, ones[bit], 130, "bit " + bit);
    }
    // Of a thousand out of 2^18 hardly two are equal.
    assertTrue(different.size() >= 990, "different items: " + different.size());
  }

  @Test
  void thereAreTwoToSixItemsInTraining() {
    Batch batch = Batches.of(task, SIZE);
    int[] drawn = new int[7];
    for (int i = 0; i < 2000; i++) {
      task.sample(batch, Sizes.UNIFORM, random);
      for (int b = 0; b < SIZE; b++) {
        int items = Batches.stepOf(batch, b, QUERY) / 4;
        assertEquals(3, Batches.scored(batch, b));
        assertTrue(Batches.isScored(batch, 4 * items + 5, b));
        assertTrue(asked(batch, b, items) >= 0);
        drawn[items]++;
      }
    }
    for (int items = 0; items <= 6; items++) {
      boolean possible = items >= 2;
      assertEquals(possible ? 400 * SIZE : 0, drawn[items], possible ? 150 : 0, items + " items");
    }
  }

  @Test
  void refusesSizesBeyondReason() {
    refuses("items: 1, must be from 2 to 5000", () -> new AssociativeRecallTask(1));
    refuses("items: 5001, must be from 2 to 5000", () -> new AssociativeRecallTask(5001));
    refuses("items: 1, must be from 2 to 5000", () -> task.setting(1));
  }

  /** An item like the query whose follower is the target; -1 if there is none. */
  private static int asked(Batch batch, int b, int items) {
    int query = item(batch, b, 4 * items + 1);
    int answer = 0;
    for (int i = 0; i < 3; i++) {
      answer |= Batches.targetBits(batch, 4 * items + 5 + i, b, 6) << 6 * i;
    }
    for (int item = 0; item < items - 1; item++) {
      if (item(batch, b, 4 * item + 1) == query && item(batch, b, 4 * item + 5) == answer) {
        return item;
      }
    }
    return -1;
  }

  /** The three vectors from a step on as one number. */
  private static int item(Batch batch, int b, int step) {
    int bits = 0;
    for (int i = 0; i < 3; i++) {
      bits |= Batches.bits(batch, step + i, b, 6) << 6 * i;
    }
    return bits;
  }

  private static void refuses(String message, Executable action) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, action).getMessage());
  }
}
