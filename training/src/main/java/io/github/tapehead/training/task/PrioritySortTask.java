package io.github.tapehead.training.task;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * The priority sort task (section 4.5 of the paper): given random bit vectors, each with a
 * priority, give those of the highest priority in descending order.
 *
 * <p>A sequence of {@code n} vectors, of which {@code m} are asked for, takes {@code T = n + m + 2}
 * steps: a start flag on channel 8; the vectors on channels 0 to 7 with their priorities, uniform
 * from −1 to 1, on channel 10; an end flag on channel 9; and {@code m} blank steps, which are
 * scored.
 *
 * @param vectors n
 * @param sorted m, at most n
 */
public record PrioritySortTask(int vectors, int sorted) implements Task {
  /** Bits in a vector. */
  public static final int BITS = 8;

  /** The input channel of the priority. */
  public static final int PRIORITY = BITS + 2;

  private static final int START = BITS;
  private static final int END = BITS + 1;
  private static final int MOST = 1_000;

  /**
   * Checks the sizes.
   *
   * @throws IllegalArgumentException if the vectors are not from 1 to 1,000 or more are to be
   *     sorted than there are
   */
  public PrioritySortTask {
    Sizes.require("vectors", vectors, 1, MOST);
    Sizes.require("sorted", sorted, 1, vectors);
  }

  /** The paper's task: the first 16 of 20 vectors. */
  public PrioritySortTask() {
    this(20, 16);
  }

  @Override
  public String name() {
    return "sort";
  }

  @Override
  public List<String> inputNames() {
    return Stream.concat(BitVectors.names(BITS).stream(), Stream.of("start", "end", "priority"))
        .toList();
  }

  @Override
  public List<String> outputNames() {
    return BitVectors.names(BITS);
  }

  @Override
  public int maxSteps() {
    return steps(vectors);
  }

  /** Always all vectors, as in the paper. */
  @Override
  public Sizes sizes() {
    return Sizes.GREATEST;
  }

  @Override
  public void sample(Batch batch, Sizes sizes, RandomGenerator random) {
    batch.requireVectors(BITS + 3, BITS);
    batch.begin(steps(sizes.largest(1, vectors)));
    for (int b = 0; b < batch.size(); b++) {
      fill(batch, b, sizes.draw(1, vectors, random), random);
    }
    batch.trim();
  }

  @Override
  public List<TestSetting> evaluations() {
    return List.of(setting(vectors));
  }

  @Override
  public TestSetting setting(int length) {
    var task = new PrioritySortTask(length, asked(length));
    return TestSetting.greatest(length + " vectors", length, task);
  }

  /** The same share of fewer or more vectors is asked for. */
  private int asked(int length) {
    return Math.max(1, length * sorted / vectors);
  }

  private int steps(int length) {
    return length + asked(length) + 2;
  }

  private void fill(Batch batch, int b, int length, RandomGenerator random) {
    batch.input(0, b, START, 1);
    for (int i = 1; i <= length; i++) {
      BitVectors.draw(batch, i, b, BITS, random);
      batch.input(i, b, PRIORITY, random.nextFloat(-1, 1));
    }
    batch.input(length + 1, b, END, 1);
    int asked = asked(length);
    for (int i = 1; i <= length; i++) {
      int rank = rank(batch, b, length, i);
      if (rank < asked) {
        BitVectors.expect(batch, length + 2 + rank, b, i, BITS);
      }
    }
  }

  /** How many vectors precede that of step i; of equal priorities the first comes first. */
  private static int rank(Batch batch, int b, int length, int i) {
    float priority = batch.input(i, b, PRIORITY);
    int before = 0;
    for (int other = 1; other <= length; other++) {
      float compared = batch.input(other, b, PRIORITY);
      before += compared > priority || compared == priority && other < i ? 1 : 0;
    }
    return before;
  }
}
