package io.github.tapehead.training.task;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * The associative recall task (section 4.3 of the paper): given a list of items and one of them,
 * give the item that follows it.
 *
 * <p>An item is three random vectors of six bits. A sequence of {@code n} items takes {@code T = 4n
 * + 8} steps: before each item a step with the item delimiter on channel 6; then the query, an item
 * of the list between two steps with the query delimiter on channel 7; then three blank steps in
 * which the next item's vectors must be given, and which are scored. The query is any item but the
 * last, each equally likely.
 *
 * @param maxItems training draws {@code n} from 2 to this
 */
public record AssociativeRecallTask(int maxItems) implements Task {
  /** Bits in a vector. */
  public static final int BITS = 6;

  /** Vectors in an item. */
  public static final int VECTORS = 3;

  private static final int ITEM = BITS;
  private static final int QUERY = BITS + 1;
  private static final int LEAST = 2;
  private static final int MOST = 5_000;

  /**
   * Checks the number of items.
   *
   * @throws IllegalArgumentException if it is not from 2 to 5,000
   */
  public AssociativeRecallTask {
    Sizes.require("items", maxItems, LEAST, MOST);
  }

  /** The paper's task: 2 to 6 items. */
  public AssociativeRecallTask() {
    this(6);
  }

  @Override
  public String name() {
    return "recall";
  }

  @Override
  public List<String> inputNames() {
    return Stream.concat(BitVectors.names(BITS).stream(), Stream.of("item", "query")).toList();
  }

  @Override
  public List<String> outputNames() {
    return BitVectors.names(BITS);
  }

  @Override
  public int maxSteps() {
    return steps(maxItems);
  }

  @Override
  public void sample(Batch batch, Sizes sizes, RandomGenerator random) {
    batch.requireVectors(BITS + 2, BITS);
    batch.begin(steps(sizes.largest(LEAST, maxItems)));
    for (int b = 0; b < batch.size(); b++) {
      fill(batch, b, sizes.draw(LEAST, maxItems, random), random);
    }
    batch.trim();
  }

  @Override
  public List<TestSetting> evaluations() {
    return Stream.of(6, 8, 10, 12, 15, 20).map(this::setting).toList();
  }

  @Override
  public TestSetting setting(int items) {
    return TestSetting.greatest(items + " items", items, new AssociativeRecallTask(items));
  }

  private static int steps(int items) {
    return (VECTORS + 1) * items + 2 + 2 * VECTORS;
  }

  private static void fill(Batch batch, int b, int items, RandomGenerator random) {
    int step = 0;
    for (int item = 0; item < items; item++) {
      batch.input(step++, b, ITEM, 1);
      for (int i = 0; i < VECTORS; i++) {
        BitVectors.draw(batch, step++, b, BITS, random);
      }
    }
    int asked = 1 + (VECTORS + 1) * random.nextInt(items - 1);
    batch.input(step++, b, QUERY, 1);
    for (int i = 0; i < VECTORS; i++) {
      for (int bit = 0; bit < BITS; bit++) {
        batch.input(step, b, bit, batch.input(asked + i, b, bit));
      }
      step++;
    }
    batch.input(step++, b, QUERY, 1);
    int answer = asked + VECTORS + 1;
    for (int i = 0; i < VECTORS; i++) {
      BitVectors.expect(batch, step++, b, answer + i, BITS);
    }
  }
}
