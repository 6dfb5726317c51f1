package io.github.tapehead.training.onnx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * A graph of ONNX in the making: nodes in the order in which they can run, the constants that they
 * use, inputs and outputs. A value in the graph is known by its name. Only operators of opset
 * {@value #OPSET} are used, with attributes that later opsets have not changed.
 */
final class Graph {
  /**
   * The lowest opset in which softmax has one axis and the axes of sums and splits are inputs, as
   * in all later ones: whatever runs ONNX at all runs it.
   */
  static final int OPSET = 13;

  private static final int IR_VERSION = 7;
  private static final int FLOAT = 1;
  private static final int INT64 = 7;
  private static final String BATCH = "batch";

  private final String name;
  private final Set<String> names = new HashSet<>();
  private final Map<List<Long>, String> integers = new HashMap<>();
  private final List<Message> nodes = new ArrayList<>();
  private final List<Message> constants = new ArrayList<>();
  private final List<Message> inputs = new ArrayList<>();
  private final List<Message> outputs = new ArrayList<>();

  /** A graph without nodes. */
  Graph(String name) {
    this.name = name;
  }

  /** Adds an input of floats, [batch × shape…]. */
  String input(String value, List<Integer> shape) {
    inputs.add(declaration(value, FLOAT, batched(shape)));
    return define(value);
  }

  /** Adds an input of one integer, [1]. */
  String integerInput(String value) {
    inputs.add(declaration(value, INT64, new Message().put(1, new Message().put(1, 1))));
    return define(value);
  }

  /** Makes a value an output of floats, [batch × shape…]. */
  void output(String output, String value, List<Integer> shape) {
    outputs.add(declaration(output, FLOAT, batched(shape)));
    nodes.add(node("Identity", List.of(value), List.of(define(output))));
  }

  /** Adds a constant of floats under a name of its own. */
  String constant(String value, List<Integer> shape, float[] values) {
    ByteBuffer raw = ByteBuffer.allocate(values.length * Float.BYTES);
    raw.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(values);
    return constant(value, FLOAT, shape, raw.array());
  }

  /** A constant without dimensions. */
  String scalar(float value) {
    String constant = Float.toString(value);
    return names.contains(constant) ? constant : constant(constant, List.of(), new float[] {value});
  }

  /** A constant vector of integers. */
  String integers(long... values) {
    List<Long> key = Arrays.stream(values).boxed().toList();
    String known = integers.get(key);
    if (known != null) {
      return known;
    }
    ByteBuffer raw = ByteBuffer.allocate(values.length * Long.BYTES);
    raw.order(ByteOrder.LITTLE_ENDIAN).asLongBuffer().put(values);
    String constant = "integers_" + integers.size();
    integers.put(key, constant);
    return constant(constant, INT64, List.of(values.length), raw.array());
  }

  /** Adds a node with one result and no attributes. */
  String apply(String operator, String... operands) {
    return apply(operator, null, operands);
  }

  /** Adds a node with one result. */
  String apply(String operator, Message attribute, String... operands) {
    return apply(operator, attribute, 1, operands).getFirst();
  }

  /** Adds a node with several results. */
  List<String> apply(String operator, Message attribute, int results, String... operands) {
    List<String> values = new ArrayList<>();
    for (int i = 0; i < results; i++) {
      values.add(define(operator.toLowerCase(Locale.ROOT) + "_" + names.size()));
    }
    Message node = node(operator, List.of(operands), values);
    if (attribute != null) {
      node.put(5, attribute);
    }
    nodes.add(node);
    return values;
  }

  /** An attribute with an integer. */
  static Message attribute(String name, long value) {
    return new Message().put(1, name).put(3, value).put(20, 2);
  }

  /** An attribute with several integers. */
  static Message attribute(String name, long... values) {
    Message attribute = new Message().put(1, name);
    for (long value : values) {
      attribute.put(8, value);
    }
    return attribute.put(20, 7);
  }

  /**
   * The file: a {@code ModelProto}.
   *
   * @param producer the version of the program
   * @param description for people
   * @param metadata free text by key
   */
  byte[] toModel(String producer, String description, Map<String, String> metadata) {
    Message graph = new Message();
    nodes.forEach(node -> graph.put(1, node));
    graph.put(2, name);
    constants.forEach(constant -> graph.put(5, constant));
    inputs.forEach(input -> graph.put(11, input));
    outputs.forEach(output -> graph.put(12, output));
    Message model = new Message().put(1, IR_VERSION).put(2, "tapehead").put(3, producer);
    model.put(6, description).put(7, graph).put(8, new Message().put(1, "").put(2, OPSET));
    metadata.forEach((key, value) -> model.put(14, new Message().put(1, key).put(2, value)));
    return model.toBytes();
  }

  private String define(String value) {
    if (!names.add(value)) {
      throw new IllegalStateException(value + ": defined twice in graph " + name);
    }
    return value;
  }

  private String constant(String value, int type, List<Integer> shape, byte[] raw) {
    Message tensor = new Message();
    shape.forEach(size -> tensor.put(1, size));
    constants.add(tensor.put(2, type).put(8, value).put(9, raw));
    return define(value);
  }

  private Message node(String operator, List<String> operands, List<String> results) {
    Message node = new Message();
    operands.forEach(operand -> node.put(1, operand));
    results.forEach(result -> node.put(2, result));
    return node.put(3, "node_" + nodes.size()).put(4, operator);
  }

  private static Message batched(List<Integer> shape) {
    Message dimensions = new Message().put(1, new Message().put(2, BATCH));
    shape.forEach(size -> dimensions.put(1, new Message().put(1, size)));
    return dimensions;
  }

  private static Message declaration(String value, int type, Message shape) {
    Message tensor = new Message().put(1, type).put(2, shape);
    return new Message().put(1, value).put(2, new Message().put(1, tensor));
  }
}
