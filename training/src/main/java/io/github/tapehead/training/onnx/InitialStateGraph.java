package io.github.tapehead.training.onnx;

import io.github.tapehead.model.StepWeights;
import io.github.tapehead.model.StepWeights.StateTensor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The state before the first step: the integer {@code batch}, [1], in; the states, [batch × …],
 * out, under the names that the inputs of a step have.
 */
final class InitialStateGraph {
  private static final ValueLayout.OfFloat FLOAT =
      ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private InitialStateGraph() {}

  /** Builds the graph of a network. */
  static Graph of(StepWeights weights) {
    Graph graph = new Graph("initial_state");
    String batch = graph.integerInput("batch");
    for (StateTensor state : weights.states()) {
      List<Integer> shape = new ArrayList<>(List.of(1));
      shape.addAll(state.shape());
      String one =
          graph.constant("initial." + state.name(), shape, values(weights.initialState(), state));
      // A size of 1 keeps what is there.
      List<String> sizes = Collections.nCopies(state.shape().size(), graph.integers(1));
      List<String> all = new ArrayList<>(List.of(batch));
      all.addAll(sizes);
      String target = graph.apply("Concat", Graph.attribute("axis", 0), all.toArray(new String[0]));
      graph.output(state.name(), graph.apply("Expand", one, target), state.shape());
    }
    return graph;
  }

  private static float[] values(MemorySegment states, StateTensor state) {
    float[] values = new float[state.floats()];
    MemorySegment.copy(states, FLOAT, state.offset(), values, 0, values.length);
    return values;
  }
}
