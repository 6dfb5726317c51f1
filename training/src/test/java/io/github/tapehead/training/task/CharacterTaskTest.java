package io.github.tapehead.training.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tapehead.kernels.Matrix;
import io.github.tapehead.training.RandomStreams;
import io.github.tapehead.training.text.Corpus;
import io.github.tapehead.training.text.NGramModel;
import io.github.tapehead.training.text.SampleText;
import io.github.tapehead.training.text.Vocabulary;
import java.lang.foreign.Arena;
import java.util.Arrays;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class CharacterTaskTest {
  private static final int SIZE = 3;
  private static final int WINDOW = 12;

  private final Corpus corpus = Corpus.of(SampleText.of(4_000, 1), 0.25);
  private final CharacterTask task = new CharacterTask(corpus, WINDOW);
  private final RandomGenerator random = RandomStreams.of(1).training();

  @Test
  void channelsAreTheSymbols() {
    assertEquals(corpus.vocabulary().size(), task.inputs());
    assertEquals(task.inputs(), task.outputs());
    assertEquals(WINDOW, task.maxSteps());
    assertEquals(OutputLoss.SYMBOL, task.loss());
    assertEquals("space", task.inputNames().get(corpus.vocabulary().symbol(' ')));
    assertEquals(
        Map.of(
            "vocabulary",
            corpus.vocabulary().characters(),
            "window",
            "12",
            "text",
            "sha256 " + corpus.digest(),
            "held_out",
            "1000"),
        task.metadata());
  }

  @Test
  void trainingWindowsAreOfTheTrainingPartAndTestsOfThePartHeldOut() {
    Batch batch = batch(WINDOW);
    task.sample(batch, Sizes.GREATEST, random);
    requireWindows(batch, corpus.training());
    task.setting(WINDOW).sample(batch, random);
    requireWindows(batch, corpus.heldOut());
  }

  @Test
  void windowsBeginAnywhere() {
    Corpus tiny = Corpus.of("abcdefgh0123", 0.34);
    CharacterTask small = new CharacterTask(tiny, 2);
    Batch batch = new Batch(1, 2, small.inputs(), small.outputs(), Arena.ofAuto());
    int[] begun = new int[tiny.vocabulary().size()];
    for (int i = 0; i < 6_000; i++) {
      small.sample(batch, Sizes.GREATEST, random);
      begun[symbol(batch.inputs(), 0)]++;
    }
    // Eight characters, of which the first six can begin a window of two steps.
    for (int i = 0; i < 6; i++) {
      assertEquals(1_000, begun[tiny.vocabulary().symbol("abcdefgh".charAt(i))], 150);
    }
    assertEquals(0, begun[tiny.vocabulary().symbol('g')]);
  }

  @Test
  void measuresTellBitsPerCharacterOfNetworkAndNGramModel() {
    Batch batch = batch(WINDOW);
    task.setting(WINDOW).sample(batch, random);
    Matrix logits =
        Matrix.allocate(Arena.ofAuto(), batch.inputs().rows(), corpus.vocabulary().size());
    Measure network = task.measures().get(0);
    Measure ngrams = task.measures().get(1);
    assertEquals("bits per character", network.name());
    double uniform = Math.log(corpus.vocabulary().size()) / Math.log(2);
    assertEquals(uniform, network.of().applyAsDouble(batch, logits), 1e-9);

    double bits = 0;
    NGramModel model = NGramModel.train(corpus.training(), corpus.vocabulary().size(), 6);
    for (int b = 0; b < SIZE; b++) {
      int[] text = window(batch, b);
      for (int i = 1; i < text.length; i++) {
        bits -= Math.log(model.probability(text[i], text, 0, i)) / Math.log(2);
      }
    }
    assertEquals("6-gram model, bits per character", ngrams.name());
    assertEquals(bits / SIZE / WINDOW, ngrams.of().applyAsDouble(batch, logits), 1e-9);
    assertTrue(bits / SIZE / WINDOW < uniform, bits + " bits");
  }

  @Test
  void refusesWindowsThatTheTextHasNot() {
    Corpus tiny = Corpus.of("abcdefgh", 0.5);
    var error = assertThrows(IllegalArgumentException.class, () -> new CharacterTask(tiny, 4));
    assertEquals(
        "training part of the text: 4 characters, expected more than the window of 4",
        error.getMessage());
    var task = new CharacterTask(tiny, 3);
    error = assertThrows(IllegalArgumentException.class, () -> task.setting(4));
    assertEquals(
        "held-out part of the text: 4 characters, expected more than the window of 4",
        error.getMessage());
    Corpus littleHeldOut = Corpus.of("abcdefghij", 0.4);
    error = assertThrows(IllegalArgumentException.class, () -> new CharacterTask(littleHeldOut, 4));
    assertEquals(
        "held-out part of the text: 4 characters, expected more than the window of 4",
        error.getMessage());
    error = assertThrows(IllegalArgumentException.class, () -> new CharacterTask(tiny, 0));
    assertEquals("window: 0, must be from 1 to 10000", error.getMessage());
  }

  @Test
  void theModelBesideItHasTheOrderThatIsChosen() {
    assertEquals(
        "2-gram model, bits per character",
        new CharacterTask(corpus, WINDOW, 2).measures().getLast().name());
    int most = NGramModel.maxOrder(corpus.vocabulary().size());
    for (int order : new int[] {0, most + 1}) {
      var error =
          assertThrows(
              IllegalArgumentException.class, () -> new CharacterTask(corpus, WINDOW, order));
      assertEquals("ngram_order: " + order + ", must be from 1 to " + most, error.getMessage());
    }
  }

  /** Requires that each sequence stands somewhere in a text, and that every step is scored. */
  private static void requireWindows(Batch batch, int[] text) {
    Vocabulary all = Vocabulary.ofText(symbols(text));
    String whole = symbols(text);
    assertTrue(all.size() > 2);
    for (int b = 0; b < SIZE; b++) {
      assertTrue(whole.contains(symbols(window(batch, b))), "sequence " + b);
      for (int t = 0; t < WINDOW; t++) {
        assertEquals(1, batch.mask().get(t * SIZE + b, 0));
        if (t > 0) {
          int before = symbol(batch.targets(), (t - 1) * SIZE + b);
          assertEquals(before, symbol(batch.inputs(), t * SIZE + b));
        }
      }
    }
  }

  /** The symbols as the characters from U+0100 on, which strings can search. */
  private static String symbols(int[] text) {
    int[] characters = Arrays.stream(text).map(symbol -> 0x100 + symbol).toArray();
    return new String(characters, 0, characters.length);
  }

  private static int[] window(Batch batch, int b) {
    int[] text = new int[WINDOW + 1];
    text[0] = symbol(batch.inputs(), b);
    for (int t = 0; t < WINDOW; t++) {
      text[t + 1] = symbol(batch.targets(), t * SIZE + b);
    }
    return text;
  }

  private static int symbol(Matrix oneHot, int row) {
    int symbol = -1;
    for (int i = 0; i < oneHot.columns(); i++) {
      if (oneHot.get(row, i) != 0) {
        assertEquals(-1, symbol, "second symbol in row " + row);
        assertEquals(1, oneHot.get(row, i));
        symbol = i;
      }
    }
    return symbol;
  }

  private Batch batch(int steps) {
    return new Batch(SIZE, steps, task.inputs(), task.outputs(), Arena.ofAuto());
  }
}
