package io.github.tapehead.model;

import io.github.tapehead.kernels.Matrix;
import io.github.tapehead.kernels.Tanh;

/**
 * Stacked tanh layers. Layer 0 takes {@code [x_t ; r_(t−1)]}, the layers above {@code h_(l−1)(t)}.
 * What it remembers from step to step, it remembers in the memory.
 */
final class FeedForwardController implements Recurrent {
  private static final int BELOW = 0;
  private static final int READS = 1;

  private final Signals signals;
  private final Layer[] layers;

  /** The state of one layer over time; hidden states are activated where they are summed. */
  private record Layer(DenseLayer dense, Sequence hidden, Sequence dHidden, Sequence dSum) {}

  FeedForwardController(Signals signals, Layout layout) {
    this.signals = signals;
    NetworkConfiguration c = signals.configuration();
    layers = new Layer[c.layers()];
    for (int l = 0; l < layers.length; l++) {
      int[] sources = {c.hidden()};
      if (l == 0) {
        sources =
            signals.hasReads() ? new int[] {c.inputs(), c.readWidth()} : new int[] {c.inputs()};
      }
      boolean top = l == layers.length - 1;
      layers[l] =
          new Layer(
              new DenseLayer(layout, "controller." + l, signals.allocator(), sources),
              top ? signals.hidden() : signals.states(c.hidden()),
              top ? signals.dHidden() : signals.states(c.hidden()),
              signals.steps(c.hidden()));
    }
  }

  @Override
  public void load(Parameters parameters) {
    for (Layer layer : layers) {
      layer.dense.load(parameters);
    }
  }

  @Override
  public void beginForward(int steps) {
    for (Layer layer : layers) {
      layer.dense.start(layer.hidden.afterFirst(steps));
    }
    layers[0].dense.add(layers[0].hidden.afterFirst(steps), BELOW, signals.inputs().first(steps));
  }

  @Override
  public void forward(int t) {
    for (int l = 0; l < layers.length; l++) {
      Matrix hidden = layers[l].hidden.at(t + 1);
      if (l > 0) {
        layers[l].dense.add(hidden, BELOW, layers[l - 1].hidden.at(t + 1));
      } else if (signals.hasReads()) {
        layers[l].dense.add(hidden, READS, signals.reads().at(t));
      }
      Tanh.forward(hidden, hidden);
    }
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
      if (l > 0) {
        layer.dense.addSourceGradient(layers[l - 1].dHidden.at(t + 1), BELOW, dSum);
      } else if (signals.hasReads()) {
        layer.dense.addSourceGradient(signals.dReads().at(t), READS, dSum);
      }
    }
  }

  @Override
  public void endBackward(int steps, Parameters gradients) {
    Matrix scratch = signals.gemmScratch();
    for (int l = 0; l < layers.length; l++) {
      Layer layer = layers[l];
      Matrix dSum = layer.dSum.first(steps);
      Matrix below = l > 0 ? layers[l - 1].hidden.afterFirst(steps) : signals.inputs().first(steps);
      layer.dense.addWeightGradient(gradients, BELOW, below, dSum, scratch);
      if (l == 0 && signals.hasReads()) {
        Matrix reads = signals.reads().first(steps);
        layer.dense.addWeightGradient(gradients, READS, reads, dSum, scratch);
      }
      layer.dense.addBiasGradient(gradients, dSum);
    }
  }
}
