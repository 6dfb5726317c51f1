package io.github.tapehead.training.text;

import com.carrotsearch.hppc.LongIntHashMap;
import com.carrotsearch.hppc.cursors.LongCursor;
import java.util.Objects;

/**
 * An n-gram model of symbols, smoothed by interpolated modified Kneser-Ney (Chen, Goodman 1999, "An
 * empirical study of smoothing techniques for language modeling", Computer Speech and Language 13).
 *
 * <pre>
 *   p(s | h) = (c(hs) − D(c(hs)) + λ(h) · p'(s | h')) / c(h)      λ(h) = Σ_s D(c(hs))
 * </pre>
 *
 * <p>c counts occurrences in the training text; D is one of three discounts, for counts of 1, 2 and
 * more, estimated for each length; h' is the context h without its first symbol. p' is the same
 * formula over other counts: in how many different symbols' wake an n-gram occurs. The last p', of
 * no context, falls back on the uniform distribution, so that every symbol has a probability above
 * zero, and all together have 1.
 *
 * <p>A context shorter than the model's, at the start of a sequence, is treated as one of a model
 * of a lower order: by occurrences, not by Kneser and Ney's counts.
 *
 * <p>Takes 50 to 100 bytes for every different n-gram of every length. May be used by many threads.
 */
public final class NGramModel {
  private final int symbols;
  private final int bits;
  // By length of the context: occurrences, and numbers of different symbols before.
  private final NGramCounts[] occurrences;
  private final NGramCounts[] continuations;

  private NGramModel(int symbols, NGramCounts[] occurrences, NGramCounts[] continuations) {
    this.symbols = symbols;
    this.bits = bitsOf(symbols);
    this.occurrences = occurrences;
    this.continuations = continuations;
  }

  /**
   * Trains a model.
   *
   * @param text its symbols, at least one
   * @param symbols how many symbols there are, at least 2
   * @param order the longest n-grams' length: a symbol is predicted from up to {@code order} − 1
   *     symbols before it; from 1 to {@link #maxOrder}
   * @throws IllegalArgumentException if one of these is out of range
   */
  public static NGramModel train(int[] text, int symbols, int order) {
    int longest = maxOrder(symbols);
    if (order < 1 || order > longest) {
      throw new IllegalArgumentException(
          "order: " + order + ", expected 1 to " + longest + " with " + symbols + " symbols");
    }
    if (text.length == 0) {
      throw new IllegalArgumentException("text: 0 symbols, expected at least 1");
    }
    for (int symbol : text) {
      requireSymbol("text", symbol, symbols);
    }
    int bits = bitsOf(symbols);
    NGramCounts[] occurrences = new NGramCounts[order];
    NGramCounts[] continuations = new NGramCounts[order - 1];
    for (int length = 0; length < order; length++) {
      LongIntHashMap counts = count(text, length + 1, bits);
      if (length > 0) {
        continuations[length - 1] = new NGramCounts(shorten(counts, length, bits), bits);
      }
      occurrences[length] = new NGramCounts(counts, bits);
    }
    return new NGramModel(symbols, occurrences, continuations);
  }

  /**
   * The highest order with so many symbols: an n-gram must fit into 63 bits.
   *
   * @throws IllegalArgumentException if there are fewer than 2 symbols
   */
  public static int maxOrder(int symbols) {
    if (symbols < 2) {
      throw new IllegalArgumentException("symbols: " + symbols + ", expected at least 2");
    }
    return 63 / bitsOf(symbols);
  }

  /** The longest n-grams' length. */
  public int order() {
    return occurrences.length;
  }

  /** How many symbols there are. */
  public int symbols() {
    return symbols;
  }

  /**
   * The probability that {@code symbol} follows {@code text[from]} … {@code text[to − 1]}, of which
   * only the last {@link #order()} − 1 matter.
   *
   * @throws IllegalArgumentException if a symbol that matters is out of range
   * @throws IndexOutOfBoundsException if the range is not in the text
   */
  public double probability(int symbol, int[] text, int from, int to) {
    Objects.checkFromToIndex(from, to, text.length);
    requireSymbol("symbol", symbol, symbols);
    int longest = Math.min(to - from, occurrences.length - 1);
    double probability = 1.0 / symbols;
    long context = 0;
    for (int length = 0; length < longest; length++) {
      probability = continuations[length].probability(probability, context, symbol);
      int before = text[to - 1 - length];
      requireSymbol("text", before, symbols);
      context |= (long) before << length * bits;
    }
    return occurrences[longest].probability(probability, context, symbol);
  }

  /**
   * The cross-entropy of {@code text[from]} … {@code text[to − 1]} in bits: −log2 of its
   * probability, with nothing known of what comes before.
   *
   * @throws IllegalArgumentException if a symbol is out of range
   * @throws IndexOutOfBoundsException if the range is not in the text
   */
  public double bits(int[] text, int from, int to) {
    Objects.checkFromToIndex(from, to, text.length);
    double nats = 0;
    for (int i = from; i < to; i++) {
      nats -= Math.log(probability(text[i], text, from, i));
    }
    return nats / Math.log(2);
  }

  private static LongIntHashMap count(int[] text, int length, int bits) {
    LongIntHashMap counts = new LongIntHashMap();
    long mask = mask(length, bits);
    long key = 0;
    for (int i = 0; i < text.length; i++) {
      key = (key << bits | text[i]) & mask;
      if (i >= length - 1) {
        counts.addTo(key, 1);
      }
    }
    return counts;
  }

  /** For n-grams of {@code length}: how many of the longer ones end with each. */
  private static LongIntHashMap shorten(LongIntHashMap longer, int length, int bits) {
    LongIntHashMap counts = new LongIntHashMap();
    long mask = mask(length, bits);
    for (LongCursor key : longer.keys()) {
      counts.addTo(key.value & mask, 1);
    }
    return counts;
  }

  private static long mask(int length, int bits) {
    return (1L << length * bits) - 1;
  }

  private static int bitsOf(int symbols) {
    return Integer.SIZE - Integer.numberOfLeadingZeros(symbols - 1);
  }

  private static void requireSymbol(String name, int symbol, int symbols) {
    if (symbol < 0 || symbol >= symbols) {
      throw new IllegalArgumentException(
          name + ": " + symbol + ", expected symbols from 0 to " + (symbols - 1));
    }
  }
}
