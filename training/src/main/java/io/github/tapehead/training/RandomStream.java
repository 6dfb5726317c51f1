package io.github.tapehead.training;

import java.util.random.RandomGenerator;

/**
 * A stream of chance whose state can be read and set: the algorithm {@code L64X128MixRandom} of
 * {@link java.util.random}, which hides its state. From the same seed both give the same numbers,
 * after splits too.
 *
 * <p>A linear congruential generator and an xoroshiro generator, added and mixed (Steele and Vigna
 * 2021, "LXM: better splittable pseudorandom number generators"). Not for several threads at once.
 */
public final class RandomStream implements RandomGenerator {
  private static final int STATE = 4;
  private static final long MULTIPLIER = 0xd1342543de82ef95L;
  private static final long GOLDEN_RATIO = 0x9e3779b97f4a7c15L;
  private static final long SILVER_RATIO = 0x6a09e667f3bcc909L;

  private long increment;
  private long congruential;
  private long x0;
  private long x1;

  /** The stream of a seed, at its beginning. */
  public RandomStream(long seed) {
    long hashed = seed ^ SILVER_RATIO;
    set(murmur(hashed), 1, stafford(hashed), stafford(hashed + GOLDEN_RATIO));
  }

  private RandomStream(RandomStream source) {
    long increment = source.nextLong() << 1;
    set(increment, source.nextLong(), source.nextLong(), source.nextLong());
  }

  /** Draws another stream, independent of what this one gives from now on. */
  public RandomStream split() {
    return new RandomStream(this);
  }

  @Override
  public long nextLong() {
    long result = lea(congruential + x0);
    congruential = MULTIPLIER * congruential + increment;
    long y = x1 ^ x0;
    x0 = Long.rotateLeft(x0, 24) ^ y ^ (y << 16);
    x1 = Long.rotateLeft(y, 37);
    return result;
  }

  /** The state, for {@link #restore}. */
  public long[] state() {
    return new long[] {increment, congruential, x0, x1};
  }

  /**
   * Goes on from a state.
   *
   * @param state that {@link #state} gave
   * @throws IllegalArgumentException if no stream has such a state
   */
  public void restore(long[] state) {
    if (state.length != STATE) {
      throw new IllegalArgumentException(
          "random state: " + state.length + " numbers, expected " + STATE);
    }
    if ((state[0] & 1) == 0) {
      throw new IllegalArgumentException("random state: increment " + state[0] + ", expected odd");
    }
    if ((state[2] | state[3]) == 0) {
      throw new IllegalArgumentException(
          "random state: two zeros, expected at most one of the last two numbers");
    }
    set(state[0], state[1], state[2], state[3]);
  }

  /**
   * The increment is made odd; the last two must not both be zero, and are replaced if they are.
   */
  private void set(long increment, long congruential, long x0, long x1) {
    this.increment = increment | 1;
    this.congruential = congruential;
    boolean zero = (x0 | x1) == 0;
    this.x0 = zero ? stafford(congruential + GOLDEN_RATIO) : x0;
    this.x1 = zero ? stafford(congruential + 2 * GOLDEN_RATIO) : x1;
  }

  private static long murmur(long value) {
    long z = (value ^ (value >>> 33)) * 0xff51afd7ed558ccdL;
    z = (z ^ (z >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return z ^ (z >>> 33);
  }

  private static long stafford(long value) {
    long z = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }

  private static long lea(long value) {
    long z = (value ^ (value >>> 32)) * 0xdaba0b6eb09322e3L;
    z = (z ^ (z >>> 32)) * 0xdaba0b6eb09322e3L;
    return z ^ (z >>> 32);
  }
}
