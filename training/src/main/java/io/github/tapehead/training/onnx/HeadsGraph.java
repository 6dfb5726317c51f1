package io.github.tapehead.training.onnx;

import io.github.tapehead.model.Activation;
import io.github.tapehead.model.NetworkConfiguration;
import io.github.tapehead.training.onnx.AddressingGraph.Parameters;
import java.util.List;

/**
 * The parameters of all heads in a step: one product with the hidden state, cut into parts, each
 * with its nonlinearity.
 *
 * @param writers where write heads look
 * @param readers where read heads look
 * @param erase e, [batch × write heads × width]
 * @param add a, [batch × write heads × width]
 */
record HeadsGraph(Parameters writers, Parameters readers, String erase, String add) {
  /**
   * Adds the product and the nonlinearities.
   *
   * @param hidden [batch × hidden]
   */
  static HeadsGraph of(NetworkConfiguration c, Layers layers, Operators ops, String hidden) {
    int heads = c.heads();
    int width = c.width();
    String raw = layers.dense("heads", List.of(hidden));
    if (c.headClip() != 0) {
      raw = ops.clip(raw, c.headClip());
    }
    long keys = (long) heads * width;
    long shifts = (long) heads * c.shifts();
    long written = (long) c.writeHeads() * width;
    List<String> parts = ops.split(raw, 1, keys, heads, heads, shifts, heads, written, written);
    String key = ops.reshape(parts.get(0), heads, width);
    String add = ops.reshape(parts.get(6), c.writeHeads(), width);
    Parameters all =
        new Parameters(
            activated(ops, c.keyActivation(), key),
            ops.softplus(ops.reshape(parts.get(1), heads, 1)),
            ops.sigmoid(ops.reshape(parts.get(2), heads, 1)),
            ops.softmax(ops.reshape(parts.get(3), heads, c.shifts())),
            ops.add(ops.scalar(1), ops.softplus(ops.reshape(parts.get(4), heads, 1))));
    List<Parameters> kinds = all.split(ops, c.writeHeads(), c.readHeads());
    return new HeadsGraph(
        kinds.get(0),
        kinds.get(1),
        ops.sigmoid(ops.reshape(parts.get(5), c.writeHeads(), width)),
        activated(ops, c.addActivation(), add));
  }

  private static String activated(Operators ops, Activation activation, String value) {
    return switch (activation) {
      case TANH -> ops.tanh(value);
      case IDENTITY -> value;
    };
  }
}
