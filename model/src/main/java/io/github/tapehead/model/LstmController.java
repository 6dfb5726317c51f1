package io.github.tapehead.model;

import io.github.tapehead.kernels.Bias;
import io.github.tapehead.kernels.LstmGates;
import io.github.tapehead.kernels.Matrix;

/**
 * Stacked LSTM layers. Layer 0 takes {@code [x_t ; r_(t−1) ; h_0(t−1)]}, the layers above {@code
 * [h_(l−1)(t) ; h_l(t−1)]}; the top layer's hidden state is the controller's.
 */
final class LstmController implements Recurrent {
  private final Signals signals;
  private final Layer[] layers;

  /** The state of one layer over time. */
  private static final class Layer {
    private final DenseLayer dense;
    private final Sequence hidden;
    private final Sequence dHidden;
    private final Sequence gates;
    private final Sequence dGates;
    private final Sequence cell;
    private final Sequence tanhCell;
    private final Matrix dCell;
    private final String initialHidden;
    private final String initialCell;

    Layer(Signals signals, Layout layout, int index, Layer below) {
      NetworkConfiguration c = signals.configuration();
      int h = c.hidden();
      dense = new DenseLayer(layout, "controller." + index, signals.allocator());
      boolean top = index == c.layers() - 1;
      if (below == null) {
        hidden = signals.recurrent();
        dHidden = signals.dRecurrent();
        dense
            .from(signals.controllerInput(), 0, 0)
            .gradientTo(signals.dControllerInput(), 0, c.inputs());
      } else {
        hidden = top ? signals.hidden() : signals.states(h);
        dHidden = top ? signals.dHidden() : signals.states(h);
        dense
            .from(below.hidden, 1, 0)
            .from(hidden, 0, h)
            .gradientTo(below.dHidden, 1, 0)
            .gradientTo(dHidden, 0, h);
      }
      gates = signals.steps(4 * LstmGates.gateColumns(h));
      dGates = signals.steps(4 * LstmGates.gateColumns(h));
      cell = signals.states(h);
      tanhCell = signals.steps(h);
      dCell = Matrix.allocate(signals.allocator(), signals.batch(), h);
      initialHidden = "initial.hidden." + index;
      initialCell = "initial.cell." + index;
    }
  }

  LstmController(Signals signals, Layout layout) {
    this.signals = signals;
    layers = new Layer[signals.configuration().layers()];
    for (int l = 0; l < layers.length; l++) {
      layers[l] = new Layer(signals, layout, l, l > 0 ? layers[l - 1] : null);
    }
  }

  /** The cell states of a layer, [batch × hidden] before and after each step. */
  Sequence cell(int layer) {
    return layers[layer].cell;
  }

  @Override
  public void load(Parameters parameters) {
    boolean learned = signals.configuration().initialState() == InitialState.LEARNED;
    for (Layer layer : layers) {
      layer.dense.load(parameters);
      if (learned) {
        Bias.forward(layer.hidden.at(0), parameters.matrix(layer.initialHidden));
        Bias.forward(layer.cell.at(0), parameters.matrix(layer.initialCell));
      }
    }
  }

  @Override
  public void beginForward(int steps) {
    for (Layer layer : layers) {
      layer.dense.start(layer.gates.first(steps));
    }
  }

  @Override
  public void forward(int t) {
    for (Layer layer : layers) {
      Matrix gates = layer.gates.at(t);
      layer.dense.add(gates, t);
      LstmGates.forward(
          layer.hidden.at(t + 1),
          layer.cell.at(t + 1),
          layer.tanhCell.at(t),
          gates,
          layer.cell.at(t));
    }
  }

  @Override
  public void beginBackward(int steps) {
    for (Layer layer : layers) {
      layer.dCell.zero();
      if (layer.dHidden != signals.dHidden() && layer.dHidden != signals.dRecurrent()) {
        layer.dHidden.first(steps + 1).zero();
      }
    }
  }

  @Override
  public void backward(int t) {
    for (int l = layers.length - 1; l >= 0; l--) {
      Layer layer = layers[l];
      Matrix dGates = layer.dGates.at(t);
      LstmGates.backward(
          dGates,
          layer.dCell,
          layer.dHidden.at(t + 1),
          layer.gates.at(t),
          layer.tanhCell.at(t),
          layer.cell.at(t));
      layer.dense.addSourceGradients(dGates, t);
    }
  }

  @Override
  public void endBackward(int steps, Parameters gradients) {
    Matrix scratch = signals.gemmScratch();
    boolean learned = signals.configuration().initialState() == InitialState.LEARNED;
    for (Layer layer : layers) {
      layer.dense.addWeightGradient(gradients, layer.dGates.first(steps), steps, scratch);
      if (learned) {
        Bias.backward(gradients.matrix(layer.initialHidden), layer.dHidden.at(0));
        Bias.backward(gradients.matrix(layer.initialCell), layer.dCell);
      }
    }
  }
}
