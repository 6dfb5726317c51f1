package io.github.tapehead.training.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NGramModelTest {
  private static final int[] NOTHING = {};

  /**
   * By hand, for a b a b of three symbols with the usual discounts ½, 1, 1½. Occurrences: a and b
   * twice, so p(a) = (2 − 1 + 2/3) / 4 = 5/12. Before a and b comes one symbol each: p'(a) = (1 − ½
   * + 1/3) / 2 = 5/12. After a there is b, twice: p(b | a) = (2 − 1 + 5/12) / 2. After b there is
   * a, once: p(a | b) = 1 − ½ + ½ · 5/12.
   */
  @Test
  void aSmallTextByHand() {
    int[] text = {1, 2, 1, 2};
    NGramModel model = NGramModel.train(text, 3, 2);
    assertEquals(2, model.order());
    assertEquals(3, model.symbols());
    double[][] expected = {
      {2 / 12.0, 5 / 12.0, 5 / 12.0},
      {2 / 24.0, 5 / 24.0, 17 / 24.0},
      {2 / 24.0, 17 / 24.0, 5 / 24.0}
    };
    for (int symbol = 0; symbol < 3; symbol++) {
      assertEquals(expected[0][symbol], model.probability(symbol, NOTHING, 0, 0), 1e-15);
      assertEquals(expected[1][symbol], model.probability(symbol, text, 0, 3), 1e-15);
      assertEquals(expected[2][symbol], model.probability(symbol, text, 1, 2), 1e-15);
    }
    double product = 5 / 12.0 * 17 / 24.0 * 17 / 24.0;
    assertEquals(-Math.log(product) / Math.log(2), model.bits(text, 1, 4), 1e-12);
    assertEquals(0, model.bits(text, 2, 2));
  }

  @ParameterizedTest
  @CsvSource({"5, 1, 300", "5, 2, 300", "5, 4, 2000", "17, 3, 2000", "2, 9, 500", "300, 2, 5000"})
  void agreesWithTheEquations(int symbols, int order, int length) {
    Random random = new Random(symbols + order);
    int[] text = skewed(random, symbols, length);
    NGramModel model = NGramModel.train(text, symbols, order);
    NGramOracle oracle = new NGramOracle(text, symbols, order);
    for (int trial = 0; trial < 40; trial++) {
      int[] context = skewed(random, symbols, random.nextInt(order + 2));
      int from = Math.max(0, context.length - order + 1);
      var last = IntStream.of(context).skip(from).boxed().toList();
      int symbol = random.nextInt(symbols);
      double expected = oracle.probability(last, symbol);
      double found = model.probability(symbol, context, 0, context.length);
      assertEquals(expected, found, 1e-12 * expected, () -> symbol + " after " + last);
    }
  }

  @ParameterizedTest
  @CsvSource({"2, 20", "3, 5", "40, 6", "4096, 3"})
  void probabilitiesArePositiveAndSumToOne(int symbols, int order) {
    Random random = new Random(order);
    // The last symbol never occurs.
    int[] text = skewed(random, symbols - 1, 3000);
    NGramModel model = NGramModel.train(text, symbols, order);
    for (int trial = 0; trial < 30; trial++) {
      int end = random.nextInt(text.length);
      int[] known = Arrays.copyOfRange(text, Math.max(0, end - random.nextInt(8)), end);
      int[] unknown = random.ints(random.nextInt(8), 0, symbols).toArray();
      for (int[] context : new int[][] {known, unknown}) {
        double sum = 0;
        for (int symbol = 0; symbol < symbols; symbol++) {
          double probability = model.probability(symbol, context, 0, context.length);
          assertTrue(probability > 0, () -> "symbol of no probability");
          sum += probability;
        }
        assertEquals(1, sum, 1e-12);
      }
    }
  }

  @Test
  void nothingBeforeTheRangeIsSeen() {
    int[] text = Vocabulary.ofText("abc").encode("abcabcabcabcabc");
    NGramModel model = NGramModel.train(text, 4, 4);
    double alone = model.bits(Arrays.copyOfRange(text, 6, 9), 0, 3);
    assertEquals(alone, model.bits(text, 6, 9));
    assertTrue(model.bits(text, 3, 9) - model.bits(text, 3, 6) < alone);
  }

  @Test
  void higherOrdersLearnMoreOfARepetitiveText() {
    String text = "the cat sat on the mat. the dog sat on the log. ".repeat(40);
    Corpus corpus = Corpus.of(text, Corpus.HELD_OUT);
    double[] bits = new double[7];
    bits[0] = Math.log(corpus.vocabulary().size()) / Math.log(2);
    for (int order = 1; order <= 6; order++) {
      bits[order] = bitsPerSymbol(corpus, order);
      assertTrue(bits[order] < bits[order - 1], Arrays.toString(bits));
    }
    assertTrue(bits[6] < 0.25, Arrays.toString(bits));
  }

  @Test
  void learnsSentences() {
    Corpus corpus = Corpus.of(SampleText.of(150_000, 1), Corpus.HELD_OUT);
    double uniform = Math.log(corpus.vocabulary().size()) / Math.log(2);
    double[] bits =
        IntStream.rangeClosed(1, 6).mapToDouble(n -> bitsPerSymbol(corpus, n)).toArray();
    assertTrue(bits[0] < uniform - 1, Arrays.toString(bits));
    assertTrue(bits[2] < bits[1] && bits[1] < bits[0], Arrays.toString(bits));
    assertTrue(bits[5] < 0.7 && bits[5] > 0.5, Arrays.toString(bits));
  }

  /** An order too high by two costs little, one too low much. */
  @Test
  void approachesTheEntropyOfAMarkovSource() {
    MarkovSource source = new MarkovSource(4, 2, new Random(3));
    int[] training = source.draw(60_000);
    int[] test = source.draw(20_000);
    double entropy = source.bits(test) / test.length;
    double[] bits = new double[6];
    for (int order = 1; order <= 5; order++) {
      bits[order] = NGramModel.train(training, 4, order).bits(test, 0, test.length) / test.length;
    }
    assertEquals(entropy, bits[3], 0.003 * entropy);
    assertEquals(entropy, bits[4], 0.02 * entropy);
    assertEquals(entropy, bits[5], 0.03 * entropy);
    assertTrue(bits[2] > 1.05 * entropy && bits[1] > 1.05 * entropy, Arrays.toString(bits));
  }

  @Test
  void ordersFitIntoSixtyThreeBits() {
    assertEquals(63, NGramModel.maxOrder(2));
    assertEquals(10, NGramModel.maxOrder(64));
    assertEquals(9, NGramModel.maxOrder(65));
    assertEquals(5, NGramModel.maxOrder(Vocabulary.MAX_SIZE));
    int[] text = {1, 0, 1, 1, 0};
    NGramModel highest = NGramModel.train(text, 2, 63);
    assertTrue(highest.bits(text, 0, 5) > 0);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 11})
  void refusesOrdersOutOfRange(int order) {
    assertRefused(
        "order: " + order + ", expected 1 to 10 with 50 symbols",
        () -> NGramModel.train(new int[] {1}, 50, order));
  }

  @Test
  void refusesSymbolsOutOfRange() {
    int[] text = {0, 1, 2};
    assertRefused("text: 2, expected symbols from 0 to 1", () -> NGramModel.train(text, 2, 3));
    assertRefused("symbols: 1, expected at least 2", () -> NGramModel.train(text, 1, 1));
    assertRefused("text: 0 symbols, expected at least 1", () -> NGramModel.train(NOTHING, 2, 1));
    NGramModel model = NGramModel.train(text, 3, 3);
    int[] foreign = {-1, 3, 0};
    assertRefused(
        "symbol: -1, expected symbols from 0 to 2", () -> model.probability(-1, text, 0, 1));
    assertRefused(
        "text: 3, expected symbols from 0 to 2", () -> model.probability(0, foreign, 0, 2));
    assertRefused("symbol: 3, expected symbols from 0 to 2", () -> model.bits(foreign, 1, 2));
    assertThrows(IndexOutOfBoundsException.class, () -> model.bits(text, 1, 4));
    assertThrows(IndexOutOfBoundsException.class, () -> model.probability(0, text, 2, 1));
  }

  private static double bitsPerSymbol(Corpus corpus, int order) {
    NGramModel model = NGramModel.train(corpus.training(), corpus.vocabulary().size(), order);
    int[] heldOut = corpus.heldOut();
    return model.bits(heldOut, 0, heldOut.length) / heldOut.length;
  }

  /** Small symbols often, large ones seldom, so that counts of every size occur. */
  private static int[] skewed(Random random, int symbols, int length) {
    return random.doubles(length).mapToInt(u -> (int) (symbols * u * u * u)).toArray();
  }

  private static void assertRefused(String message, Runnable call) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, call::run).getMessage());
  }

  /** Draws each symbol with probabilities that depend on the last ones. */
  private static final class MarkovSource {
    private final int symbols;
    private final Random random;
    private final double[][] next;
    private int state;

    MarkovSource(int symbols, int memory, Random random) {
      this.symbols = symbols;
      this.random = random;
      next = new double[(int) Math.pow(symbols, memory)][];
      for (int i = 0; i < next.length; i++) {
        double[] weights = random.doubles(symbols, 0.05, 1).map(u -> u * u * u).toArray();
        double sum = Arrays.stream(weights).sum();
        next[i] = Arrays.stream(weights).map(w -> w / sum).toArray();
      }
    }

    int[] draw(int length) {
      int[] text = new int[length];
      for (int i = 0; i < length; i++) {
        double u = random.nextDouble();
        while (text[i] < symbols - 1 && u >= next[state][text[i]]) {
          u -= next[state][text[i]++];
        }
        state = successor(state, text[i]);
      }
      return text;
    }

    /** −log2 of the true probability, the state before the text being the first. */
    double bits(int[] text) {
      double bits = 0;
      int at = 0;
      for (int symbol : text) {
        bits -= Math.log(next[at][symbol]) / Math.log(2);
        at = successor(at, symbol);
      }
      return bits;
    }

    private int successor(int from, int symbol) {
      return (from * symbols + symbol) % next.length;
    }
  }
}
