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
  private double bits;
  private double wrongBits;

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

  /** The gradients of the last batch. */
  public Parameters gradients() {
    return gradients;
  }

  /**
   * Overwrites the gradients with those of a worker's groups of a batch.
   *
   * @param parameters of the network, read while this runs and packed as the kernels want them
   * @param whole the batch
   * @param groups of the batch, {@linkplain Groups#arrange arranged}
   * @param number of the worker
   */
  public void learn(Parameters parameters, Batch whole, Groups groups, int number) {
    worker.network().load(parameters);
    gradients.zero();
    bits = 0;
    wrongBits = 0;
    for (int g = 0; g < groups.count(); g++) {
      if (groups.worker(g) == number) {
        groups.gather(batch, whole, g);
        worker.forward();
        worker.backward(gradients, configuration.loss().scale(whole.size()));
        bits += worker.bits() * batch.size();
        wrongBits += worker.wrongBits() * batch.size();
      }
    }
  }

  /** To be called if loss or gradients are not finite: forgets what else may not be. */
  public void recover() {
    worker.renewNetwork();
  }

  /** Loss of the sequences that were learned last, in bits, summed over them. */
  public double bits() {
    return bits;
  }

  /** Wrong bits of the sequences that were learned last. */
  public double wrongBits() {
    return wrongBits;
  }

  @Override
  public void close() {
    worker.close();
  }
}
