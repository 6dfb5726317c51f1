package io.github.tapehead.training.onnx;

import io.github.tapehead.model.NetworkConfiguration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A controller's step in ONNX's operators. */
final class ControllerGraph {
  private final NetworkConfiguration configuration;
  private final Layers layers;
  private final Operators ops;
  private final Map<String, String> next;

  /**
   * For a network of a configuration.
   *
   * @param next gets the values of the states after the step, by name
   */
  ControllerGraph(
      NetworkConfiguration configuration, Layers layers, Operators ops, Map<String, String> next) {
    this.configuration = configuration;
    this.layers = layers;
    this.ops = ops;
    this.next = next;
  }

  /**
   * Adds all layers.
   *
   * @param input the parts of the input, [batch × …] each
   * @return the hidden state of the last layer, [batch × hidden]
   */
  String step(List<String> input) {
    List<String> below = input;
    for (int layer = 0; layer < configuration.layers(); layer++) {
      below =
          List.of(
              switch (configuration.controller()) {
                case LSTM -> lstm(layer, below);
                case FEED_FORWARD -> ops.tanh(layers.dense("controller." + layer, below));
              });
    }
    return below.getFirst();
  }

  /** {@code c = σ(f)·c + σ(i)·tanh(g)}, {@code h = σ(o)·tanh(c)}; gates i, f, o, g. */
  private String lstm(int layer, List<String> below) {
    String hiddenName = "hidden." + layer;
    String cellName = "cell." + layer;
    List<String> input = new ArrayList<>(below);
    input.add(hiddenName);
    int h = configuration.hidden();
    List<String> gates = ops.split(layers.dense("controller." + layer, input), 1, h, h, h, h);
    String kept = ops.multiply(ops.sigmoid(gates.get(1)), cellName);
    String added = ops.multiply(ops.sigmoid(gates.get(0)), ops.tanh(gates.get(3)));
    String cell = ops.add(kept, added);
    String hidden = ops.multiply(ops.sigmoid(gates.get(2)), ops.tanh(cell));
    next.put(hiddenName, hidden);
    next.put(cellName, cell);
    return hidden;
  }
}
