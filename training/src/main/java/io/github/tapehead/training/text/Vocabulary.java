package io.github.tapehead.training.text;

import java.util.Arrays;
import java.util.BitSet;
import java.util.stream.IntStream;

/**
 * The characters that a model tells apart, as symbols from 0 to {@link #size()} − 1.
 *
 * <p>Symbol {@value #UNKNOWN} stands for all characters that the vocabulary lacks; from 1 on come
 * its characters, ascending. A character is a Unicode code point, whether or not Java needs two
 * chars for it.
 *
 * <p>{@link #characters()} and {@link #of} store and restore a vocabulary, such as in the metadata
 * of a weights file.
 */
public final class Vocabulary {
  /** The symbol of every character that is not in the vocabulary. */
  public static final int UNKNOWN = 0;

  /** The most symbols that there may be, the unknown one included. */
  public static final int MAX_SIZE = 4096;

  private static final int REPLACEMENT = 0xfffd;

  /** The characters of the symbols from 1 on. */
  private final int[] codePoints;

  private Vocabulary(int[] ascending) {
    codePoints = ascending;
  }

  /**
   * The characters that occur in a text.
   *
   * @throws IllegalArgumentException if there are none, more than {@value #MAX_SIZE} − 1 different
   *     ones, or half of a surrogate pair
   */
  public static Vocabulary ofText(String text) {
    return ofText("text", text.codePoints());
  }

  /**
   * The characters of a text that errors call {@code name}.
   *
   * @throws IllegalArgumentException as {@link #ofText(String)}
   */
  static Vocabulary ofText(String name, IntStream text) {
    BitSet found = new BitSet();
    text.forEach(found::set);
    return of(name, found.stream().toArray());
  }

  /**
   * A vocabulary as {@link #characters()} gave it.
   *
   * @throws IllegalArgumentException if the characters are not ascending, each once, or could not
   *     be those of a text
   */
  public static Vocabulary of(String characters) {
    int[] codePoints = characters.codePoints().toArray();
    for (int i = 1; i < codePoints.length; i++) {
      if (codePoints[i] <= codePoints[i - 1]) {
        throw new IllegalArgumentException(
            String.format(
                "characters: U+%04X behind U+%04X, expected ascending ones",
                codePoints[i], codePoints[i - 1]));
      }
    }
    return of("characters", codePoints);
  }

  private static Vocabulary of(String name, int[] ascending) {
    int count = ascending.length;
    if (count == 0 || count >= MAX_SIZE) {
      throw new IllegalArgumentException(
          name + ": " + count + " different characters, expected 1 to " + (MAX_SIZE - 1));
    }
    for (int c : ascending) {
      if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
        throw new IllegalArgumentException(
            String.format("%s: U+%04X, half of a surrogate pair, expected both", name, c));
      }
    }
    return new Vocabulary(ascending);
  }

  /** The characters of the symbols from 1 on, in their order. */
  public String characters() {
    return new String(codePoints, 0, codePoints.length);
  }

  /** The number of symbols, the unknown one included. */
  public int size() {
    return codePoints.length + 1;
  }

  /** The symbol of a character. */
  public int symbol(int codePoint) {
    return Math.max(UNKNOWN, Arrays.binarySearch(codePoints, codePoint) + 1);
  }

  /**
   * The character of a symbol, as a code point; U+FFFD for the unknown one.
   *
   * @throws IndexOutOfBoundsException if there is no such symbol
   */
  public int codePoint(int symbol) {
    return symbol == UNKNOWN ? REPLACEMENT : codePoints[symbol - 1];
  }

  /** The characters of a text that the vocabulary lacks, each once, in the order of the text. */
  public int[] missing(String text) {
    return text.codePoints().filter(c -> symbol(c) == UNKNOWN).distinct().toArray();
  }

  /** The symbols of a text, one a character. */
  public int[] encode(String text) {
    return text.codePoints().map(this::symbol).toArray();
  }

  /**
   * The text of symbols.
   *
   * @throws IndexOutOfBoundsException if there is no such symbol
   */
  public String decode(int... symbols) {
    StringBuilder text = new StringBuilder(symbols.length);
    for (int symbol : symbols) {
      text.appendCodePoint(codePoint(symbol));
    }
    return text.toString();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Vocabulary that && Arrays.equals(codePoints, that.codePoints);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(codePoints);
  }

  /** The number of symbols and the characters, such as {@code 4 symbols: unknown, "abc"}. */
  @Override
  public String toString() {
    return size() + " symbols: unknown, \"" + characters() + "\"";
  }
}
