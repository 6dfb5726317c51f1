package io.github.tapehead.training.onnx;

import io.github.tapehead.model.Activation;
import io.github.tapehead.model.NetworkConfiguration;
import java.util.List;
import java.util.Map;

/**
 * What the heads do in a step, in ONNX's operators (Graves et al. 2014, section 3): the heads'
 * parameters from the hidden state, then addressing, writing and reading in the {@link
 * io.github.tapehead.model.AccessOrder} of the network. All heads of a kind run in one node: values
 * are [batch × heads × …].
 */
final class MemoryGraph {
  private final NetworkConfiguration configuration;
  private final Layers layers;
  private final Operators ops;
  private final AddressingGraph addressing;
  private final Map<String, String> next;

  /**
   * For a network of a configuration.
   *
   * @param next gets the values of the states after the step, by name
   */
  MemoryGraph(
      NetworkConfiguration configuration, Layers layers, Operators ops, Map<String, String> next) {
    this.configuration = configuration;
    this.layers = layers;
    this.ops = ops;
    this.next = next;
    addressing = new AddressingGraph(configuration, ops);
  }

  /** What the heads write, [batch × write heads × width] each. */
  private record Written(String erase, String add) {}

  /**
   * Adds everything from the hidden state to the read vectors.
   *
   * @param hidden [batch × hidden]
   * @return the read vectors side by side, [batch × read heads · width]
   */
  String step(String hidden) {
    int heads = configuration.heads();
    int writeHeads = configuration.writeHeads();
    int readHeads = configuration.readHeads();
    int width = configuration.width();
    int shifts = configuration.shifts();
    String raw = layers.dense("heads", List.of(hidden));
    if (configuration.headClip() != 0) {
      raw = ops.clip(raw, configuration.headClip());
    }
    long written = (long) writeHeads * width;
    long keys = (long) heads * width;
    List<String> parts =
        ops.split(raw, 1, keys, heads, heads, (long) heads * shifts, heads, written, written);
    AddressingGraph.Parameters all =
        new AddressingGraph.Parameters(
            activated(configuration.keyActivation(), ops.reshape(parts.get(0), heads, width)),
            ops.softplus(ops.reshape(parts.get(1), heads, 1)),
            ops.sigmoid(ops.reshape(parts.get(2), heads, 1)),
            ops.softmax(ops.reshape(parts.get(3), heads, shifts)),
            ops.add(ops.scalar(1), ops.softplus(ops.reshape(parts.get(4), heads, 1))));
    List<AddressingGraph.Parameters> kinds = all.split(ops, writeHeads, readHeads);
    AddressingGraph.Parameters writers = kinds.get(0);
    AddressingGraph.Parameters readers = kinds.get(1);
    Written vectors =
        new Written(
            ops.sigmoid(ops.reshape(parts.get(5), writeHeads, width)),
            activated(configuration.addActivation(), ops.reshape(parts.get(6), writeHeads, width)));

    AddressingGraph.Locations before = addressing.locations("memory");
    String writing = addressing.weighting(writers, before, "write_weightings");
    String after = write(writing, vectors);
    AddressingGraph.Locations addressed =
        switch (configuration.accessOrder()) {
          case WRITE_READ -> addressing.locations(after);
          case JOINT, READ_WRITE -> before;
        };
    String reading = addressing.weighting(readers, addressed, "read_weightings");
    String source =
        switch (configuration.accessOrder()) {
          case WRITE_READ, JOINT -> after;
          case READ_WRITE -> "memory";
        };
    String reads = ops.product(reading, source);
    next.put("memory", after);
    next.put("reads", reads);
    next.put("write_weightings", writing);
    next.put("read_weightings", reading);
    return ops.reshape(reads, readHeads * width);
  }

  /** {@code Mem ∘ Π_j (1 − w_j ⊗ e_j) + Σ_j w_j ⊗ a_j}: all erases, then all adds (eqs. 3, 4). */
  private String write(String weightings, Written vectors) {
    int heads = configuration.writeHeads();
    String columns = ops.transpose(weightings);
    List<String> weighting = ops.singles(columns, 2, heads);
    List<String> erase = ops.singles(vectors.erase, 1, heads);
    String memory = "memory";
    for (int j = 0; j < heads; j++) {
      String erased = ops.multiply(weighting.get(j), erase.get(j));
      memory = ops.multiply(memory, ops.oneMinus(erased));
    }
    return ops.add(memory, ops.product(columns, vectors.add));
  }

  private String activated(Activation activation, String value) {
    return switch (activation) {
      case TANH -> ops.tanh(value);
      case IDENTITY -> value;
    };
  }
}
