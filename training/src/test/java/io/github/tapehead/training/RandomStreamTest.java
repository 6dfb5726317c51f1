package io.github.tapehead.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.random.RandomGenerator.SplittableGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

  /** States whose last two numbers are zero are no states; a split may draw such numbers. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1 2 3 | random state: 3 numbers, expected 4",
        "2 2 3 4 | random state: increment 2, expected odd",
        "1 2 0 0 | random state: two zeros, expected at most one of the last two numbers"
      })
  void whatIsNoStateIsRefused(String numbers, String message) {
    long[] state = java.util.Arrays.stream(numbers.split(" ")).mapToLong(Long::parseLong).toArray();
    var stream = new RandomStream(1);
    Exception e = assertThrows(IllegalArgumentException.class, () -> stream.restore(state));
    assertEquals(message, e.getMessage());
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
