package io.github.tapehead.training.workers;

import io.github.tapehead.model.Parameters;
import io.github.tapehead.training.Parallelism;
import io.github.tapehead.training.TrainingConfiguration;
import java.util.random.RandomGenerator.SplittableGenerator;

/** Workers that train the same network, and the memory that they use. */
public sealed interface Team extends AutoCloseable permits HogwildTeam, LocalTeam, SynchronousTeam {
  /**
   * The workers of a training.
   *
   * @param random draws training sequences
   */
  static Team of(TrainingConfiguration configuration, SplittableGenerator random) {
    return switch (configuration.parallelism()) {
      case Parallelism.Synchronous mode -> new SynchronousTeam(configuration, mode, random);
      case Parallelism.Hogwild mode -> new HogwildTeam(configuration, mode, random);
      case Parallelism.Local mode -> new LocalTeam(configuration, mode, random);
    };
  }

  /** The parameters in training; while {@link #train} runs, to be read in its reports only. */
  Parameters parameters();

  /**
   * Trains until the progress says that it is over. The caller's thread is that of the first
   * worker. To be called once.
   *
   * @throws RuntimeException or error that a worker threw; the others have ended by then
   */
  void train(Progress progress);

  @Override
  void close();
}
