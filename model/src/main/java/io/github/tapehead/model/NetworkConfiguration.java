package io.github.tapehead.model;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Everything that decides the shape of a network and of its weights file.
 *
 * @param controller the kind of controller
 * @param layers controller layers, 1 or more
 * @param inputs floats in an input vector
 * @param outputs floats in an output vector
 * @param hidden units in each controller layer (H)
 * @param memory the kind of memory; with {@link MemoryKind#NONE} the sizes of memory and heads are
 *     0
 * @param locations memory locations (N)
 * @param width floats in a location (M)
 * @param readHeads read heads (R)
 * @param writeHeads write heads (W)
 * @param shiftRange the largest shift, in locations, either way
 * @param accessOrder the order of addressing, writing and reading within a step
 * @param initialState where the state before the first step comes from
 * @param keyActivation the nonlinearity of keys
 * @param addActivation the nonlinearity of add vectors
 * @param initialMemory what every float of the memory holds before the first step
 */
public record NetworkConfiguration(
    ControllerKind controller,
    int layers,
    int inputs,
    int outputs,
    int hidden,
    MemoryKind memory,
    int locations,
    int width,
    int readHeads,
    int writeHeads,
    int shiftRange,
    AccessOrder accessOrder,
    InitialState initialState,
    Activation keyActivation,
    Activation addActivation,
    float initialMemory) {

  /** The largest value of any size: far beyond use. */
  public static final int MAX_SIZE = 1 << 16;

  /** The largest number of weights in a layer: every size and offset is an {@code int}. */
  public static final long MAX_WEIGHTS = 1L << 28;

  /**
   * Checks every value.
   *
   * @throws IllegalArgumentException that names the value, what it is and what it must be
   */
  public NetworkConfiguration {
    Objects.requireNonNull(controller, "controller");
    Objects.requireNonNull(memory, "memory");
    Objects.requireNonNull(accessOrder, "access_order");
    Objects.requireNonNull(initialState, "initial_state");
    Objects.requireNonNull(keyActivation, "key_activation");
    Objects.requireNonNull(addActivation, "add_activation");
    requireSize("layers", layers, 1);
    requireSize("inputs", inputs, 1);
    requireSize("outputs", outputs, 1);
    requireSize("hidden", hidden, 1);
    int least = memory == MemoryKind.NONE ? 0 : 1;
    requireSize("locations", locations, least);
    requireSize("width", width, least);
    requireSize("read_heads", readHeads, least);
    requireSize("write_heads", writeHeads, least);
    requireSize("shift_range", shiftRange, 0);
    if (memory == MemoryKind.NONE) {
      if (locations + width + readHeads + writeHeads + shiftRange != 0) {
        throw new IllegalArgumentException(
            "memory: none, expected locations, width, heads and shift_range of 0");
      }
    } else if (2 * shiftRange + 1 > locations) {
      throw new IllegalArgumentException(
          "shift_range: "
              + shiftRange
              + ", must be at most (locations - 1) / 2 = "
              + (locations - 1) / 2);
    }
    long reads = (long) readHeads * width;
    long heads = (long) readHeads + writeHeads;
    requireWeights("controller", inputs + reads + hidden, 4L * hidden);
    requireWeights("layers", layers, 8L * hidden * hidden);
    requireWeights(
        "heads", heads * (width + 2L * shiftRange + 4) + 2L * writeHeads * width, hidden);
    requireWeights("output", hidden + reads, outputs);
    requireWeights("memory", (long) locations * width, 1 + heads);
    if (!Float.isFinite(initialMemory)) {
      throw new IllegalArgumentException("initial_memory: " + initialMemory + ", must be finite");
    }
  }

  /**
   * The paper's sizes: one head of each kind, memory 128×20, 100 units, shifts of −1, 0, 1.
   *
   * @param inputs floats in an input vector
   * @param outputs floats in an output vector
   */
  public static NetworkConfiguration ntm(ControllerKind controller, int inputs, int outputs) {
    return new NetworkConfiguration(
        controller,
        1,
        inputs,
        outputs,
        100,
        MemoryKind.NTM,
        128,
        20,
        1,
        1,
        1,
        AccessOrder.WRITE_READ,
        InitialState.FIXED,
        Activation.TANH,
        Activation.TANH,
        1e-6f);
  }

  /** All heads: write heads first, then read heads. */
  public int heads() {
    return writeHeads + readHeads;
  }

  /** Floats in the read vectors of a step, R·M. */
  public int readWidth() {
    return readHeads * width;
  }

  /** Weights of a head's shift, 2·range + 1. */
  public int shifts() {
    return 2 * shiftRange + 1;
  }

  /** The configuration as the JSON object that a weights file carries. */
  public String toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("controller", controller.toString());
    json.put("layers", layers);
    json.put("inputs", inputs);
    json.put("outputs", outputs);
    json.put("hidden", hidden);
    if (memory != MemoryKind.NTM) {
      json.put("memory", memory.toString());
    }
    json.put("locations", locations);
    json.put("width", width);
    json.put("read_heads", readHeads);
    json.put("write_heads", writeHeads);
    json.put("shift_range", shiftRange);
    json.put("access_order", accessOrder.toString());
    json.put("initial_state", initialState.toString());
    json.put("key_activation", keyActivation.toString());
    json.put("add_activation", addActivation.toString());
    json.put("initial_memory", initialMemory);
    return Json.write(json);
  }

  /**
   * Reads what {@link #toJson} writes. {@code memory} may be missing and is then {@code ntm}; every
   * other key is required, and an unknown one is an error, for it would change the network.
   *
   * @throws IllegalArgumentException that names the key, the value found and the value expected
   */
  public static NetworkConfiguration fromJson(String text) {
    JsonObject json = JsonObject.parse("config", text);
    NetworkConfiguration configuration =
        new NetworkConfiguration(
            json.choice("controller", ControllerKind.values(), null),
            json.integer("layers"),
            json.integer("inputs"),
            json.integer("outputs"),
            json.integer("hidden"),
            json.choice("memory", MemoryKind.values(), MemoryKind.NTM),
            json.integer("locations"),
            json.integer("width"),
            json.integer("read_heads"),
            json.integer("write_heads"),
            json.integer("shift_range"),
            json.choice("access_order", AccessOrder.values(), null),
            json.choice("initial_state", InitialState.values(), null),
            json.choice("key_activation", Activation.values(), null),
            json.choice("add_activation", Activation.values(), null),
            (float) json.number("initial_memory"));
    json.requireAllRead();
    return configuration;
  }

  private static void requireWeights(String name, long rows, long columns) {
    if (Math.multiplyHigh(rows, columns) != 0 || rows * columns > MAX_WEIGHTS) {
      throw new IllegalArgumentException(
          name + ": " + rows + " times " + columns + " floats, must be at most " + MAX_WEIGHTS);
    }
  }

  private static void requireSize(String name, int value, int least) {
    if (value < least || value > MAX_SIZE) {
      throw new IllegalArgumentException(
          name + ": " + value + ", must be from " + least + " to " + MAX_SIZE);
    }
  }
}
