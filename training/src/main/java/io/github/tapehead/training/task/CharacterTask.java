package io.github.tapehead.training.task;

import io.github.tapehead.kernels.Matrix;
import io.github.tapehead.training.text.Corpus;
import io.github.tapehead.training.text.NGramModel;
import io.github.tapehead.training.text.Vocabulary;
import java.lang.foreign.Arena;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Characters of a text: predict the next one from those before.
 *
 * <p>A sequence is a window of the text at a random place, from the training part in training and
 * from the part held out in tests. Step {@code t} shows character {@code t} of the window, one
 * channel a symbol of the vocabulary; the target is the next one. Every step is scored, though
 * little is known in the first ones: every model starts blank at a window's beginning.
 *
 * <p>{@linkplain #measures() Measures} of the very same windows: bits per character of the network,
 * and of an n-gram model trained on the same training part.
 */
public final class CharacterTask implements Task {
  /** The name on the command line. */
  public static final String NAME = "characters";

  /** Key of the vocabulary in {@link #metadata()}. */
  public static final String VOCABULARY = "vocabulary";

  /** Key of the window in {@link #metadata()}. */
  public static final String WINDOW = "window";

  /** Key of the text's {@linkplain Corpus#digest() digest} in {@link #metadata()}. */
  private static final String TEXT = "text";

  /** Key of the number of characters held out in {@link #metadata()}. */
  private static final String HELD_OUT = "held_out";

  /** The {@linkplain #measures() measure} of the network. */
  public static final String BITS_PER_CHARACTER = "bits per character";

  /** Steps of a window unless it is chosen. */
  public static final int USUAL_WINDOW = 100;

  private static final int LONGEST = 10_000;
  private static final int USUAL_ORDER = 6;

  private final Corpus corpus;
  private final int window;
  private final int order;
  private final List<String> names;
  private NGramModel model;

  /**
   * A task of a text, beside a 6-gram model, or one of the highest order with so many symbols.
   *
   * @param corpus the text
   * @param window characters to predict in a sequence, from 1 to 10,000
   * @throws IllegalArgumentException if the window is out of range or the text too short for it
   */
  public CharacterTask(Corpus corpus, int window) {
    this(corpus, window, Math.min(USUAL_ORDER, NGramModel.maxOrder(corpus.vocabulary().size())));
  }

  /**
   * A task of a text.
   *
   * @param corpus the text
   * @param window characters to predict in a sequence, from 1 to 10,000
   * @param order of the n-gram model, from 1 to {@link NGramModel#maxOrder}
   * @throws IllegalArgumentException if a number is out of range or the text too short for the
   *     window
   */
  public CharacterTask(Corpus corpus, int window, int order) {
    Sizes.require("ngram_order", order, 1, NGramModel.maxOrder(corpus.vocabulary().size()));
    Sizes.require("window", window, 1, LONGEST);
    requireWindow("training part of the text", corpus.training(), window);
    requireWindow("held-out part of the text", corpus.heldOut(), window);
    this.corpus = corpus;
    this.window = window;
    this.order = order;
    Vocabulary vocabulary = corpus.vocabulary();
    this.names =
        IntStream.range(0, vocabulary.size()).mapToObj(s -> name(vocabulary.codePoint(s))).toList();
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<String> inputNames() {
    return names;
  }

  @Override
  public List<String> outputNames() {
    return names;
  }

  @Override
  public int maxSteps() {
    return window;
  }

  @Override
  public OutputLoss loss() {
    return OutputLoss.SYMBOL;
  }

  @Override
  public Sizes sizes() {
    return Sizes.GREATEST;
  }

  @Override
  public void sample(Batch batch, Sizes sizes, RandomGenerator random) {
    begin(batch, sizes.largest(1, window));
    for (int b = 0; b < batch.size(); b++) {
      fill(batch, b, corpus.training(), sizes.draw(1, window, random), random);
    }
    batch.trim();
  }

  @Override
  public List<TestSetting> evaluations() {
    return List.of(setting(window));
  }

  @Override
  public TestSetting setting(int length) {
    Sizes.require("window", length, 1, LONGEST);
    requireWindow("held-out part of the text", corpus.heldOut(), length);
    return new TestSetting(
        "held out, " + length + " characters",
        length,
        length,
        (batch, random) -> {
          begin(batch, length);
          for (int b = 0; b < batch.size(); b++) {
            fill(batch, b, corpus.heldOut(), length, random);
          }
        });
  }

  /** So many windows that hundredths of a bit per character can be told apart. */
  @Override
  public int testSequences() {
    return 1_000;
  }

  /** The n-gram model is trained when it is used first, in a second for a million characters. */
  @Override
  public List<Measure> measures() {
    return List.of(
        new Measure(BITS_PER_CHARACTER, CharacterTask::bitsPerCharacter),
        new Measure(
            order + "-gram model, bits per character",
            (batch, logits) -> bitsPerCharacter(batch, model())));
  }

  /**
   * The same beside another n-gram model.
   *
   * @param order of the model, from 1 to {@link NGramModel#maxOrder}
   * @throws IllegalArgumentException if the order is out of range
   */
  public CharacterTask beside(int order) {
    return new CharacterTask(corpus, window, order);
  }

  /** The longest n-grams of the n-gram model. */
  public int order() {
    return order;
  }

  /** Where the windows come from. */
  public Corpus corpus() {
    return corpus;
  }

  /**
   * The vocabulary, without which the weights of a network mean nothing, the window, and which text
   * it was.
   */
  @Override
  public Map<String, String> metadata() {
    // In one order always: equal weights files have equal bytes.
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put(TEXT, "sha256 " + corpus.digest());
    metadata.put(VOCABULARY, corpus.vocabulary().characters());
    metadata.put(WINDOW, Integer.toString(window));
    metadata.put(HELD_OUT, Integer.toString(corpus.heldOut().length));
    return metadata;
  }

  private synchronized NGramModel model() {
    if (model == null) {
      model = NGramModel.train(corpus.training(), corpus.vocabulary().size(), order);
    }
    return model;
  }

  private void begin(Batch batch, int steps) {
    batch.requireVectors(corpus.vocabulary().size(), corpus.vocabulary().size());
    batch.begin(steps);
  }

  private static void fill(Batch batch, int b, int[] text, int steps, RandomGenerator random) {
    int first = random.nextInt(text.length - steps);
    for (int t = 0; t < steps; t++) {
      batch.input(t, b, text[first + t], 1);
      batch.target(t, b, text[first + t + 1], 1);
      batch.score(t, b);
    }
  }

  private static double bitsPerCharacter(Batch batch, Matrix logits) {
    try (Arena arena = Arena.ofConfined()) {
      Matrix scratch = Matrix.allocate(arena, 1, Matrix.aligned(logits.columns()));
      double nats = OutputLoss.SYMBOL.forward(logits, batch.targets(), batch.mask(), scratch);
      return nats / Math.log(2) / logits.rows();
    }
  }

  /** Of all characters but a window's first, which no model is asked for. */
  private static double bitsPerCharacter(Batch batch, NGramModel model) {
    int[] text = new int[batch.steps() + 1];
    double bits = 0;
    for (int b = 0; b < batch.size(); b++) {
      text[0] = symbol(batch.inputs(), b);
      for (int t = 0; t < batch.steps(); t++) {
        text[t + 1] = symbol(batch.targets(), t * batch.size() + b);
      }
      bits += model.bits(text, 0, text.length) - model.bits(text, 0, 1);
    }
    return bits / batch.size() / batch.steps();
  }

  private static int symbol(Matrix oneHot, int row) {
    for (int symbol = 0; symbol < oneHot.columns(); symbol++) {
      if (oneHot.get(row, symbol) != 0) {
        return symbol;
      }
    }
    throw new AssertionError("no symbol in row " + row);
  }

  /** A character as a label of a figure. */
  private static String name(int codePoint) {
    return switch (codePoint) {
      case '\n' -> "newline";
      case '\t' -> "tab";
      case ' ' -> "space";
      default -> Character.toString(codePoint);
    };
  }

  private static void requireWindow(String part, int[] text, int window) {
    if (text.length <= window) {
      throw new IllegalArgumentException(
          part + ": " + text.length + " characters, expected more than the window of " + window);
    }
  }
}
