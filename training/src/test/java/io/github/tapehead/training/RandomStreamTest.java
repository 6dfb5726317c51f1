package io.github.tapehead.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.tapehead.training.task.Batch;
import io.github.tapehead.training.task.Sizes;
import io.github.tapehead.training.task.Task;
import io.github.tapehead.training.task.Tasks;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.random.RandomGenerator.SplittableGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The oracle is the JDK's generator of the same algorithm. */
class RandomStreamTest {
  private static final int SEEDS = 200;

  @Test
  void everyKindOfDrawIsThatOfTheJdk() {
    var seeds = new Random(1);
    for (int i = 0; i < SEEDS; i++) {
      long seed = i < 20 ? i - 10 : seeds.nextLong();
      assertSameDraws(jdk(seed), new RandomStream(seed), "seed " + seed);
    }
    assertSameDraws(jdk(Long.MIN_VALUE), new RandomStream(Long.MIN_VALUE), "the least seed");
    assertSameDraws(jdk(Long.MAX_VALUE), new RandomStream(Long.MAX_VALUE), "the greatest seed");
  }

  @Test
  void splitsAreThoseOfTheJdk() {
    for (long seed = 0; seed < SEEDS; seed++) {
      SplittableGenerator expected = jdk(seed);
      RandomStream actual = new RandomStream(seed);
      for (int depth = 0; depth < 5; depth++) {
        assertSameDraws(expected.split(), actual.split(), "seed " + seed + ", depth " + depth);
        assertSameDraws(expected, actual, "seed " + seed + ", parent at depth " + depth);
        expected = expected.split();
        actual = actual.split();
      }
    }
  }

  @Test
  void theStreamsOfASeedAreSplitsInOrder() {
    for (long seed = 0; seed < SEEDS; seed++) {
      SplittableGenerator root = jdk(seed);
      RandomStreams streams = RandomStreams.of(seed);
      assertSameDraws(root.split(), streams.initialization(), "initialization");
      assertSameDraws(root.split(), streams.training(), "training");
      assertSameDraws(root.split(), streams.evaluation(), "evaluation");
    }
  }

  @Test
  void aRestoredStreamGoesOn() {
    var stream = new RandomStream(7);
    draws(stream);
    long[] state = stream.state();
    double[] expected = draws(stream);
    var other = new RandomStream(8);
    other.restore(state);
    assertArrayEquals(state, other.state());
    assertArrayEquals(expected, draws(other));
    assertEquals(stream.split().nextLong(), other.split().nextLong());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1 2 3 | random state: 3 numbers, expected 4",
        "2 2 3 4 | random state: increment 2, expected odd",
        "1 2 0 0 | random state: two zeros, expected at most one of the last two numbers"
      })
  void whatIsNoStateIsRefused(String numbers, String message) {
    long[] state = Arrays.stream(numbers.split(" ")).mapToLong(Long::parseLong).toArray();
    var stream = new RandomStream(1);
    Exception e = assertThrows(IllegalArgumentException.class, () -> stream.restore(state));
    assertEquals(message, e.getMessage());
  }

  /** What a task draws follows from the stream alone. */
  @ParameterizedTest
  @ValueSource(strings = {"copy", "repeat-copy", "recall", "ngrams", "sort", "parentheses"})
  void tasksDrawTheSameFromARestoredStream(String name) {
    Task task = Tasks.named(name);
    var stream = new RandomStream(3);
    try (Arena arena = Arena.ofConfined()) {
      var batch = new Batch(4, task.maxSteps(), task.inputs(), task.outputs(), arena);
      task.sample(batch, new Sizes(0.5, true), stream);
      long[] state = stream.state();
      task.sample(batch, Sizes.UNIFORM, stream);
      float[] expected = batch.inputs().segment().toArray(ValueLayout.JAVA_FLOAT);
      task.sample(batch, Sizes.GREATEST, stream);
      var restored = new RandomStream(4);
      restored.restore(state);
      Task another = Tasks.named(name);
      var again = new Batch(4, task.maxSteps(), task.inputs(), task.outputs(), arena);
      another.sample(again, Sizes.UNIFORM, restored);
      float[] actual = again.inputs().segment().toArray(ValueLayout.JAVA_FLOAT);
      int floats = again.inputs().rows() * again.inputs().ld();
      assertArrayEquals(Arrays.copyOf(expected, floats), Arrays.copyOf(actual, floats));
    }
  }

  private static SplittableGenerator jdk(long seed) {
    return RandomGeneratorFactory.<SplittableGenerator>of("L64X128MixRandom").create(seed);
  }

  private static void assertSameDraws(RandomGenerator expected, RandomGenerator actual, String of) {
    assertArrayEquals(draws(expected), draws(actual), of);
  }

  /** Some of each kind, bounds that reject draws among them. */
  private static double[] draws(RandomGenerator random) {
    double[] draws = new double[18 * 10];
    for (int i = 0; i < draws.length; ) {
      long wide = random.nextLong();
      draws[i++] = wide >>> 32;
      draws[i++] = wide & 0xffffffffL;
      draws[i++] = random.nextInt();
      draws[i++] = random.nextInt(2);
      draws[i++] = random.nextInt(6);
      draws[i++] = random.nextInt((1 << 30) + 1);
      draws[i++] = random.nextInt(1, 21);
      draws[i++] = random.nextInt(-5, Integer.MAX_VALUE);
      draws[i++] = random.nextLong(1000);
      draws[i++] = random.nextLong(-3, 1L << 62);
      draws[i++] = random.nextFloat();
      draws[i++] = random.nextFloat(-1, 1);
      draws[i++] = random.nextDouble();
      draws[i++] = random.nextDouble(-2, 7);
      draws[i++] = random.nextGaussian();
      draws[i++] = random.nextExponential();
      draws[i++] = random.nextBoolean() ? 1 : 0;
      byte[] bytes = new byte[5];
      random.nextBytes(bytes);
      draws[i++] = bytes[4];
    }
    return draws;
  }
}
