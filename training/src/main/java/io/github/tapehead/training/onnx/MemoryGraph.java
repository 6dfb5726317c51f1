package io.github.tapehead.training.onnx;

import io.github.tapehead.model.NetworkConfiguration;
import java.util.List;
import java.util.Map;

/**
 * What the heads do to the memory in a step, in ONNX's operators (Graves et al. 2014, section 3):
 * addressing, writing and reading in the {@link io.github.tapehead.model.AccessOrder} of the
 * network. All heads of a kind run in one node: values are [batch × heads × …].
 */
final class MemoryGraph {
  private static final String MEMORY = "memory";
  private static final String READS = "reads";
  private static final String WRITE_WEIGHTINGS = "write_weightings";
  private static final String READ_WEIGHTINGS = "read_weightings";

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

  /** The read vectors before the step side by side, [batch × read heads · width]. */
  String readsBefore() {
    return ops.reshape(READS, configuration.readWidth());
  }

  /**
   * Adds everything from the hidden state to the read vectors.
   *
   * @param hidden [batch × hidden]
   * @return the read vectors side by side, [batch × read heads · width]
   */
  String step(String hidden) {
    HeadsGraph heads = HeadsGraph.of(configuration, layers, ops, hidden);
    AddressingGraph.Locations before = addressing.locations(MEMORY);
    String writing = addressing.weighting(heads.writers(), before, WRITE_WEIGHTINGS);
    String after = write(writing, heads);
    AddressingGraph.Locations addressed =
        switch (configuration.accessOrder()) {
          case WRITE_READ -> addressing.locations(after);
          case JOINT, READ_WRITE -> before;
        };
    String reading = addressing.weighting(heads.readers(), addressed, READ_WEIGHTINGS);
    String source =
        switch (configuration.accessOrder()) {
          case WRITE_READ, JOINT -> after;
          case READ_WRITE -> MEMORY;
        };
    String reads = ops.product(reading, source);
    next.put(MEMORY, after);
    next.put(READS, reads);
    next.put(WRITE_WEIGHTINGS, writing);
    next.put(READ_WEIGHTINGS, reading);
    return ops.reshape(reads, configuration.readWidth());
  }

  /** {@code Mem ∘ Π_j (1 − w_j ⊗ e_j) + Σ_j w_j ⊗ a_j}: all erases, then all adds (eqs. 3, 4). */
  private String write(String weightings, HeadsGraph heads) {
    int count = configuration.writeHeads();
    String columns = ops.transpose(weightings);
    List<String> weighting = ops.singles(columns, 2, count);
    List<String> erase = ops.singles(heads.erase(), 1, count);
    String memory = MEMORY;
    for (int j = 0; j < count; j++) {
      String erased = ops.multiply(weighting.get(j), erase.get(j));
      memory = ops.multiply(memory, ops.oneMinus(erased));
    }
    return ops.add(memory, ops.product(columns, heads.add()));
  }
}
