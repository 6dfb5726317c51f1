package io.github.tapehead.training.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tapehead.training.RandomStreams;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParenthesesTaskTest {
  private static final String OPENING = "([{";
  private static final String CLOSING = ")]}";

  private final RandomGenerator random = RandomStreams.of(1).training();

  /** Draws as another generator does, but for the coin that decides whether to corrupt a word. */
  private record Coin(RandomGenerator draws, boolean side) implements RandomGenerator {
    @Override
    public long nextLong() {
      return draws.nextLong();
    }

    @Override
    public boolean nextBoolean() {
      return side;
    }
  }

  @Test
  void sizesAreThoseOfTheArticle() {
    var one = new ParenthesesTask(1);
    assertEquals(new ParenthesesTask(1, 20), one);
    assertEquals("parentheses", one.name());
    assertEquals(List.of("(", ")"), one.inputNames());
    assertEquals(1, one.outputs());
    assertEquals(40, one.maxSteps());
    assertEquals(
        List.of("1 to 20 pairs", "20 pairs", "40 pairs", "80 pairs"),
        one.evaluations().stream().map(TestSetting::name).toList());
    assertEquals("40 pairs", one.pictured().name());
    var two = new ParenthesesTask(2);
    assertEquals("parentheses-2", two.name());
    assertEquals(List.of("(", "[", ")", "]"), two.inputNames());
    assertEquals(32, new ParenthesesTask(16).inputNames().stream().distinct().count());
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "1, 20", "2, 1", "2, 9", "3, 20", "16, 5"})
  void layoutOfASequence(int kinds, int pairs) {
    var task = new ParenthesesTask(kinds);
    Batch batch = Batches.of(task, 50, 2 * pairs);
    task.setting(pairs).sample(batch, random);
    assertEquals(2 * pairs, batch.steps());
    for (int b = 0; b < batch.size(); b++) {
      for (int t = 0; t < 2 * pairs; t++) {
        float sum = 0;
        for (int channel = 0; channel < 2 * kinds; channel++) {
          float value = batch.input(t, b, channel);
          assertTrue(value == 0 || value == 1, "value " + value);
          sum += value;
        }
        assertEquals(1, sum, "brackets in a step");
        assertTrue(Batches.isScored(batch, t, b));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void targetsSayWhichPrefixesAreBalanced(int kinds) {
    var task = new ParenthesesTask(kinds);
    Batch batch = Batches.of(task, 200);
    task.sample(batch, task.sizes(), random);
    int balanced = 0;
    for (int b = 0; b < batch.size(); b++) {
      String word = word(task, batch, b);
      for (int t = 0; t < word.length(); t++) {
        boolean expected = isDyckWord(word.substring(0, t + 1));
        assertEquals(expected ? 1 : 0, Batches.target(batch, t, b, 0), word + " at " + t);
        balanced += expected ? 1 : 0;
      }
    }
    assertTrue(balanced > 200, "balanced prefixes: " + balanced);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void halfOfTheWordsAreNegatives(int kinds) {
    var task = new ParenthesesTask(kinds);
    Batch batch = Batches.of(task, 1000);
    int balanced = 0;
    for (int i = 0; i < 5; i++) {
      task.sample(batch, task.sizes(), random);
      for (int b = 0; b < batch.size(); b++) {
        balanced += isDyckWord(word(task, batch, b)) ? 1 : 0;
      }
    }
    assertEquals(2500, balanced, 150);
  }

  /** The same draws, once without the corruption and once with it. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void oneBracketIsReplacedAndTheWordIsNoDyckWordAnyMore(int kinds) {
    var task = new ParenthesesTask(kinds);
    Batch batch = Batches.of(task, 1, 10);
    TestSetting setting = task.setting(5);
    int[] places = new int[10];
    int[] replacements = new int[2 * kinds];
    for (int i = 0; i < 4000; i++) {
      setting.sample(batch, new Coin(RandomStreams.of(i).training(), false));
      String word = word(task, batch, 0);
      assertTrue(isDyckWord(word), word);
      setting.sample(batch, new Coin(RandomStreams.of(i).training(), true));
      String corrupted = word(task, batch, 0);
      assertFalse(isDyckWord(corrupted), corrupted);
      int replaced = -1;
      for (int t = 0; t < 10; t++) {
        if (word.charAt(t) != corrupted.charAt(t)) {
          assertEquals(-1, replaced, word + " and " + corrupted + " differ in two brackets");
          replaced = t;
        }
      }
      places[replaced]++;
      replacements[task.inputNames().indexOf(corrupted.substring(replaced, replaced + 1))]++;
    }
    for (int place = 0; place < 10; place++) {
      assertEquals(400, places[place], 80, "place " + place);
    }
    for (int bracket = 0; bracket < 2 * kinds; bracket++) {
      assertEquals(2000.0 / kinds, replacements[bracket], 150, "bracket " + bracket);
    }
  }

  /** By the statistic χ², at the bound that one sample of a thousand exceeds. */
  @ParameterizedTest
  @CsvSource({"1, 4, 14, 34.5", "2, 3, 40, 72.1", "3, 2, 18, 40.8"})
  void allDyckWordsOfALengthAreEquallyLikely(int kinds, int pairs, int words, double bound) {
    var task = new ParenthesesTask(kinds);
    int samples = 500 * words;
    Batch batch = Batches.of(task, samples, 2 * pairs);
    task.setting(pairs).sample(batch, new Coin(random, false));
    Map<String, Integer> drawn = new TreeMap<>();
    for (int b = 0; b < samples; b++) {
      String word = word(task, batch, b);
      assertTrue(isDyckWord(word), word);
      drawn.merge(word, 1, Integer::sum);
    }
    assertEquals(words, drawn.size());
    double chiSquare = 0;
    for (int count : drawn.values()) {
      chiSquare += (count - 500.0) * (count - 500.0) / 500;
    }
    assertTrue(chiSquare < bound, "chi square: " + chiSquare + ", " + drawn);
  }

  @Test
  void wordsOfTheTrainingHaveUpTo20Pairs() {
    var task = new ParenthesesTask(1);
    Batch batch = Batches.of(task, 10);
    int[] drawn = new int[21];
    for (int i = 0; i < 400; i++) {
      task.sample(batch, Sizes.UNIFORM, random);
      for (int b = 0; b < batch.size(); b++) {
        int length = word(task, batch, b).length();
        assertEquals(length, Batches.scored(batch, b));
        assertEquals(0, length % 2);
        drawn[length / 2]++;
      }
    }
    for (int pairs = 0; pairs <= 20; pairs++) {
      assertEquals(pairs == 0 ? 0 : 200, drawn[pairs], pairs == 0 ? 0 : 60, pairs + " pairs");
    }
  }

  @Test
  void refusesSizesBeyondReason() {
    refuses("kinds: 0, must be from 1 to 16", () -> new ParenthesesTask(0));
    refuses("kinds: 17, must be from 1 to 16", () -> new ParenthesesTask(17));
    refuses("pairs: 0, must be from 1 to 2500", () -> new ParenthesesTask(1, 0));
    refuses("pairs: 2501, must be from 1 to 2500", () -> new ParenthesesTask(1, 2501));
    refuses("pairs: 0, must be from 1 to 10000", () -> new ParenthesesTask(1).setting(0));
  }

  @Test
  void theFirstTestHasWordsAsInTraining() {
    var task = new ParenthesesTask(1);
    Batch trained = Batches.of(task, 40);
    Batch tested = Batches.of(task, 40);
    task.sample(trained, Sizes.UNIFORM, RandomStreams.of(3).training());
    task.evaluations().getFirst().sample(tested, RandomStreams.of(3).training());
    for (int b = 0; b < 40; b++) {
      assertEquals(word(task, trained, b), word(task, tested, b));
    }
  }

  @Test
  void theLargestTaskHasTests() {
    assertEquals(10_000, new ParenthesesTask(1, 2500).evaluations().getLast().length());
  }

  /** The brackets of a sequence up to its first blank step. */
  private static String word(Task task, Batch batch, int b) {
    StringBuilder word = new StringBuilder();
    for (int t = 0; t < batch.steps(); t++) {
      for (int channel = 0; channel < task.inputs(); channel++) {
        if (batch.input(t, b, channel) == 1) {
          word.append(task.inputNames().get(channel));
        }
      }
      if (word.length() <= t) {
        break;
      }
    }
    return word.toString();
  }

  /** With a stack of the brackets that are open. */
  private static boolean isDyckWord(String word) {
    Deque<Character> open = new ArrayDeque<>();
    for (char bracket : word.toCharArray()) {
      if (OPENING.indexOf(bracket) >= 0) {
        open.push(CLOSING.charAt(OPENING.indexOf(bracket)));
      } else if (open.isEmpty() || open.pop() != bracket) {
        return false;
      }
    }
    return open.isEmpty();
  }

  private static void refuses(String message, Executable action) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, action).getMessage());
  }
}
