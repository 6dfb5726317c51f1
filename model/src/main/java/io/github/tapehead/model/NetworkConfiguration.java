package io.github.tapehead.model;

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
 * @param activations the nonlinearities of the heads' parameters
 * @param initialMemory what the memory holds before the first step
 * @param headClip the raw parameters of the heads are clipped to ±headClip before their
 *     nonlinearities, and where they are clipped their gradient is zero (Collier and Beel 2018 clip
 *     to ±20); 0 for no clipping
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
    HeadActivations activations,
    InitialMemory initialMemory,
    float headClip) {

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
    Objects.requireNonNull(activations, "activations");
    Objects.requireNonNull(initialMemory, "initial_memory");
    Sizes.require("layers", layers, 1);
    Sizes.require("inputs", inputs, 1);
    Sizes.require("outputs", outputs, 1);
    Sizes.require("hidden", hidden, 1);
    int least = memory == MemoryKind.NONE ? 0 : 1;
    Sizes.require("locations", locations, least);
    Sizes.require("width", width, least);
    Sizes.require("read_heads", readHeads, least);
    Sizes.require("write_heads", writeHeads, least);
    Sizes.require("shift_range", shiftRange, 0);
    if (memory == MemoryKind.NONE) {
      if (locations + width + readHeads + writeHeads + shiftRange != 0) {
        throw new IllegalArgumentException(
            "memory: none, expected locations, width, heads and shift_range of 0");
      }
      if (headClip != 0 || !(initialMemory instanceof InitialMemory.Constant)) {
        throw new IllegalArgumentException(
            "memory: none, expected no head_clip and a number for initial_memory");
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
    Sizes.requireWeights("controller", inputs + reads + hidden, 4L * hidden);
    Sizes.requireWeights("layers", layers, 8L * hidden * hidden);
    Sizes.requireWeights(
        "heads", heads * (width + 2L * shiftRange + 4) + 2L * writeHeads * width, hidden);
    Sizes.requireWeights("output", hidden + reads, outputs);
    Sizes.requireWeights("memory", (long) locations * width, 1 + heads);
    if (!(headClip >= 0 && headClip <= Float.MAX_VALUE)) {
      throw new IllegalArgumentException("head_clip: " + headClip + ", must be finite, 0 or more");
    }
    // −0 becomes 0.
    headClip += 0f;
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
        HeadActivations.USUAL,
        InitialMemory.SMALL,
        0);
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

  /** The same values, to change several of them. */
  public NetworkConfigurationBuilder change() {
    return new NetworkConfigurationBuilder(this);
  }

  /** The same network with another number of controller layers. */
  public NetworkConfiguration withLayers(int value) {
    return change().layers(value).build();
  }

  /** The same network with another number of units in each controller layer. */
  public NetworkConfiguration withHidden(int value) {
    return change().hidden(value).build();
  }

  /** The same network with a memory of another size. */
  public NetworkConfiguration withMemory(int newLocations, int newWidth) {
    return change().locations(newLocations).width(newWidth).build();
  }

  /** The controller alone, without memory and heads and what concerns them: the baseline. */
  public NetworkConfiguration withoutMemory() {
    return change()
        .memory(MemoryKind.NONE)
        .locations(0)
        .width(0)
        .readHeads(0)
        .writeHeads(0)
        .shiftRange(0)
        .activations(HeadActivations.USUAL)
        .initialMemory(InitialMemory.SMALL)
        .headClip(0)
        .build();
  }

  /** The same network with so many read heads, and as many write heads. */
  public NetworkConfiguration withHeads(int each) {
    return withHeads(each, each);
  }

  /** The same network with other numbers of heads. */
  public NetworkConfiguration withHeads(int read, int write) {
    return change().readHeads(read).writeHeads(write).build();
  }

  /** The same network with another range of shifts. */
  public NetworkConfiguration withShiftRange(int value) {
    return change().shiftRange(value).build();
  }

  /** The same network with another order within a step. */
  public NetworkConfiguration withAccessOrder(AccessOrder value) {
    return change().accessOrder(value).build();
  }

  /** The same network with another state before the first step. */
  public NetworkConfiguration withInitialState(InitialState value) {
    return change().initialState(value).build();
  }

  /**
   * The same network with another activation of a part of its heads.
   *
   * @throws IllegalArgumentException if the part cannot have it
   */
  public NetworkConfiguration withActivation(HeadPart part, Activation value) {
    return change().activation(part, value).build();
  }

  /** The same network with other activations of its heads. */
  public NetworkConfiguration withActivations(HeadActivations value) {
    return change().activations(value).build();
  }

  /** The same network with another memory before the first step. */
  public NetworkConfiguration withInitialMemory(InitialMemory value) {
    return change().initialMemory(value).build();
  }

  /** The same network with another limit of the heads' raw parameters, 0 for none. */
  public NetworkConfiguration withHeadClip(float value) {
    return change().headClip(value).build();
  }

  /** The configuration as the JSON object that a weights file carries. */
  public String toJson() {
    return NetworkConfigurationJson.write(this);
  }

  /**
   * Reads what {@link #toJson} writes. {@code memory} may be missing and is then {@code ntm},
   * {@code head_clip}, then 0, and the activations of all parts but key and add, then the usual
   * ones; every other key is required, and an unknown one is an error, for it would change the
   * network.
   *
   * @throws IllegalArgumentException that names the key, the value found and the value expected
   */
  public static NetworkConfiguration fromJson(String text) {
    return NetworkConfigurationJson.read(text);
  }
}
