package io.github.tapehead.model;

import io.github.tapehead.kernels.Matrix;
import java.util.ArrayList;
import java.util.List;

/**
 * The parts of a network in the order in which a step runs through them, and the output layer,
 * {@code [h_t ; r_t]·w + b}: the forward pass, the same for a tape and for a stream.
 */
final class NetworkParts {
  private final PackedWeights weights;
  private final Controller controller;
  private final Memory memory;
  private final Recurrent[] parts;
  private final DenseLayer output;

  /**
   * Builds the parts; they ask for the weights that they need.
   *
   * @param signals what the parts exchange
   */
  NetworkParts(Signals signals, PackedWeights weights) {
    NetworkConfiguration c = signals.configuration();
    this.weights = weights;
    controller = c.controller().blueprint().build(signals, weights);
    memory = c.memory().blueprint().build(signals, weights);
    parts = memory == null ? new Recurrent[] {controller} : new Recurrent[] {controller, memory};
    output =
        new DenseLayer(weights, "output")
            .from(signals.hidden(), 1, 0)
            .gradientTo(signals.dHidden(), 1, 0);
    if (signals.hasReads()) {
      int firstRow = c.hidden();
      output.from(signals.reads(), 1, firstRow).gradientTo(signals.dReads(), 1, firstRow);
    }
  }

  /** The controller. */
  Controller controller() {
    return controller;
  }

  /** The memory; null if there is none. */
  Memory memory() {
    return memory;
  }

  /** The output layer. */
  DenseLayer output() {
    return output;
  }

  /** Takes over what is not packed, and sets the initial state. */
  void load(Parameters parameters) {
    for (Recurrent part : parts) {
      part.load(parameters);
    }
    output.load(parameters);
  }

  /** Takes over all parameters. */
  void loadAndPack(Parameters parameters) {
    weights.load(parameters);
    load(parameters);
  }

  /** Runs controller and memory through step t. */
  void forward(int t) {
    for (Recurrent part : parts) {
      part.forward(t);
    }
  }

  /** What the parts remember from step to step. */
  List<State> states() {
    List<State> states = new ArrayList<>();
    for (Recurrent part : parts) {
      states.addAll(part.states());
    }
    return states;
  }

  /** Follows a change of the states in entry t. */
  void statesChanged(int t) {
    for (Recurrent part : parts) {
      part.statesChanged(t);
    }
  }

  /**
   * Runs the gradients back through controller and memory, and adds those of all parameters.
   *
   * @param dy gradients of the outputs in all steps
   */
  void backward(Matrix dy, int steps, Parameters gradients, Matrix scratch) {
    for (Recurrent part : parts) {
      part.beginBackward(steps);
    }
    output.addAllSourceGradients(dy, steps);
    for (int t = steps - 1; t >= 0; t--) {
      for (int p = parts.length - 1; p >= 0; p--) {
        parts[p].backward(t);
      }
    }
    for (Recurrent part : parts) {
      part.endBackward(steps, gradients);
    }
    output.addWeightGradient(gradients, dy, steps, scratch);
  }
}
