package io.github.tapehead.training.task;

import io.github.tapehead.kernels.Matrix;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The dynamic n-grams task (section 4.4 of the paper): predict the next bit of a source whose
 * statistics are new in each sequence.
 *
 * <p>For each sequence a table of 32 probabilities is drawn from Beta(½, ½), one for each sequence
 * of five bits: the probability that the next bit is 1. The first five bits are fair. A sequence of
 * {@code L} bits takes {@code T = L − 1} steps: step {@code t} shows bit {@code t}, and its target
 * is bit {@code t + 1}. Steps with five bits before the target are scored, {@code L − 5} of them;
 * the paper's figures seem to count the first five bits too, five bits more.
 *
 * <p>No predictor does better in the mean than the Bayesian one, {@code P(1) = (N₁ + ½) / (N₁ + N₀
 * + 1)} with the counts of the bits that followed the same five before (10). Its cost on the very
 * same sequences is a {@linkplain #measures() measure} of the task.
 *
 * @param bits in a sequence
 */
public record NGramTask(int bits) implements Task {
  /** Bits that decide the probability of the next. */
  public static final int CONTEXT = 5;

  private static final int CONTEXTS = 1 << CONTEXT;
  private static final int MOST = 100_000;

  /**
   * Checks the length.
   *
   * @throws IllegalArgumentException if there are not from 6 to 100,000 bits
   */
  public NGramTask {
    Sizes.require("bits", bits, CONTEXT + 1, MOST);
  }

  /** The paper's task: 200 bits. */
  public NGramTask() {
    this(200);
  }

  @Override
  public String name() {
    return "ngrams";
  }

  @Override
  public List<String> inputNames() {
    return List.of("bit");
  }

  @Override
  public List<String> outputNames() {
    return List.of("next bit");
  }

  @Override
  public int maxSteps() {
    return bits - 1;
  }

  /** Always the full length, as in the paper. */
  @Override
  public Sizes sizes() {
    return Sizes.GREATEST;
  }

  @Override
  public void sample(Batch batch, Sizes sizes, RandomGenerator random) {
    batch.requireVectors(1, 1);
    batch.begin(sizes.largest(CONTEXT + 1, bits) - 1);
    for (int b = 0; b < batch.size(); b++) {
      fill(batch, b, sizes.draw(CONTEXT + 1, bits, random), random);
    }
    batch.trim();
  }

  @Override
  public List<TestSetting> evaluations() {
    return List.of(setting(bits));
  }

  @Override
  public TestSetting setting(int length) {
    return TestSetting.greatest(length + " bits", length, new NGramTask(length));
  }

  /** As many as in the paper: sources differ, and networks are compared by small differences. */
  @Override
  public int testSequences() {
    return 1_000;
  }

  /** The bits per sequence that the Bayesian predictor needs for the same sequences (10). */
  @Override
  public List<Measure> measures() {
    return List.of(new Measure("optimum, bits", NGramTask::optimum));
  }

  /**
   * One sequence. The table is not kept: a number drawn once per sequence and mixed with the
   * context gives the same probability whenever the context comes back.
   */
  private static void fill(Batch batch, int b, int bits, RandomGenerator random) {
    long table = random.nextLong();
    int context = 0;
    for (int i = 0; i < bits; i++) {
      double probability = i < CONTEXT ? 0.5 : probability(table, context);
      int bit = random.nextDouble() < probability ? 1 : 0;
      context = (context << 1 | bit) & CONTEXTS - 1;
      if (i < bits - 1) {
        batch.input(i, b, 0, bit);
      }
      if (i >= CONTEXT) {
        batch.target(i - 1, b, 0, bit);
        batch.score(i - 1, b);
      }
    }
  }

  /** An entry of a table: Beta(½, ½) is the distribution of sin²(πu/2) for a uniform u. */
  private static double probability(long table, int context) {
    double uniform = (mixed(table + context * 0x9e3779b97f4a7c15L) >>> 11) * 0x1p-53;
    double sine = Math.sin(Math.PI / 2 * uniform);
    return sine * sine;
  }

  /** The finalising mix of SplitMix64 (Steele, Lea, Flood 2014). */
  private static long mixed(long z) {
    z = (z ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
    z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
    return z ^ z >>> 31;
  }

  private static double optimum(Batch batch, Matrix logits) {
    double bits = 0;
    for (int b = 0; b < batch.size(); b++) {
      int[][] counts = new int[CONTEXTS][2];
      int context = 0;
      for (int t = 0; t < batch.steps(); t++) {
        context = (context << 1 | (int) batch.input(t, b, 0)) & CONTEXTS - 1;
        int row = t * batch.size() + b;
        if (batch.mask().get(row, 0) != 0) {
          int[] seen = counts[context];
          int next = (int) batch.targets().get(row, 0);
          bits -= Math.log((seen[next] + 0.5) / (seen[0] + seen[1] + 1)) / Math.log(2);
          seen[next]++;
        }
      }
    }
    return bits / batch.size();
  }
}
