package io.github.tapehead.training.onnx;

import io.github.tapehead.model.Activation;
import io.github.tapehead.model.HeadPart;
import io.github.tapehead.model.NetworkConfiguration;
import io.github.tapehead.training.onnx.AddressingGraph.Parameters;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

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
    String raw = layers.dense("heads", List.of(hidden));
    if (c.headClip() != 0) {
      raw = ops.clip(raw, c.headClip());
    }
    long[] sizes =
        Arrays.stream(HeadPart.values())
            .mapToLong(part -> (long) rows(part, c) * columns(part, c))
            .toArray();
    List<String> parts = ops.split(raw, 1, sizes);
    Map<HeadPart, String> active = new EnumMap<>(HeadPart.class);
    for (HeadPart part : HeadPart.values()) {
      String value = ops.reshape(parts.get(part.ordinal()), rows(part, c), columns(part, c));
      active.put(part, activated(ops, c.activations().of(part), value));
    }
    Parameters all =
        new Parameters(
            active.get(HeadPart.KEY),
            active.get(HeadPart.KEY_STRENGTH),
            active.get(HeadPart.GATE),
            active.get(HeadPart.SHIFT),
            active.get(HeadPart.SHARPENING));
    List<Parameters> kinds = all.split(ops, c.writeHeads(), c.readHeads());
    return new HeadsGraph(
        kinds.get(0), kinds.get(1), active.get(HeadPart.ERASE), active.get(HeadPart.ADD));
  }

  /** Heads that have a part. */
  private static int rows(HeadPart part, NetworkConfiguration c) {
    return switch (part) {
      case KEY, KEY_STRENGTH, GATE, SHIFT, SHARPENING -> c.heads();
      case ERASE, ADD -> c.writeHeads();
    };
  }

  /** Numbers of a head in a part. */
  private static int columns(HeadPart part, NetworkConfiguration c) {
    return switch (part) {
      case KEY, ERASE, ADD -> c.width();
      case KEY_STRENGTH, GATE, SHARPENING -> 1;
      case SHIFT -> c.shifts();
    };
  }

  private static String activated(Operators ops, Activation activation, String value) {
    return switch (activation) {
      case TANH -> ops.tanh(value);
      case IDENTITY -> value;
      case SIGMOID -> ops.sigmoid(value);
      case RELU -> ops.relu(value);
      case SOFTPLUS -> ops.softplus(value);
      case EXP -> ops.atMost(ops.exp(value), Float.MAX_VALUE);
      case ONE_PLUS_SOFTPLUS -> ops.add(ops.scalar(1), ops.softplus(value));
      case ONE_PLUS_RELU -> ops.add(ops.scalar(1), ops.relu(value));
      case SOFTMAX -> ops.softmax(value);
      case SOFTMAX_RELU -> ops.softmax(ops.relu(value));
    };
  }
}
