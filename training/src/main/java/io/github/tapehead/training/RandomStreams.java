package io.github.tapehead.training;

import java.util.random.RandomGenerator.SplittableGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * The independent streams of chance of one seed.
 *
 * <p>A generator of the algorithm {@code L64X128MixRandom} (see {@link java.util.random}) is
 * created from the seed and split three times: the first split initialises parameters, the second
 * draws training sequences, the third draws test sequences. So another network size does not change
 * the training sequences, and longer training does not change the test sequences.
 *
 * <p>Workers that draw sequences of their own split the stream of training once more.
 *
 * @param initialization for the parameters' starting values
 * @param training for training sequences
 * @param evaluation for test sequences
 */
public record RandomStreams(
    SplittableGenerator initialization,
    SplittableGenerator training,
    SplittableGenerator evaluation) {
  private static final String ALGORITHM = "L64X128MixRandom";

  /** The streams of a seed, each at its beginning. */
  public static RandomStreams of(long seed) {
    SplittableGenerator root =
        RandomGeneratorFactory.<SplittableGenerator>of(ALGORITHM).create(seed);
    SplittableGenerator initialization = root.split();
    SplittableGenerator training = root.split();
    SplittableGenerator evaluation = root.split();
    return new RandomStreams(initialization, training, evaluation);
  }
}
