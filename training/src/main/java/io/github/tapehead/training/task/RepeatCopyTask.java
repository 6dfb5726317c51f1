package io.github.tapehead.training.task;

import io.github.tapehead.kernels.Matrix;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * The repeat copy task (section 4.2 of the paper): repeat a sequence of random bit vectors a given
 * number of times, then say that this was all.
 *
 * <p>A sequence of {@code L} vectors to be given {@code R} times takes {@code T = L·(R + 1) + 3}
 * steps: a start flag on channel 8; the vectors on channels 0 to 7; an end flag on channel 9 with
 * the number of repetitions on channel 10, scaled to mean 0 and variance 1 over the numbers of the
 * training; then {@code L·R} blank steps in which the vectors must be given, again and again, and
 * one in which output 8 must mark the end. These last steps are scored.
 *
 * @param maxLength training draws {@code L} from 1 to this
 * @param maxRepeats training draws {@code R} from 1 to this
 */
public record RepeatCopyTask(int maxLength, int maxRepeats) implements Task {
  /** Bits in a vector. */
  public static final int BITS = 8;

  private static final int START = BITS;
  private static final int END = BITS + 1;
  private static final int COUNT = BITS + 2;
  private static final int MARKER = BITS;
  private static final int MOST = 1_000;

  /**
   * Checks the sizes.
   *
   * @throws IllegalArgumentException if the length is not from 1 to 500 or the repeats are not from
   *     2 to 500: the scale of a single number of repeats would be infinite
   */
  public RepeatCopyTask {
    Sizes.require("length", maxLength, 1, MOST / 2);
    Sizes.require("repeats", maxRepeats, 2, MOST / 2);
  }

  /** The paper's task: up to 10 vectors, up to 10 times. */
  public RepeatCopyTask() {
    this(10, 10);
  }

  @Override
  public String name() {
    return "repeat-copy";
  }

  @Override
  public List<String> inputNames() {
    return Stream.concat(BitVectors.names(BITS).stream(), Stream.of("start", "end", "repeats"))
        .toList();
  }

  @Override
  public List<String> outputNames() {
    return Stream.concat(BitVectors.names(BITS).stream(), Stream.of("end")).toList();
  }

  @Override
  public int maxSteps() {
    return steps(maxLength, maxRepeats);
  }

  @Override
  public void sample(Batch batch, Sizes sizes, RandomGenerator random) {
    begin(batch, sizes.largest(1, maxLength), sizes.largest(1, maxRepeats));
    for (int b = 0; b < batch.size(); b++) {
      int length = sizes.draw(1, maxLength, random);
      int repeats = sizes.draw(1, maxRepeats, random);
      fill(batch, b, length, repeats, random);
    }
    batch.trim();
  }

  /** The training range, then the paper's tests: twice the length, and twice the repeats. */
  @Override
  public List<TestSetting> evaluations() {
    return List.of(
        setting(maxLength, maxRepeats),
        setting(2 * maxLength, maxRepeats),
        setting(maxLength, 2 * maxRepeats));
  }

  /** Sequences of {@code length} vectors, each to be given as often as training does at most. */
  @Override
  public TestSetting setting(int length) {
    return setting(length, maxRepeats);
  }

  /**
   * A test setting of a length and a number of repeats.
   *
   * @throws IllegalArgumentException if one is not from 1 to 1,000
   */
  public TestSetting setting(int length, int repeats) {
    Sizes.require("length", length, 1, MOST);
    Sizes.require("repeats", repeats, 1, MOST);
    return new TestSetting(
        "length " + length + ", " + repeats + " times",
        length,
        steps(length, repeats),
        (batch, random) -> {
          begin(batch, length, repeats);
          for (int b = 0; b < batch.size(); b++) {
            fill(batch, b, length, repeats, random);
          }
        });
  }

  /**
   * The wrong bits of vectors and those of the marker apart: the paper's networks go on copying
   * beyond the numbers of repeats that they have learned, but do not know when to end.
   */
  @Override
  public List<Measure> measures() {
    return List.of(
        new Measure("wrong bits of vectors", (batch, logits) -> wrong(batch, logits, 0, MARKER)),
        new Measure(
            "wrong end markers", (batch, logits) -> wrong(batch, logits, MARKER, MARKER + 1)));
  }

  /** Wrong outputs per sequence, of some channels. */
  private static double wrong(Batch batch, Matrix logits, int from, int to) {
    long wrong = 0;
    for (int row = 0; row < logits.rows(); row++) {
      for (int channel = from; channel < to && batch.mask().get(row, 0) != 0; channel++) {
        boolean one = batch.targets().get(row, channel) > 0.5f;
        wrong += logits.get(row, channel) > 0 == one ? 0 : 1;
      }
    }
    return (double) wrong / batch.size();
  }

  private static int steps(int length, int repeats) {
    return length * (repeats + 1) + 3;
  }

  private static void begin(Batch batch, int length, int repeats) {
    batch.requireVectors(BITS + 3, BITS + 1);
    batch.begin(steps(length, repeats));
  }

  private void fill(Batch batch, int b, int length, int repeats, RandomGenerator random) {
    batch.input(0, b, START, 1);
    for (int i = 1; i <= length; i++) {
      BitVectors.draw(batch, i, b, BITS, random);
    }
    batch.input(length + 1, b, END, 1);
    batch.input(length + 1, b, COUNT, scaled(repeats));
    int step = length + 2;
    for (int repeat = 0; repeat < repeats; repeat++) {
      for (int i = 1; i <= length; i++) {
        BitVectors.expect(batch, step++, b, i, BITS);
      }
    }
    batch.target(step, b, MARKER, 1);
    batch.score(step, b);
  }

  /** Mean 0 and variance 1 over 1 to {@code maxRepeats}. */
  private float scaled(int repeats) {
    double mean = (1 + maxRepeats) / 2.0;
    double deviation = Math.sqrt(((double) maxRepeats * maxRepeats - 1) / 12);
    return (float) ((repeats - mean) / deviation);
  }
}
