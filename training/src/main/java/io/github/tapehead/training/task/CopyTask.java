package io.github.tapehead.training.task;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
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
 * @param maxLength training draws {@code L} uniformly from 1 to this
 */
public record CopyTask(int maxLength) implements Task {
  /** Bits in a vector. */
  public static final int BITS = 8;

  private static final int START = BITS;
  private static final int END = BITS + 1;
  private static final int LONGEST = 10_000;
  private static final List<Integer> TEST_LENGTHS = List.of(10, 20, 30, 50, 120);

  /**
   * Checks the length.
   *
   * @throws IllegalArgumentException if it is not between 1 and 10,000
   */
  public CopyTask {
    requireLength(maxLength);
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
    return Stream.concat(bitNames(), Stream.of("start", "end")).toList();
  }

  @Override
  public List<String> outputNames() {
    return bitNames().toList();
  }

  @Override
  public int maxSteps() {
    return steps(maxLength);
  }

  @Override
  public void sample(Batch batch, RandomGenerator random) {
    begin(batch, maxLength);
    for (int b = 0; b < batch.size(); b++) {
      fill(batch, b, random.nextInt(maxLength) + 1, random);
    }
  }

  @Override
  public List<TestSetting> evaluations() {
    return TEST_LENGTHS.stream().map(this::setting).toList();
  }

  @Override
  public TestSetting setting(int length) {
    return new Setting(length);
  }

  private static int steps(int length) {
    return 2 * length + 2;
  }

  private static void begin(Batch batch, int longest) {
    batch.requireVectors(BITS + 2, BITS);
    batch.begin(steps(longest));
  }

  /** One sequence; the steps after its end stay blank and are not scored. */
  private static void fill(Batch batch, int b, int length, RandomGenerator random) {
    batch.input(0, b, START, 1);
    batch.input(length + 1, b, END, 1);
    for (int i = 0; i < length; i++) {
      int bits = random.nextInt();
      for (int channel = 0; channel < BITS; channel++) {
        float bit = bits >>> channel & 1;
        batch.input(1 + i, b, channel, bit);
        batch.target(length + 2 + i, b, channel, bit);
      }
      batch.score(length + 2 + i, b);
    }
  }

  private static Stream<String> bitNames() {
    return IntStream.range(0, BITS).mapToObj(i -> "bit " + i);
  }

  private static void requireLength(int length) {
    if (length < 1 || length > LONGEST) {
      throw new IllegalArgumentException("length: " + length + ", must be from 1 to " + LONGEST);
    }
  }

  /** Copies of one length. */
  private record Setting(int length) implements TestSetting {
    private Setting {
      requireLength(length);
    }

    @Override
    public String name() {
      return "length " + length;
    }

    @Override
    public int maxSteps() {
      return steps(length);
    }

    @Override
    public void sample(Batch batch, RandomGenerator random) {
      begin(batch, length);
      for (int b = 0; b < batch.size(); b++) {
        fill(batch, b, length, random);
      }
    }
  }
}
