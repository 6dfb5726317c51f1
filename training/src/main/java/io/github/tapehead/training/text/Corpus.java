package io.github.tapehead.training.text;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * A text as symbols, in two parts: the first is trained on, the last is held out for tests.
 *
 * <p>Unless it is given, the vocabulary holds the characters of the training part only; others in
 * the part held out are the unknown symbol, for every model alike.
 */
public final class Corpus {
  /** The share of a text that is held out, if no other is given. */
  public static final double HELD_OUT = 0.1;

  // One symbol to read, one to predict.
  private static final int SHORTEST = 2;

  private final Vocabulary vocabulary;
  private final int[] training;
  private final int[] heldOut;
  private final String digest;

  private Corpus(Vocabulary vocabulary, int[] text, int split) {
    this.vocabulary = vocabulary;
    digest = TextDigest.sha256(text);
    training = Arrays.stream(text, 0, split).map(vocabulary::symbol).toArray();
    heldOut = Arrays.stream(text, split, text.length).map(vocabulary::symbol).toArray();
  }

  /**
   * Reads a UTF-8 text file and holds out its last tenth.
   *
   * @throws IOException that names the file, if it is missing, a folder, too large, too short, not
   *     UTF-8, holds NUL or too many different characters
   */
  public static Corpus read(Path file) throws IOException {
    return read(file, HELD_OUT);
  }

  /**
   * Reads a UTF-8 text file.
   *
   * @param heldOut the share at the end that is held out, more than 0 and less than 1
   * @throws IllegalArgumentException if the share is not
   * @throws IOException as {@link #read(Path)}
   */
  public static Corpus read(Path file, double heldOut) throws IOException {
    return read(file, heldOut, training -> Vocabulary.ofText(file.toString(), training));
  }

  /**
   * Reads a UTF-8 text file with a given vocabulary, such as that of a trained network.
   *
   * @param heldOut the share at the end that is held out, more than 0 and less than 1
   * @throws IllegalArgumentException if the share is not
   * @throws IOException as {@link #read(Path)}, but for any number of different characters
   */
  public static Corpus read(Path file, double heldOut, Vocabulary vocabulary) throws IOException {
    return read(file, heldOut, training -> vocabulary);
  }

  /**
   * A text in memory.
   *
   * @param heldOut the share at the end that is held out, more than 0 and less than 1
   * @throws IllegalArgumentException if the share is not, or the text is too short or has too many
   *     different characters
   */
  public static Corpus of(String text, double heldOut) {
    requireShare(heldOut);
    int[] codePoints = text.codePoints().toArray();
    return of("text", codePoints, heldOut, training -> Vocabulary.ofText("text", training));
  }

  /** The symbols of both parts. */
  public Vocabulary vocabulary() {
    return vocabulary;
  }

  /** The part to train on: the symbols themselves, no copy, not to be changed. */
  public int[] training() {
    return training;
  }

  /** The part held out: the symbols themselves, no copy, not to be changed. */
  public int[] heldOut() {
    return heldOut;
  }

  /**
   * SHA-256 of both parts together, as hexadecimal digits: that of the file unless it begins with a
   * byte order mark.
   */
  public String digest() {
    return digest;
  }

  private static Corpus read(Path file, double heldOut, Function<IntStream, Vocabulary> vocabulary)
      throws IOException {
    requireShare(heldOut);
    int[] codePoints = TextFile.read(file);
    try {
      return of(file.toString(), codePoints, heldOut, vocabulary);
    } catch (IllegalArgumentException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private static Corpus of(
      String name, int[] text, double heldOut, Function<IntStream, Vocabulary> vocabulary) {
    int last = (int) (text.length * heldOut);
    int split = text.length - last;
    if (Math.min(split, last) < SHORTEST) {
      throw new IllegalArgumentException(
          String.format(
              "%s: %d characters, %d of them held out, expected at least %d in each part",
              name, text.length, last, SHORTEST));
    }
    return new Corpus(vocabulary.apply(Arrays.stream(text, 0, split)), text, split);
  }

  private static void requireShare(double heldOut) {
    if (!(heldOut > 0 && heldOut < 1)) {
      throw new IllegalArgumentException(
          "held_out: " + heldOut + ", expected more than 0 and less than 1");
    }
  }
}
