package io.github.tapehead.model;

import io.github.tapehead.kernels.Matrix;
import io.github.tapehead.kernels.Tanh;
import java.util.ArrayList;
import java.util.List;

/**
 * Stacked tanh layers. Layer 0 takes {@code [x_t ; r_(t−1)]}, the layers above {@code h_(l−1)(t)}.
 * What it remembers from step to step, it remembers in the memory.
 */
final class FeedForwardController implements Controller {
  private final Signals signals;
  private final Layer[] layers;

  /** Feed-forward controllers. */
  static final class Kind implements Blueprint<Controller> {
    @Override
    public List<TensorSpec> weights(NetworkConfiguration c) {
      List<TensorSpec> tensors = new ArrayList<>();
      List<Layout.Run> units = TensorSpec.dense(c.hidden());
      for (int l = 0; l < c.layers(); l++) {
        int below = l == 0 ? c.inputs() + c.readWidth() : c.hidden();
        tensors.add(TensorSpec.weight(name(l), below, units));
        tensors.add(TensorSpec.bias(name(l), units));
      }
      return tensors;
    }

    @Override
    public List<TensorSpec> initialState(NetworkConfiguration c) {
      return List.of();
    }

    @Override
    public Controller build(Signals signals, PackedWeights weights) {
      return new FeedForwardController(signals, weights);
    }
  }

  /** The state of one layer over time; hidden states are activated where they are summed. */
  private record Layer(DenseLayer dense, Sequence hidden, Sequence dHidden, Sequence dSum) {}

  FeedForwardController(Signals signals, PackedWeights weights) {
    this.signals = signals;
    NetworkConfiguration c = signals.configuration();
    layers = new Layer[c.layers()];
    for (int l = 0; l < layers.length; l++) {
      DenseLayer dense = new DenseLayer(weights, name(l));
      if (l > 0) {
        dense.from(layers[l - 1].hidden, 1, 0).gradientTo(layers[l - 1].dHidden, 1, 0);
      } else {
        dense.from(signals.controllerInput(), 0, 0);
        if (signals.hasReads()) {
          dense.gradientTo(signals.dReads(), 0, c.inputs());
        }
      }
      boolean top = l == layers.length - 1;
      layers[l] =
          new Layer(
              dense,
              top ? signals.hidden() : signals.states(c.hidden()),
              top ? signals.dHidden() : signals.gradientStates(c.hidden()),
              signals.gradientSteps(c.hidden()));
    }
  }

  private static String name(int layer) {
    return "controller." + layer;
  }

  @Override
  public void load(Parameters parameters) {
    for (Layer layer : layers) {
      layer.dense.load(parameters);
    }
  }

  @Override
  public void forward(int t) {
    for (Layer layer : layers) {
      Matrix hidden = layer.hidden.at(t + 1);
      layer.dense.forward(hidden, t);
      Tanh.forward(hidden, hidden);
    }
  }

  /** None: hidden states are made anew in each step. */
  @Override
  public List<State> states() {
    return List.of();
  }

  @Override
  public void beginBackward(int steps) {
    for (Layer layer : layers) {
      layer.dSum.first(steps).zero();
      if (layer.dHidden != signals.dHidden()) {
        layer.dHidden.first(steps + 1).zero();
      }
    }
  }

  @Override
  public void backward(int t) {
    for (int l = layers.length - 1; l >= 0; l--) {
      Layer layer = layers[l];
      Matrix dSum = layer.dSum.at(t);
      Tanh.backward(dSum, layer.dHidden.at(t + 1), layer.hidden.at(t + 1));
      layer.dense.addSourceGradients(dSum, t);
    }
  }

  @Override
  public void endBackward(int steps, Parameters gradients) {
    for (Layer layer : layers) {
      Matrix dSum = layer.dSum.first(steps);
      layer.dense.addWeightGradient(gradients, dSum, steps, signals.gemmScratch());
    }
  }
}
