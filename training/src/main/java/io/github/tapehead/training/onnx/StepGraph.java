package io.github.tapehead.training.onnx;

import io.github.tapehead.model.NetworkConfiguration;
import io.github.tapehead.model.Parameters;
import io.github.tapehead.model.StepWeights.StateTensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One step of a network: {@code input} and the states in, {@code logits} and the states with the
 * prefix {@code next_} out, all [batch × …].
 */
final class StepGraph {
  private StepGraph() {}

  /**
   * Builds the graph.
   *
   * @param parameters become constants
   * @param states the network's states, in the order of inputs and outputs
   */
  static Graph of(Parameters parameters, List<StateTensor> states) {
    NetworkConfiguration c = parameters.layout().configuration();
    Graph graph = new Graph("step");
    Operators ops = new Operators(graph);
    Layers layers = new Layers(graph, parameters);
    Map<String, String> next = new HashMap<>();
    String input = graph.input("input", List.of(c.inputs()));
    states.forEach(state -> graph.input(state.name(), state.shape()));
    ControllerGraph controller = new ControllerGraph(c, layers, ops, next);
    List<String> seen =
        switch (c.memory()) {
          case NTM -> {
            MemoryGraph memory = new MemoryGraph(c, layers, ops, next);
            String hidden = controller.step(List.of(input, memory.readsBefore()));
            yield List.of(hidden, memory.step(hidden));
          }
          case NONE -> List.of(controller.step(List.of(input)));
        };
    graph.output("logits", layers.dense("output", seen), List.of(c.outputs()));
    for (StateTensor state : states) {
      graph.output("next_" + state.name(), next.get(state.name()), state.shape());
    }
    return graph;
  }
}
