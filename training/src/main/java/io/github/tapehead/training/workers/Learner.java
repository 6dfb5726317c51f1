package io.github.tapehead.training.workers;

import io.github.tapehead.model.Layout;
import io.github.tapehead.model.Parameters;
import io.github.tapehead.training.TrainingConfiguration;
import io.github.tapehead.training.task.Batch;
import java.lang.foreign.SegmentAllocator;

/**
 * A worker with a batch and gradients of its own. Allocates nothing in a step, unless a network is
 * to be made anew after numbers that were not finite. Used by one thread.
 */
public final class Learner implements AutoCloseable {
  private final TrainingConfiguration configuration;
  private final Batch batch;
  private final Parameters gradients;
  private final Worker worker;

  /**
   * Makes a learner.
   *
   * @param configuration of the training
   * @param sequences in its batch
   * @param maxSteps of the longest sequence
   * @param allocator provides memory for batch and gradients
   */
  public Learner(
      TrainingConfiguration configuration,
      int sequences,
      int maxSteps,
      SegmentAllocator allocator) {
    this.configuration = configuration;
    var task = configuration.task();
    batch = new Batch(sequences, maxSteps, task.inputs(), task.outputs(), allocator);
    gradients = new Parameters(Layout.of(configuration.network()), allocator);
    worker = new Worker(configuration.network(), batch, task.loss(), allocator);
  }

  /** The batch, to be filled before {@link #learn}. */
  public Batch batch() {
    return batch;
  }

  /** The gradients of the last batch. */
  public Parameters gradients() {
    return gradients;
  }

  /**
   * Overwrites the gradients with those of the batch.
   *
   * @param parameters of the network, read while this runs and packed as the kernels want them
   * @param sequences of which the batch is a share, for the scale of an averaged loss
   */
  public void learn(Parameters parameters, int sequences) {
    worker.network().load(parameters);
    worker.forward();
    gradients.zero();
    worker.backward(gradients, configuration.loss().scale(sequences));
  }

  /** To be called if loss or gradients are not finite: forgets what else may not be. */
  public void recover() {
    worker.renewNetwork();
  }

  /** Mean loss of the last batch, in bits per sequence. */
  public double bits() {
    return worker.bits();
  }

  /** Wrong bits per sequence of the last batch. */
  public double wrongBits() {
    return worker.wrongBits();
  }

  @Override
  public void close() {
    worker.close();
  }
}
