package io.github.tapehead.training.workers;

import io.github.tapehead.model.Parameters;
import io.github.tapehead.training.Communicator;
import io.github.tapehead.training.Parallelism;
import io.github.tapehead.training.RandomStream;
import io.github.tapehead.training.TrainingConfiguration;
import io.github.tapehead.training.checkpoint.State;

/** Workers that train the same network, and the memory that they use. */
public sealed interface Team extends AutoCloseable
    permits AveragingTeam, HogwildTeam, SynchronousTeam {
  /**
   * The workers of a training.
   *
   * @param random draws training sequences
   * @param processes that train together
   * @throws IllegalArgumentException if they are not as many as the configuration says
   */
  static Team of(TrainingConfiguration configuration, RandomStream random, Communicator processes) {
    Parallelism parallelism = configuration.parallelism();
    if (processes.ranks() != parallelism.processes()) {
      throw new IllegalArgumentException(
          "processes: " + processes.ranks() + ", expected " + parallelism.processes());
    }
    return switch (parallelism) {
      case Parallelism.Synchronous _ -> new SynchronousTeam(configuration, random, processes);
      case Parallelism.Hogwild mode when mode.period() == 0 ->
          new HogwildTeam(configuration, mode, random);
      case Parallelism.Hogwild mode ->
          AveragingTeam.hogwild(configuration, mode, random, processes);
      case Parallelism.Local mode -> AveragingTeam.local(configuration, mode, random, processes);
    };
  }

  /** The parameters in training; while {@link #train} runs, to be read in its reports only. */
  Parameters parameters();

  /**
   * Adds what the team must remember to go on later.
   *
   * @param common receives what is the same in all processes
   * @param own receives what is this process's alone
   */
  void addTo(State common, State own);

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
