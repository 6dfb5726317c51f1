package io.github.tapehead.model.imports;

import io.github.tapehead.model.HeadPart;
import io.github.tapehead.model.Layout;
import io.github.tapehead.model.NetworkConfiguration;
import io.github.tapehead.model.imports.TensorAxis.Block;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Names of the rows and columns of a network's tensors. Below the first layer of a controller are
 * the inputs {@code x} and the read vectors {@code r}, below the others {@code below}, the layer
 * under them; {@code h} is a hidden state.
 *
 * @param rows of a matrix, or the only one of a vector
 * @param columns of a matrix or a vector
 */
record TensorAxes(TensorAxis rows, TensorAxis columns) {
  private static final String CONTROLLER = "controller.";
  private static final String HIDDEN = "h";
  private static final String WRITE = "write";
  private static final String READ = "read";

  /** The axes of a tensor of a network. */
  static TensorAxes of(NetworkConfiguration c, Layout.Tensor tensor) {
    List<Block> rows = tensor.shape().size() == 2 ? rows(c, tensor.name()) : List.of();
    return new TensorAxes(
        new TensorAxis("rows", tensor.rows(), rows),
        new TensorAxis("columns", tensor.denseColumns(), columns(c, tensor.name())));
  }

  private static List<Block> rows(NetworkConfiguration c, String name) {
    return switch (name) {
      case "output.weight" -> joined(Block.of(HIDDEN, c.hidden()), reads(c));
      case "initial.weightings" -> heads(c, "", 1);
      case "initial.read_vectors" -> List.of(new Block(READ, c.readHeads(), "", 1));
      case String weight when weight.startsWith(CONTROLLER) -> controllerRows(c, weight);
      default -> List.of();
    };
  }

  private static List<Block> controllerRows(NetworkConfiguration c, String name) {
    List<Block> below =
        name.startsWith(CONTROLLER + "0.")
            ? joined(Block.of("x", c.inputs()), reads(c))
            : List.of(Block.of("below", c.hidden()));
    return switch (c.controller()) {
      case FEED_FORWARD -> below;
      case LSTM -> {
        List<Block> rows = new ArrayList<>(below);
        rows.add(Block.of(HIDDEN, c.hidden()));
        yield rows;
      }
    };
  }

  private static List<Block> columns(NetworkConfiguration c, String name) {
    if (name.startsWith(CONTROLLER)) {
      return switch (c.controller()) {
        case FEED_FORWARD -> List.of();
        case LSTM ->
            List.of("i", "f", "o", "g").stream().map(gate -> Block.of(gate, c.hidden())).toList();
      };
    }
    if (!name.startsWith("heads.")) {
      return List.of();
    }
    List<Block> blocks = new ArrayList<>();
    for (HeadPart part : HeadPart.values()) {
      String word = part.name().toLowerCase(Locale.ROOT);
      switch (part) {
        case KEY -> blocks.addAll(heads(c, word, c.width()));
        case KEY_STRENGTH, GATE, SHARPENING -> blocks.addAll(heads(c, word, 1));
        case SHIFT -> blocks.addAll(heads(c, TensorAxis.SHIFT, c.shifts()));
        case ERASE, ADD -> blocks.add(new Block(WRITE, c.writeHeads(), word, c.width()));
      }
    }
    return blocks;
  }

  private static List<Block> heads(NetworkConfiguration c, String part, int size) {
    return List.of(
        new Block(WRITE, c.writeHeads(), part, size), new Block(READ, c.readHeads(), part, size));
  }

  private static List<Block> reads(NetworkConfiguration c) {
    return switch (c.memory()) {
      case NONE -> List.of();
      case NTM -> List.of(new Block("r", c.readHeads(), "", c.width()));
    };
  }

  private static List<Block> joined(Block first, List<Block> others) {
    List<Block> all = new ArrayList<>(List.of(first));
    all.addAll(others);
    return all;
  }
}
