package io.github.tapehead.training.workers;

import io.github.tapehead.kernels.Matrix;
import io.github.tapehead.model.Network;
import io.github.tapehead.model.NetworkConfiguration;
import io.github.tapehead.model.Parameters;
import io.github.tapehead.training.task.Batch;
import io.github.tapehead.training.task.OutputLoss;
import java.lang.foreign.SegmentAllocator;

/**
 * One network with a batch: runs sequences forward, and backward when training. Used by one thread;
 * its methods allocate nothing, {@link #renewNetwork} aside.
 */
public final class Worker implements AutoCloseable {
  private static final double BITS_PER_NAT = 1 / Math.log(2);

  private final NetworkConfiguration configuration;
  private final Batch batch;
  private final OutputLoss loss;
  private final Matrix scratch;
  private Network network;
  private double bits;
  private double wrongBits;

  /**
   * Makes a worker.
   *
   * @param configuration of the network
   * @param batch what {@link #forward} reads; of another owner, who keeps it open
   * @param loss what the outputs mean
   * @param allocator provides a little scratch memory
   */
  public Worker(
      NetworkConfiguration configuration,
      Batch batch,
      OutputLoss loss,
      SegmentAllocator allocator) {
    this.configuration = configuration;
    this.batch = batch;
    this.loss = loss;
    this.scratch = Matrix.allocate(allocator, 1, Matrix.aligned(configuration.outputs()));
    this.network = new Network(configuration, batch.size(), batch.maxSteps());
  }

  /**
   * Makes the network anew, its parameters to be loaded again. Numbers that are not finite stay in
   * the pads of a network's memory, which are taken for zeros, and from there spoil every gradient
   * that follows.
   */
  public void renewNetwork() {
    network.close();
    network = new Network(configuration, batch.size(), batch.maxSteps());
  }

  /** The network, to load parameters and to look at its tape. */
  public Network network() {
    return network;
  }

  /** Runs the batch forward and measures the loss: see {@link #bits} and {@link #wrongBits}. */
  public void forward() {
    int steps = batch.steps();
    network.inputs(steps).copyFrom(batch.inputs());
    network.forward(steps);
    Matrix logits = network.logits(steps);
    double nats = loss.forward(logits, batch.targets(), batch.mask(), scratch);
    bits = nats * BITS_PER_NAT / batch.size();
    long wrong = loss.wrong(logits, batch.targets(), batch.mask());
    wrongBits = (double) wrong / batch.size();
  }

  /**
   * Adds the gradients of the batch that went forward last.
   *
   * @param gradients are added to
   * @param scale factor of each sequence's gradient
   */
  public void backward(Parameters gradients, float scale) {
    int steps = batch.steps();
    loss.backward(
        network.dLogits(steps),
        network.logits(steps),
        batch.targets(),
        batch.mask(),
        scale,
        scratch);
    network.backward(steps, gradients);
  }

  /** The logits of the batch that went forward last, [steps·size × outputs]. */
  public Matrix logits() {
    return network.logits(batch.steps());
  }

  /** Mean loss of the batch that went forward last, in bits per sequence. */
  public double bits() {
    return bits;
  }

  /** Wrong bits per sequence of the batch that went forward last. */
  public double wrongBits() {
    return wrongBits;
  }

  @Override
  public void close() {
    network.close();
  }
}
