package io.github.tapehead.bench.network;

import io.github.tapehead.kernels.BinaryCrossEntropy;
import io.github.tapehead.kernels.GradientClip;
import io.github.tapehead.kernels.GravesRmsProp;
import io.github.tapehead.kernels.Matrix;
import io.github.tapehead.model.Initialization;
import io.github.tapehead.model.Network;
import io.github.tapehead.model.NetworkConfiguration;
import io.github.tapehead.model.Parameters;
import java.lang.foreign.Arena;
import java.util.Random;

/**
 * A whole training step of a workload on one thread: forward, loss of the second half of the
 * sequence, backward, clipping, RMSProp, packing. Inputs and targets are random bits, always the
 * same; the learning rate is so small that the parameters stay where they are. It allocates
 * nothing.
 */
public final class TrainingStep implements AutoCloseable {
  private final int steps;
  private final Arena arena = Arena.ofShared();
  private final Network network;
  private final Parameters parameters;
  private final Parameters gradients;
  private final Parameters squares;
  private final Parameters means;
  private final Parameters velocity;
  private final Matrix targets;
  private final Matrix mask;
  private final Matrix scratch;

  /** Allocates everything and draws parameters and a batch. */
  public TrainingStep(Workload workload) {
    NetworkConfiguration configuration = workload.configuration();
    int outputs = configuration.outputs();
    steps = workload.steps();
    network = new Network(configuration, workload.batch(), steps);
    parameters = new Parameters(network.layout(), arena);
    gradients = new Parameters(network.layout(), arena);
    squares = new Parameters(network.layout(), arena);
    means = new Parameters(network.layout(), arena);
    velocity = new Parameters(network.layout(), arena);
    targets = Matrix.allocate(arena, steps * workload.batch(), outputs);
    mask = Matrix.allocate(arena, steps * workload.batch(), 1);
    scratch = Matrix.allocate(arena, 1, outputs);
    Random random = new Random(1);
    Initialization.initialize(parameters, configuration, random);
    Matrix inputs = network.inputs(steps);
    int firstAnswer = inputs.rows() - answerRows(workload);
    for (int r = 0; r < inputs.rows(); r++) {
      mask.set(r, 0, r < firstAnswer ? 0 : 1);
      for (int c = 0; c < Math.min(outputs, configuration.inputs()); c++) {
        inputs.set(r, c, random.nextInt(2));
      }
      for (int c = 0; c < outputs; c++) {
        targets.set(r, c, random.nextInt(2));
      }
    }
    network.load(parameters);
  }

  /** Rows of logits that count in the loss. */
  static int answerRows(Workload workload) {
    return (workload.steps() * workload.batch() + 1) / 2;
  }

  /** One step; returns the loss in nats, summed over the batch. */
  public double run() {
    network.forward(steps);
    Matrix logits = network.logits(steps);
    double loss = BinaryCrossEntropy.forward(logits, targets, mask, scratch);
    BinaryCrossEntropy.backward(network.dLogits(steps), logits, targets, mask, 1f, scratch);
    gradients.zero();
    network.backward(steps, gradients);
    GradientClip.byValue(gradients.flat(), 10f);
    GravesRmsProp.step(
        parameters.flat(),
        squares.flat(),
        means.flat(),
        velocity.flat(),
        gradients.flat(),
        1e-12f,
        0.95f,
        0.9f,
        1e-4f);
    network.load(parameters);
    return loss;
  }

  /** Frees the memory. */
  @Override
  public void close() {
    network.close();
    arena.close();
  }
}
