package io.github.tapehead.training.workers;

import io.github.tapehead.kernels.GradientClip;
import io.github.tapehead.kernels.Matrix;
import io.github.tapehead.model.Parameters;
import io.github.tapehead.training.OptimizerState;
import io.github.tapehead.training.RandomStream;
import io.github.tapehead.training.TrainingConfiguration;
import io.github.tapehead.training.checkpoint.State;
import io.github.tapehead.training.task.Batch;
import io.github.tapehead.training.task.Sizes;
import java.lang.foreign.SegmentAllocator;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A worker that draws batches of its own and updates parameters without asking anyone: shared ones,
 * or its own. Used by one thread.
 */
final class FreeWorker implements AutoCloseable {
  private final TrainingConfiguration configuration;
  private final RandomStream random;
  private final Parameters parameters;
  private final OptimizerState optimizer;
  private final AtomicLong updates;
  private final int mostStale;
  private final Batch batch;
  private final Groups groups;
  private final Learner learner;
  private double norm;
  private long missed;

  /**
   * A worker.
   *
   * @param random draws its sequences
   * @param parameters that it updates
   * @param optimizer of its updates
   * @param updates of the parameters so far, counted by all who update them
   * @param mostStale see {@link io.github.tapehead.training.Parallelism.Hogwild}
   * @param allocator provides memory
   */
  FreeWorker(
      TrainingConfiguration configuration,
      RandomStream random,
      Parameters parameters,
      OptimizerState optimizer,
      AtomicLong updates,
      int mostStale,
      SegmentAllocator allocator) {
    this.configuration = configuration;
    this.random = random;
    this.parameters = parameters;
    this.optimizer = optimizer;
    this.updates = updates;
    this.mostStale = mostStale;
    var task = configuration.task();
    int size = configuration.batch();
    batch = new Batch(size, task.maxSteps(), task.inputs(), task.outputs(), allocator);
    groups = Groups.of(configuration);
    learner = new Learner(configuration, groups.size(), task.maxSteps(), allocator);
  }

  /**
   * One step. Allocates nothing.
   *
   * @param sizes of its sequences
   * @param rate of its update
   * @return whether it has changed the parameters: not without a finite gradient, nor with one that
   *     is too stale
   */
  boolean step(Sizes sizes, float rate) {
    configuration.task().sample(batch, sizes, random);
    groups.arrange(batch);
    long seen = updates.get();
    learner.learn(parameters, batch, groups, 0);
    Matrix gradients = learner.gradients().flat();
    norm = GradientClip.norm(gradients);
    if (!Double.isFinite(norm) || !Double.isFinite(learner.bits())) {
      learner.recover();
      return false;
    }
    missed = updates.get() - seen;
    if (mostStale > 0 && missed > mostStale) {
      return false;
    }
    configuration.clipping().apply(gradients, norm);
    optimizer.step(parameters.flat(), gradients, rate);
    updates.incrementAndGet();
    return true;
  }

  /** Adds the stream of its sequences to a state. */
  void addStream(State state, String prefix) {
    state.numbers(prefix + "random", random::state, random::restore);
  }

  /** Adds the optimiser's statistics to a state. */
  void addMoments(State state, String prefix) {
    optimizer.addTo(state, prefix + "optimizer.", parameters.layout());
  }

  /** Draws its sequences from another stream from now on. */
  void draw(RandomStream from) {
    random.restore(from.state());
  }

  /** Mean loss of the last batch, in bits per sequence. */
  double bits() {
    return learner.bits() / batch.size();
  }

  /** Wrong bits per sequence of the last batch. */
  double wrongBits() {
    return learner.wrongBits() / batch.size();
  }

  /** Norm of the last gradient before clipping. */
  double norm() {
    return norm;
  }

  /** Updates by others that the last gradient has missed. */
  long missed() {
    return missed;
  }

  @Override
  public void close() {
    learner.close();
  }
}
