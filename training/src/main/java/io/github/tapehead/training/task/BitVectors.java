package io.github.tapehead.training.task;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Random bit vectors, which most tasks of the paper are made of. Bits stand in channels from 0. */
final class BitVectors {
  private BitVectors() {}

  /** Names of the channels of a vector. */
  static List<String> names(int bits) {
    return IntStream.range(0, bits).mapToObj(i -> "bit " + i).toList();
  }

  /** Writes a fresh random vector to the inputs of a step. */
  static void draw(Batch batch, int step, int sequence, int bits, RandomGenerator random) {
    int drawn = random.nextInt();
    for (int channel = 0; channel < bits; channel++) {
      batch.input(step, sequence, channel, drawn >>> channel & 1);
    }
  }

  /** Makes the input vector of one step the target of another, which is scored. */
  static void expect(Batch batch, int step, int sequence, int from, int bits) {
    for (int channel = 0; channel < bits; channel++) {
      batch.target(step, sequence, channel, batch.input(from, sequence, channel));
    }
    batch.score(step, sequence);
  }
}
