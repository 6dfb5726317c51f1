package io.github.tapehead.training;

/**
 * The independent streams of chance of one seed.
 *
 * <p>The {@link RandomStream} of the seed is split three times: the first split initialises
 * parameters, the second draws training sequences, the third draws test sequences. So another
 * network size does not change the training sequences, and longer training does not change the test
 * sequences.
 *
 * <p>Workers that draw sequences of their own split the stream of training once more.
 *
 * @param initialization for the parameters' starting values
 * @param training for training sequences
 * @param evaluation for test sequences
 */
public record RandomStreams(
    RandomStream initialization, RandomStream training, RandomStream evaluation) {
  /** The streams of a seed, each at its beginning. */
  public static RandomStreams of(long seed) {
    var root = new RandomStream(seed);
    RandomStream initialization = root.split();
    RandomStream training = root.split();
    RandomStream evaluation = root.split();
    return new RandomStreams(initialization, training, evaluation);
  }
}
