package io.github.tapehead.training.reproduction.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What went wrong in a copy of vectors, by the cheapest alignment of outputs with targets.
 *
 * <p>Every output is compared with the target of its step moved by an offset, 0 at first. An output
 * that differs costs 1. A slip, where the offset changes, costs {@value #SLIP}, however far it
 * goes: backwards, vectors are given again; forwards, some are left out. So a slip is one error,
 * even if every later vector stands at another step than its target, and it must explain at least
 * five vectors: with cheaper ones, outputs that are right by chance would look like copies.
 *
 * @param inPlace outputs that are right, at offset 0
 * @param shifted outputs that are right, at another offset
 * @param wrong the other outputs
 * @param slips the steps at which the offset changes, ascending; 0 if the first output is not at
 *     offset 0
 */
record VectorAlignment(int inPlace, int shifted, int wrong, List<Integer> slips) {
  /** Cost of a slip in wrong vectors; not a whole number, for then one would be worth the other. */
  static final double SLIP = 4.5;

  VectorAlignment {
    slips = List.copyOf(slips);
  }

  /**
   * Aligns a copy. Takes time and memory in proportion to the square of its length.
   *
   * @param targets vectors that were to be given, in order
   * @param outputs what was given, as many
   * @throws IllegalArgumentException if there are more of one than of the other
   */
  static VectorAlignment of(int[] targets, int[] outputs) {
    if (outputs.length != targets.length) {
      throw new IllegalArgumentException(
          "outputs: " + outputs.length + ", expected " + targets.length);
    }
    int[] offsets = offsets(targets, outputs);
    int inPlace = 0;
    int wrong = 0;
    int before = 0;
    List<Integer> slips = new ArrayList<>();
    for (int step = 0; step < outputs.length; step++) {
      if (offsets[step] != before) {
        slips.add(step);
        before = offsets[step];
      }
      boolean right = isRight(targets, outputs, step, before);
      wrong += right ? 0 : 1;
      inPlace += right && before == 0 ? 1 : 0;
    }
    return new VectorAlignment(inPlace, outputs.length - inPlace - wrong, wrong, slips);
  }

  /** The offset of each step in the cheapest alignment; of equal ones, one that stays. */
  private static int[] offsets(int[] targets, int[] outputs) {
    int steps = outputs.length;
    // Candidate c is the offset c − zero.
    int zero = Math.max(0, steps - 1);
    double[] costs = new double[2 * zero + 1];
    Arrays.fill(costs, SLIP);
    costs[zero] = 0;
    int[][] from = new int[steps][costs.length];
    for (int step = 0; step < steps; step++) {
      int best = cheapest(costs, zero);
      double afterSlip = costs[best] + SLIP;
      for (int c = 0; c < costs.length; c++) {
        boolean stays = step == 0 || costs[c] <= afterSlip;
        from[step][c] = stays ? c : best;
        costs[c] =
            (stays ? costs[c] : afterSlip) + (isRight(targets, outputs, step, c - zero) ? 0 : 1);
      }
    }
    int[] offsets = new int[steps];
    int candidate = cheapest(costs, zero);
    for (int step = steps - 1; step >= 0; step--) {
      offsets[step] = candidate - zero;
      candidate = from[step][candidate];
    }
    return offsets;
  }

  /** The cheapest candidate; of equal ones the nearest to offset 0. */
  private static int cheapest(double[] costs, int zero) {
    int best = zero;
    for (int distance = 1; distance <= zero; distance++) {
      best = costs[zero - distance] < costs[best] ? zero - distance : best;
      best = costs[zero + distance] < costs[best] ? zero + distance : best;
    }
    return best;
  }

  private static boolean isRight(int[] targets, int[] outputs, int step, int offset) {
    int target = step + offset;
    return target >= 0 && target < targets.length && targets[target] == outputs[step];
  }
}
