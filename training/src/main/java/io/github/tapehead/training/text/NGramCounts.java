package io.github.tapehead.training.text;

import com.carrotsearch.hppc.LongIntHashMap;
import com.carrotsearch.hppc.cursors.LongIntCursor;

/**
 * Counts of the n-grams of one length, and the smoothed probabilities that follow from them.
 *
 * <p>An n-gram is a key: its symbols one behind the other, in {@code bits} bits each, the last one
 * lowest. All but the last are its context.
 */
final class NGramCounts {
  private static final int ABSENT = -1;

  private final int bits;
  private final LongIntHashMap counts;
  private final LongIntHashMap contexts;
  private final int[] totals;
  private final double[] reserved;
  private final Discounts discounts;

  /**
   * Sums up counts.
   *
   * @param counts by n-gram; belong to this object from now on
   * @param bits of a symbol
   */
  NGramCounts(LongIntHashMap counts, int bits) {
    this.counts = counts;
    this.bits = bits;
    contexts = new LongIntHashMap();
    int[] numbers = new int[5];
    for (LongIntCursor entry : counts) {
      contexts.putOrAdd(entry.key >>> bits, contexts.size(), 0);
      if (entry.value < numbers.length) {
        numbers[entry.value]++;
      }
    }
    discounts = Discounts.estimate(numbers);
    totals = new int[contexts.size()];
    reserved = new double[contexts.size()];
    sumUp();
  }

  private void sumUp() {
    // Whole numbers first: rounded sums would depend on the order of the map.
    int[][] numbers = new int[4][totals.length];
    for (LongIntCursor entry : counts) {
      int context = contexts.get(entry.key >>> bits);
      totals[context] += entry.value;
      numbers[Math.min(entry.value, 3)][context]++;
    }
    for (int context = 0; context < reserved.length; context++) {
      for (int count = 1; count <= 3; count++) {
        reserved[context] += numbers[count][context] * discounts.of(count);
      }
    }
  }

  /**
   * The probability of a symbol after a context: its discounted share, and of what discounts took
   * from all symbols the share that it has after the context without its first symbol.
   *
   * @param lower the probability after the shorter context; also the result for a context that
   *     never occurred
   */
  double probability(double lower, long context, int symbol) {
    int at = contexts.getOrDefault(context, ABSENT);
    if (at == ABSENT) {
      return lower;
    }
    int count = counts.get(context << bits | symbol);
    return (count - discounts.of(count) + reserved[at] * lower) / totals[at];
  }
}
