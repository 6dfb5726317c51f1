package io.github.tapehead.training.onnx;

import io.github.tapehead.model.NetworkConfiguration;
import java.util.ArrayList;
import java.util.List;

/**
 * How heads find their weightings (Graves et al. 2014, section 3.3) in ONNX's operators, all heads
 * of a kind at once.
 */
final class AddressingGraph {
  /** Against division by zero, in the similarity. */
  private static final double SIMILARITY_EPSILON = 1e-8;

  /** Against the logarithm of zero, in the sharpening. */
  private static final double SHARPENING_EPSILON = 1e-16;

  private final NetworkConfiguration configuration;
  private final Operators ops;

  AddressingGraph(NetworkConfiguration configuration, Operators ops) {
    this.configuration = configuration;
    this.ops = ops;
  }

  /**
   * What tells heads where to look, after the nonlinearities.
   *
   * @param key k, [batch × heads × width]
   * @param keyStrength β, [batch × heads × 1]
   * @param gate g, [batch × heads × 1]
   * @param shift s, [batch × heads × shifts], shift −range first
   * @param sharpening γ, [batch × heads × 1]
   */
  record Parameters(String key, String keyStrength, String gate, String shift, String sharpening) {
    /** The parameters of the first heads and of the others. */
    List<Parameters> split(Operators ops, int first, int others) {
      List<String> keys = ops.split(key, 1, first, others);
      List<String> strengths = ops.split(keyStrength, 1, first, others);
      List<String> gates = ops.split(gate, 1, first, others);
      List<String> shifts = ops.split(shift, 1, first, others);
      List<String> exponents = ops.split(sharpening, 1, first, others);
      List<Parameters> parts = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        parts.add(
            new Parameters(
                keys.get(i), strengths.get(i), gates.get(i), shifts.get(i), exponents.get(i)));
      }
      return parts;
    }
  }

  /**
   * A memory as addressing needs it.
   *
   * @param columns [batch × width × locations]
   * @param norms [batch × 1 × locations]
   */
  record Locations(String columns, String norms) {}

  /** Prepares a memory, [batch × locations × width]. */
  Locations locations(String memory) {
    String columns = ops.transpose(memory);
    return new Locations(columns, ops.norm(columns, 1));
  }

  /**
   * Adds the addressing of some heads.
   *
   * @param heads their parameters
   * @param memory that they address
   * @param before their weightings before the step, [batch × heads × locations]
   * @return their weightings, [batch × heads × locations]
   */
  String weighting(Parameters heads, Locations memory, String before) {
    String norms = ops.multiply(ops.norm(heads.key, 2), memory.norms);
    String similarity =
        ops.divide(
            ops.product(heads.key, memory.columns), ops.add(norms, ops.scalar(SIMILARITY_EPSILON)));
    String content = ops.softmax(ops.multiply(heads.keyStrength, similarity));
    String gated =
        ops.add(ops.multiply(heads.gate, content), ops.multiply(ops.oneMinus(heads.gate), before));
    String logarithm =
        ops.log(ops.add(shifted(gated, heads.shift), ops.scalar(SHARPENING_EPSILON)));
    return ops.softmax(ops.multiply(heads.sharpening, logarithm));
  }

  /** {@code Σ_j s(j) · w_(i−j)}, indices modulo the number of locations (eq. 8). */
  private String shifted(String gated, String shift) {
    int locations = configuration.locations();
    int range = configuration.shiftRange();
    if (range == 0) {
      // A softmax over one shift is 1.
      return gated;
    }
    // The ends continued around the circle: every shift is a slice.
    String ring =
        ops.concatenate(
            2,
            ops.slice(gated, 2, locations - range, locations),
            gated,
            ops.slice(gated, 2, 0, range));
    List<String> weights = ops.singles(shift, 2, configuration.shifts());
    String sum = null;
    for (int j = -range; j <= range; j++) {
      String moved = ops.slice(ring, 2, range - j, range - j + locations);
      String weighted = ops.multiply(weights.get(j + range), moved);
      sum = sum == null ? weighted : ops.add(sum, weighted);
    }
    return sum;
  }
}
