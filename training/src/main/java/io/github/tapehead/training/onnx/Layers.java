package io.github.tapehead.training.onnx;

import io.github.tapehead.model.Layout;
import io.github.tapehead.model.Parameters;
import java.util.List;

/**
 * The dense layers of a network, {@code y = x · w + b}, with their weights under the names of the
 * weights file.
 *
 * @param graph gets nodes and weights
 * @param parameters the weights
 */
record Layers(Graph graph, Parameters parameters) {
  /**
   * Adds a layer.
   *
   * @param layer its tensors are {@code layer.weight} and {@code layer.bias}
   * @param x [batch × rows of the weight]; several are put side by side
   * @return [batch × columns of the weight]
   */
  String dense(String layer, List<String> x) {
    String joined =
        x.size() == 1
            ? x.getFirst()
            : new Operators(graph).concatenate(1, x.toArray(new String[0]));
    return graph.apply("Gemm", joined, weight(layer + ".weight"), weight(layer + ".bias"));
  }

  private String weight(String name) {
    Layout.Tensor tensor = parameters.layout().tensor(name);
    return graph.constant(name, tensor.shape(), parameters.get(name));
  }
}
