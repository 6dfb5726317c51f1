package io.github.tapehead.model;

import io.github.tapehead.kernels.Bias;
import io.github.tapehead.kernels.LstmGates;
import io.github.tapehead.kernels.Matrix;
import java.util.ArrayList;
import java.util.List;

/**
 * Stacked LSTM layers. Layer 0 takes {@code [x_t ; r_(t−1) ; h_0(t−1)]}, the layers above {@code
 * [h_(l−1)(t) ; h_l(t−1)]}; the top layer's hidden state is the controller's.
 */
final class LstmController implements Controller {
  private static final int GATES = 4;
  private static final int FORGET_GATE = 1;

  private final Signals signals;
  private final Layer[] layers;

  /** LSTM controllers. */
  static final class Kind implements Blueprint<Controller> {
    @Override
    public List<TensorSpec> weights(NetworkConfiguration c) {
      List<TensorSpec> tensors = new ArrayList<>();
      int hidden = c.hidden();
      // A new network remembers: its forget gates are open.
      StartingValues bias = (column, _) -> column / hidden == FORGET_GATE ? 1 : 0;
      for (int l = 0; l < c.layers(); l++) {
        int below = l == 0 ? c.inputs() + c.readWidth() : hidden;
        tensors.add(TensorSpec.weight(name(l), below + hidden, gates(hidden)));
        tensors.add(TensorSpec.bias(name(l), gates(hidden), bias));
      }
      return tensors;
    }

    @Override
    public List<TensorSpec> initialState(NetworkConfiguration c) {
      return switch (c.initialState()) {
        case FIXED -> List.of();
        case LEARNED -> initialState(c, StartingValues.STATE);
        case GIVEN -> initialState(c, StartingValues.ZERO);
      };
    }

    private static List<TensorSpec> initialState(NetworkConfiguration c, StartingValues start) {
      List<TensorSpec> tensors = new ArrayList<>();
      List<Layout.Run> units = TensorSpec.dense(c.hidden());
      for (int l = 0; l < c.layers(); l++) {
        tensors.add(new TensorSpec(initialHidden(l), 0, units, start));
        tensors.add(new TensorSpec(initialCell(l), 0, units, start));
      }
      return tensors;
    }

    @Override
    public int recurrentUnits(NetworkConfiguration c) {
      return c.hidden();
    }

    @Override
    public Controller build(Signals signals, PackedWeights weights) {
      return new LstmController(signals, weights);
    }

    /** Gates i, f, o, g, each from whole vectors on. */
    private static List<Layout.Run> gates(int hidden) {
      List<Layout.Run> runs = new ArrayList<>();
      for (int g = 0; g < GATES; g++) {
        runs.add(new Layout.Run(g * hidden, g * LstmGates.gateColumns(hidden), hidden));
      }
      return runs;
    }
  }

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

    Layer(Signals signals, PackedWeights weights, int index, Layer below) {
      NetworkConfiguration c = signals.configuration();
      int h = c.hidden();
      dense = new DenseLayer(weights, name(index));
      boolean top = index == c.layers() - 1;
      if (below == null) {
        hidden = signals.recurrent();
        dHidden = signals.dRecurrent();
        dense
            .from(signals.controllerInput(), 0, 0)
            .gradientTo(signals.dControllerInput(), 0, c.inputs());
      } else {
        hidden = top ? signals.hidden() : signals.states(h);
        dHidden = top ? signals.dHidden() : signals.gradientStates(h);
        dense
            .from(below.hidden, 1, 0)
            .from(hidden, 0, h)
            .gradientTo(below.dHidden, 1, 0)
            .gradientTo(dHidden, 0, h);
      }
      gates = signals.steps(GATES * LstmGates.gateColumns(h));
      dGates = signals.gradientSteps(GATES * LstmGates.gateColumns(h));
      cell = signals.states(h);
      tanhCell = signals.steps(h);
      dCell = signals.gradient(signals.batch(), h);
      initialHidden = initialHidden(index);
      initialCell = initialCell(index);
    }
  }

  LstmController(Signals signals, PackedWeights weights) {
    this.signals = signals;
    layers = new Layer[signals.configuration().layers()];
    for (int l = 0; l < layers.length; l++) {
      layers[l] = new Layer(signals, weights, l, l > 0 ? layers[l - 1] : null);
    }
  }

  private static String name(int layer) {
    return "controller." + layer;
  }

  private static String initialHidden(int layer) {
    return "initial.hidden." + layer;
  }

  private static String initialCell(int layer) {
    return "initial.cell." + layer;
  }

  @Override
  public Sequence cell(int layer) {
    return layers[layer].cell;
  }

  @Override
  public void load(Parameters parameters) {
    boolean fixed = signals.configuration().initialState() == InitialState.FIXED;
    for (Layer layer : layers) {
      layer.dense.load(parameters);
      if (!fixed) {
        Bias.forward(layer.hidden.at(0), parameters.matrix(layer.initialHidden));
        Bias.forward(layer.cell.at(0), parameters.matrix(layer.initialCell));
      }
    }
  }

  @Override
  public void forward(int t) {
    for (Layer layer : layers) {
      Matrix gates = layer.gates.at(t);
      layer.dense.forward(gates, t);
      LstmGates.forward(
          layer.hidden.at(t + 1),
          layer.cell.at(t + 1),
          layer.tanhCell.at(t),
          gates,
          layer.cell.at(t));
    }
  }

  @Override
  public List<State> states() {
    List<State> states = new ArrayList<>();
    for (int l = 0; l < layers.length; l++) {
      states.add(State.vector("hidden." + l, layers[l].hidden));
      states.add(State.vector("cell." + l, layers[l].cell));
    }
    return states;
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
