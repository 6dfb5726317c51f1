package io.github.tapehead.training.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tapehead.kernels.Matrix;
import io.github.tapehead.training.RandomStreams;
import java.lang.foreign.Arena;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NGramTaskTest {
  private final NGramTask task = new NGramTask();
  private final RandomGenerator random = RandomStreams.of(1).training();

  @Test
  void sizesAreThePapers() {
    assertEquals(new NGramTask(200), task);
    assertEquals(1, task.inputs());
    assertEquals(1, task.outputs());
    assertEquals(199, task.maxSteps());
    assertEquals(Sizes.GREATEST, task.sizes());
    assertEquals(List.of(200), task.evaluations().stream().map(TestSetting::length).toList());
  }

  @ParameterizedTest
  @ValueSource(ints = {6, 7, 200, 1000})
  void layoutOfASequence(int bits) {
    Batch batch = Batches.of(task, 3, bits - 1);
    task.setting(bits).sample(batch, random);
    assertEquals(bits - 1, batch.steps());
    for (int b = 0; b < 3; b++) {
      assertEquals(bits - 5, Batches.scored(batch, b));
      for (int t = 0; t < bits - 1; t++) {
        assertEquals(t >= 4, Batches.isScored(batch, t, b), "scored at " + t);
        if (t >= 4 && t < bits - 2) {
          float next = Batches.bits(batch, t + 1, b, 1);
          assertEquals(next, Batches.target(batch, t, b, 0), "target at " + t);
        }
      }
    }
  }

  /** Two ways of adding up: one bit after the other there, whole counts of a context here. */
  @Test
  void theOptimumIsThatOfEquation10() {
    Batch batch = Batches.of(task, 5);
    for (Sizes sizes : List.of(Sizes.GREATEST, Sizes.UNIFORM, new Sizes(0, false))) {
      for (int i = 0; i < 20; i++) {
        task.sample(batch, sizes, random);
        double bits = 0;
        for (int b = 0; b < batch.size(); b++) {
          bits += optimum(batch, b);
        }
        assertEquals(bits / batch.size(), measured(batch), 1e-9);
      }
    }
  }

  @Test
  void theFirstBitAfterAContextCostsTheOptimumOneBit() {
    Batch batch = Batches.of(task, 4, 5);
    task.setting(6).sample(batch, random);
    assertEquals(1, measured(batch), 1e-12);
  }

  /** Of one sequence it has a standard deviation of 36 bits: of 40,000, 0.18. */
  @Test
  void theOptimumIs128Bits() {
    Batch batch = Batches.of(task, 100);
    double bits = 0;
    for (int i = 0; i < 400; i++) {
      task.sample(batch, task.sizes(), random);
      bits += measured(batch);
    }
    assertEquals(128.3, bits / 400, 0.6);
  }

  /** 2,000 tables of 32 probabilities, asked whether they are above a bound. */
  @ParameterizedTest
  @ValueSource(doubles = {0.001, 0.1, 0.3, 0.5, 0.9, 0.999})
  void probabilitiesFollowBetaOneHalfOneHalf(double bound) {
    Batch batch = Batches.of(task, 1, 5);
    double expected = 2 / Math.PI * Math.asin(Math.sqrt(bound));
    int tables = 2000;
    int[] below = new int[32];
    int[] bothBelow = new int[32];
    for (int i = 0; i < tables; i++) {
      long table = random.nextLong();
      boolean first = isBelow(batch, table, 0, bound);
      for (int context = 0; context < 32; context++) {
        boolean is = isBelow(batch, table, context, bound);
        below[context] += is ? 1 : 0;
        bothBelow[context] += is && first ? 1 : 0;
      }
    }
    for (int context = 0; context < 32; context++) {
      double share = (double) below[context] / tables;
      assertEquals(expected, share, 0.04, "context " + context);
      if (context > 0) {
        double both = (double) bothBelow[context] / tables;
        assertEquals(expected * expected, both, 0.04, "contexts 0 and " + context);
      }
    }
    assertEquals(expected, IntStream.of(below).sum() / (32.0 * tables), 0.008);
  }

  /**
   * Whether the probability of a context in a table is at most a bound. A sequence draws its table
   * first, then a number for each bit, which is 1 if that is below the probability.
   */
  private boolean isBelow(Batch batch, long table, int context, double bound) {
    var draws = new AtomicInteger();
    RandomGenerator scripted =
        () -> {
          int draw = draws.getAndIncrement();
          double fair = (context >> 5 - draw & 1) == 1 ? 0.25 : 0.75;
          return draw == 0 ? table : (long) ((draw == 6 ? bound : fair) * 0x1p53) << 11;
        };
    task.setting(6).sample(batch, scripted);
    assertEquals(context, context(batch, 4, 0));
    return Batches.targetBits(batch, 4, 0, 1) == 0;
  }

  @Test
  void aContextKeepsItsProbabilityThroughASequence() {
    int steps = 49_999;
    Batch batch = Batches.of(task, 8, steps);
    task.setting(steps + 1).sample(batch, random);
    int compared = 0;
    for (int b = 0; b < batch.size(); b++) {
      Map<Integer, int[]> early = counts(batch, b, 4, steps / 2);
      Map<Integer, int[]> late = counts(batch, b, steps / 2, steps);
      for (int context = 0; context < 32; context++) {
        int[] one = early.getOrDefault(context, new int[2]);
        int[] two = late.getOrDefault(context, new int[2]);
        double n1 = one[0] + one[1];
        double n2 = two[0] + two[1];
        if (Math.min(n1, n2) >= 400) {
          double pooled = (one[1] + two[1]) / (n1 + n2);
          double deviation = Math.sqrt(pooled * (1 - pooled) * (1 / n1 + 1 / n2));
          assertEquals(one[1] / n1, two[1] / n2, 5 * deviation + 0.005, "context " + context);
          compared++;
        }
      }
    }
    assertTrue(compared > 80, "contexts compared: " + compared);
  }

  @Test
  void anotherSequenceHasAnotherTable() {
    int steps = 4999;
    Batch batch = Batches.of(task, 8, steps);
    task.setting(steps + 1).sample(batch, random);
    double least = 1;
    double most = 0;
    for (int b = 0; b < batch.size(); b++) {
      double share = 0;
      for (int t = 4; t < steps; t++) {
        share += batch.input(t, b, 0) / (steps - 4);
      }
      least = Math.min(least, share);
      most = Math.max(most, share);
    }
    assertTrue(most - least > 0.2, "ones: from " + least + " to " + most);
  }

  @Test
  void theFirstFiveBitsAreFair() {
    Batch batch = Batches.of(task, 1000);
    task.sample(batch, task.sizes(), random);
    int[] contexts = new int[32];
    for (int b = 0; b < batch.size(); b++) {
      contexts[context(batch, 4, b)]++;
    }
    for (int context = 0; context < 32; context++) {
      assertEquals(1000 / 32.0, contexts[context], 25, "context " + context);
    }
  }

  @Test
  void refusesSizesBeyondReason() {
    refuses("bits: 5, must be from 6 to 100000", () -> new NGramTask(5));
    refuses("bits: 100001, must be from 6 to 100000", () -> new NGramTask(100_001));
    refuses("bits: 5, must be from 6 to 100000", () -> task.setting(5));
  }

  private double measured(Batch batch) {
    Matrix logits = Matrix.allocate(Arena.ofAuto(), batch.steps() * batch.size(), 1);
    List<Measure> measures = task.measures();
    assertEquals(List.of("optimum, bits"), measures.stream().map(Measure::name).toList());
    return measures.getFirst().of().applyAsDouble(batch, logits);
  }

  /**
   * The bits of a sequence by a closed form: n1 ones and n0 zeros after a context have the
   * probability {@code Π(j + ½) · Π(j + ½) / n!} over j below n1, and below n0, in any order.
   */
  private static double optimum(Batch batch, int b) {
    double bits = 0;
    for (int[] counts : counts(batch, b, 4, 4 + Batches.scored(batch, b)).values()) {
      bits += log2Product(1, counts[0] + counts[1]);
      bits -= log2Product(0.5, counts[0]) + log2Product(0.5, counts[1]);
    }
    return bits;
  }

  private static double log2Product(double first, int factors) {
    double sum = 0;
    for (int j = 0; j < factors; j++) {
      sum += Math.log(first + j) / Math.log(2);
    }
    return sum;
  }

  /** Zeros and ones that follow each context in the targets of some steps. */
  private static Map<Integer, int[]> counts(Batch batch, int b, int first, int end) {
    Map<Integer, int[]> counts = new HashMap<>();
    for (int t = first; t < end; t++) {
      int[] seen = counts.computeIfAbsent(context(batch, t, b), key -> new int[2]);
      seen[Batches.targetBits(batch, t, b, 1)]++;
    }
    return counts;
  }

  /** The five bits up to a step, the latest lowest. */
  private static int context(Batch batch, int t, int b) {
    int context = 0;
    for (int i = t - 4; i <= t; i++) {
      context = 2 * context + Batches.bits(batch, i, b, 1);
    }
    return context;
  }

  private static void refuses(String message, Executable action) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, action).getMessage());
  }
}
