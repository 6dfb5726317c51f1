package io.github.tapehead.training;

import io.github.tapehead.model.Layout;
import io.github.tapehead.model.Parameters;
import io.github.tapehead.training.task.Batch;
import io.github.tapehead.training.task.Sizes;
import java.lang.foreign.Arena;
import java.util.random.RandomGenerator;

/**
 * One network in training and everything a step needs: draw a batch, forward, cross-entropy,
 * backward, clip, update, load. Allocates nothing in a step. Not for several threads at once.
 */
final class TrainingStep implements AutoCloseable {
  private final TrainingConfiguration configuration;
  private final Arena arena = Arena.ofShared();
  private final Batch batch;
  private final Parameters parameters;
  private final Parameters gradients;
  private final OptimizerState optimizerState;
  private final Worker worker;
  private double norm;

  /**
   * A step of {@code size} sequences at a time, of at most {@code maxSteps} steps, with parameters
   * of zeros.
   */
  TrainingStep(TrainingConfiguration configuration, int size, int maxSteps) {
    this.configuration = configuration;
    var task = configuration.task();
    batch = new Batch(size, maxSteps, task.inputs(), task.outputs(), arena);
    Layout layout = Layout.of(configuration.network());
    parameters = new Parameters(layout, arena);
    gradients = new Parameters(layout, arena);
    optimizerState =
        new OptimizerState(configuration.optimizer(), parameters.flat().columns(), arena);
    worker = new Worker(configuration.network(), batch, task.loss(), arena);
  }

  /** The batch, to be filled before {@link #update}; {@link #sample} fills it. */
  Batch batch() {
    return batch;
  }

  /** The parameters, to be loaded with {@link #load} when they have been changed from outside. */
  Parameters parameters() {
    return parameters;
  }

  /** Takes over the parameters. */
  void load() {
    worker.network().load(parameters);
  }

  /** Fills the batch with sequences of the task. */
  void sample(Sizes sizes, RandomGenerator random) {
    configuration.task().sample(batch, sizes, random);
  }

  /**
   * Learns from the batch. False, and the parameters untouched, if loss or gradient are not finite;
   * only then memory is allocated, for another network.
   *
   * @param rate the learning rate
   */
  boolean update(float rate) {
    worker.forward();
    gradients.zero();
    worker.backward(gradients, configuration.loss().scale(batch.size()));
    norm = configuration.clipping().apply(gradients.flat());
    if (!Double.isFinite(worker.bits()) || !Double.isFinite(norm)) {
      worker.renewNetwork();
      load();
      return false;
    }
    optimizerState.step(parameters.flat(), gradients.flat(), rate);
    load();
    return true;
  }

  /** Mean loss of the last batch, in bits per sequence. */
  double bits() {
    return worker.bits();
  }

  /** Wrong bits per sequence of the last batch. */
  double wrongBits() {
    return worker.wrongBits();
  }

  /** Norm of the last gradient, before clipping. */
  double norm() {
    return norm;
  }

  @Override
  public void close() {
    worker.close();
    arena.close();
  }
}
