package io.github.tapehead.training.task;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * The copy task (section 4.1 of the paper): remember a sequence of random bit vectors, then repeat
 * it.
 *
 * <p>A sequence of {@code L} vectors takes {@code T = 2L + 2} steps: a start flag on channel 8, the
 * vectors on channels 0 to 7, an end flag on channel 9, and {@code L} blank steps in which the
 * network must give the vectors in their order. Only these last {@code L} steps are scored. In
 * training each sequence of a batch has its own {@code L}, and blank steps up to the longest: a
 * batch of one length only would make the updates swing between short and long sequences.
 *
 * @param maxLength training draws {@code L} from 1 to this
 */
public record CopyTask(int maxLength) implements Task {
  /** Bits in a vector. */
  public static final int BITS = 8;

  private static final int START = BITS;
  private static final int END = BITS + 1;
  private static final int LONGEST = 10_000;

  /**
   * Checks the length.
   *
   * @throws IllegalArgumentException if it is not between 1 and 10,000
   */
  public CopyTask {
    Sizes.require("length", maxLength, 1, LONGEST);
  }

  /** The paper's task: lengths from 1 to 20. */
  public CopyTask() {
    this(20);
  }

  @Override
  public String name() {
    return "copy";
  }

  @Override
  public List<String> inputNames() {
    return Stream.concat(BitVectors.names(BITS).stream(), Stream.of("start", "end")).toList();
  }

  @Override
  public List<String> outputNames() {
    return BitVectors.names(BITS);
  }

  @Override
  public int maxSteps() {
    return steps(maxLength);
  }

  @Override
  public void sample(Batch batch, Sizes sizes, RandomGenerator random) {
    batch.requireVectors(BITS + 2, BITS);
    batch.begin(steps(sizes.largest(1, maxLength)));
    for (int b = 0; b < batch.size(); b++) {
      fill(batch, b, sizes.draw(1, maxLength, random), random);
    }
    batch.trim();
  }

  @Override
  public List<TestSetting> evaluations() {
    return Stream.of(10, 20, 30, 50, 120).map(this::setting).toList();
  }

  @Override
  public TestSetting setting(int length) {
    return TestSetting.greatest("length " + length, length, new CopyTask(length));
  }

  private static int steps(int length) {
    return 2 * length + 2;
  }

  /** One sequence; the steps after its end stay blank and are not scored. */
  private static void fill(Batch batch, int b, int length, RandomGenerator random) {
    batch.input(0, b, START, 1);
    batch.input(length + 1, b, END, 1);
    for (int i = 1; i <= length; i++) {
      BitVectors.draw(batch, i, b, BITS, random);
      BitVectors.expect(batch, length + 1 + i, b, i, BITS);
    }
  }
}
