package io.github.tapehead.training.task;

import io.github.tapehead.kernels.Matrix;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Balanced parentheses (Deleu and Dureau 2016): say after each bracket whether all brackets so far
 * are balanced, that is whether the prefix is a Dyck word.
 *
 * <p>A word of {@code n} pairs takes {@code T = 2n} steps, each with one bracket: channel {@code k}
 * is an opening bracket of kind {@code k}, channel {@code kinds + k} a closing one. Every step is
 * scored. Words are drawn uniformly among the Dyck words of their length, each pair of a kind drawn
 * uniformly; then, in half of them, one bracket drawn uniformly is replaced by another one drawn
 * uniformly, so that the word is no Dyck word any more.
 *
 * @param kinds of brackets
 * @param maxPairs training draws {@code n} from 1 to this
 */
public record ParenthesesTask(int kinds, int maxPairs) implements Task {
  private static final int MOST_KINDS = 16;
  private static final int MOST = 10_000;
  private static final String OPENING = "([{<";
  private static final String CLOSING = ")]}>";

  /**
   * Checks the sizes.
   *
   * @throws IllegalArgumentException if there are not from 1 to 16 kinds or from 1 to 2,500 pairs
   */
  public ParenthesesTask {
    Sizes.require("kinds", kinds, 1, MOST_KINDS);
    Sizes.require("pairs", maxPairs, 1, MOST / 4);
  }

  /**
   * Up to 20 pairs.
   *
   * @param kinds of brackets
   */
  public ParenthesesTask(int kinds) {
    this(kinds, 20);
  }

  @Override
  public String name() {
    return kinds == 1 ? "parentheses" : "parentheses-" + kinds;
  }

  @Override
  public List<String> inputNames() {
    return Stream.of(OPENING, CLOSING)
        .flatMap(side ->
            IntStream.range(0, kinds)
                .mapToObj(k -> side.charAt(k % 4) + (k < 4 ? "" : Integer.toString(k / 4))))
        .toList();
  }

  @Override
  public List<String> outputNames() {
    return List.of("balanced");
  }

  @Override
  public int maxSteps() {
    return 2 * maxPairs;
  }

  @Override
  public void sample(Batch batch, Sizes sizes, RandomGenerator random) {
    begin(batch, sizes.largest(1, maxPairs));
    for (int b = 0; b < batch.size(); b++) {
      fill(batch, b, sizes.draw(1, maxPairs, random), random);
    }
    batch.trim();
  }

  /**
   * Words as in training, then those of the greatest length, twice, and four times as long ones.
   */
  @Override
  public List<TestSetting> evaluations() {
    var trained =
        new TestSetting(
            "1 to " + maxPairs + " pairs",
            maxPairs,
            maxSteps(),
            (batch, random) -> sample(batch, Sizes.UNIFORM, random));
    return Stream.concat(
            Stream.of(trained), Stream.of(1, 2, 4).map(factor -> setting(factor * maxPairs)))
        .toList();
  }

  /** Errors are rare. */
  @Override
  public int testSequences() {
    return 1_000;
  }

  @Override
  public TestSetting pictured() {
    return setting(2 * maxPairs);
  }

  @Override
  public TestSetting setting(int pairs) {
    Sizes.require("pairs", pairs, 1, MOST);
    return new TestSetting(
        pairs + " pairs",
        pairs,
        2 * pairs,
        (batch, random) -> {
          begin(batch, pairs);
          for (int b = 0; b < batch.size(); b++) {
            fill(batch, b, pairs, random);
          }
        });
  }

  /**
   * The share of prefixes that are judged rightly; the same for a judge that calls none balanced,
   * for few are; and the share of words in which every prefix is judged rightly.
   */
  @Override
  public List<Measure> measures() {
    return List.of(
        new Measure("right prefixes, %", ParenthesesTask::rightPrefixes),
        new Measure("by always saying no, %", ParenthesesTask::unbalancedPrefixes),
        new Measure("words without an error, %", ParenthesesTask::rightWords));
  }

  private void begin(Batch batch, int pairs) {
    batch.requireVectors(2 * kinds, 1);
    batch.begin(2 * pairs);
  }

  private void fill(Batch batch, int b, int pairs, RandomGenerator random) {
    int steps = 2 * pairs;
    drawDyckWord(batch, b, pairs, random);
    if (random.nextBoolean()) {
      int at = random.nextInt(steps);
      int old = bracket(batch, b, at);
      int other = (old + 1 + random.nextInt(2 * kinds - 1)) % (2 * kinds);
      batch.input(at, b, old, 0);
      batch.input(at, b, other, 1);
    }
    judge(batch, b, steps);
  }

  /**
   * A Dyck word, all of a length equally likely. With {@code up} and {@code down} brackets left to
   * place, an opening one comes next with the probability that a uniformly drawn rest begins so:
   * {@code up·(h + 2) / ((h + 1)·(up + down))} for {@code h = down − up} open ones (Arnold and
   * Sleep 1980).
   */
  private void drawDyckWord(Batch batch, int b, int pairs, RandomGenerator random) {
    long up = pairs;
    long down = pairs;
    for (int t = 0; t < 2 * pairs; t++) {
      long open = down - up;
      boolean opens = random.nextLong((open + 1) * (up + down)) < up * (open + 2);
      if (opens) {
        batch.input(t, b, random.nextInt(kinds), 1);
        up--;
      } else {
        int partner = bracket(batch, b, partner(batch, b, t));
        batch.input(t, b, kinds + partner, 1);
        down--;
      }
    }
  }

  /** The step of the opening bracket that a closing one in step t belongs to. */
  private int partner(Batch batch, int b, int t) {
    int depth = 1;
    int at = t;
    while (depth > 0) {
      at--;
      depth += bracket(batch, b, at) < kinds ? -1 : 1;
    }
    return at;
  }

  private int bracket(Batch batch, int b, int t) {
    for (int channel = 0; channel < 2 * kinds; channel++) {
      if (batch.input(t, b, channel) != 0) {
        return channel;
      }
    }
    throw new AssertionError("no bracket in step " + t);
  }

  /**
   * Targets of all steps. After a bracket that closes nothing, or a wrong one, none is balanced.
   */
  private void judge(Batch batch, int b, int steps) {
    boolean valid = true;
    int depth = 0;
    for (int t = 0; t < steps; t++) {
      int bracket = bracket(batch, b, t);
      if (bracket < kinds) {
        depth++;
      } else if (valid && depth > 0) {
        valid = bracket(batch, b, partner(batch, b, t)) == bracket - kinds;
        depth--;
      } else {
        valid = false;
      }
      batch.target(t, b, 0, valid && depth == 0 ? 1 : 0);
      batch.score(t, b);
    }
  }

  private static double rightPrefixes(Batch batch, Matrix logits) {
    return shareOfPrefixes(batch, row -> isRight(batch, logits, row));
  }

  private static double unbalancedPrefixes(Batch batch, Matrix logits) {
    return shareOfPrefixes(batch, row -> batch.targets().get(row, 0) == 0);
  }

  private static double shareOfPrefixes(Batch batch, IntPredicate counts) {
    long all = scored(batch).count();
    return 100.0 * scored(batch).filter(counts).count() / all;
  }

  private static double rightWords(Batch batch, Matrix logits) {
    long wrong =
        scored(batch)
            .filter(row -> !isRight(batch, logits, row))
            .map(row -> row % batch.size())
            .distinct()
            .count();
    return 100.0 * (batch.size() - wrong) / batch.size();
  }

  private static IntStream scored(Batch batch) {
    return IntStream.range(0, batch.mask().rows()).filter(row -> batch.mask().get(row, 0) != 0);
  }

  private static boolean isRight(Batch batch, Matrix logits, int row) {
    return logits.get(row, 0) > 0 == batch.targets().get(row, 0) > 0.5f;
  }
}
