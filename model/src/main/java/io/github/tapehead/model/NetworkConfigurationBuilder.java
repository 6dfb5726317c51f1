package io.github.tapehead.model;

/**
 * Changes several values of a configuration at once: they are checked when it is {@linkplain #build
 * built}, not one by one. What the values are, says {@link NetworkConfiguration}.
 */
public final class NetworkConfigurationBuilder {
  private ControllerKind controller;
  private int layers;
  private int inputs;
  private int outputs;
  private int hidden;
  private MemoryKind memory;
  private int locations;
  private int width;
  private int readHeads;
  private int writeHeads;
  private int shiftRange;
  private AccessOrder accessOrder;
  private InitialState initialState;
  private HeadActivations activations;
  private InitialMemory initialMemory;
  private float headClip;

  /** Begins with the values of a configuration. */
  NetworkConfigurationBuilder(NetworkConfiguration c) {
    controller = c.controller();
    layers = c.layers();
    inputs = c.inputs();
    outputs = c.outputs();
    hidden = c.hidden();
    memory = c.memory();
    locations = c.locations();
    width = c.width();
    readHeads = c.readHeads();
    writeHeads = c.writeHeads();
    shiftRange = c.shiftRange();
    accessOrder = c.accessOrder();
    initialState = c.initialState();
    activations = c.activations();
    initialMemory = c.initialMemory();
    headClip = c.headClip();
  }

  /**
   * The configuration with the values set.
   *
   * @throws IllegalArgumentException that names a value that is not valid
   */
  public NetworkConfiguration build() {
    return new NetworkConfiguration(
        controller,
        layers,
        inputs,
        outputs,
        hidden,
        memory,
        locations,
        width,
        readHeads,
        writeHeads,
        shiftRange,
        accessOrder,
        initialState,
        activations,
        initialMemory,
        headClip);
  }

  /** Sets the kind of controller. */
  public NetworkConfigurationBuilder controller(ControllerKind value) {
    controller = value;
    return this;
  }

  /** Sets the number of controller layers. */
  public NetworkConfigurationBuilder layers(int value) {
    layers = value;
    return this;
  }

  /** Sets the number of floats in an input vector. */
  public NetworkConfigurationBuilder inputs(int value) {
    inputs = value;
    return this;
  }

  /** Sets the number of floats in an output vector. */
  public NetworkConfigurationBuilder outputs(int value) {
    outputs = value;
    return this;
  }

  /** Sets the number of units in each controller layer. */
  public NetworkConfigurationBuilder hidden(int value) {
    hidden = value;
    return this;
  }

  /** Sets the kind of memory. */
  public NetworkConfigurationBuilder memory(MemoryKind value) {
    memory = value;
    return this;
  }

  /** Sets the number of memory locations. */
  public NetworkConfigurationBuilder locations(int value) {
    locations = value;
    return this;
  }

  /** Sets the number of floats in a location. */
  public NetworkConfigurationBuilder width(int value) {
    width = value;
    return this;
  }

  /** Sets the number of read heads. */
  public NetworkConfigurationBuilder readHeads(int value) {
    readHeads = value;
    return this;
  }

  /** Sets the number of write heads. */
  public NetworkConfigurationBuilder writeHeads(int value) {
    writeHeads = value;
    return this;
  }

  /** Sets the largest shift. */
  public NetworkConfigurationBuilder shiftRange(int value) {
    shiftRange = value;
    return this;
  }

  /** Sets the order within a step. */
  public NetworkConfigurationBuilder accessOrder(AccessOrder value) {
    accessOrder = value;
    return this;
  }

  /** Sets the state before the first step. */
  public NetworkConfigurationBuilder initialState(InitialState value) {
    initialState = value;
    return this;
  }

  /** Sets the activations of the heads. */
  public NetworkConfigurationBuilder activations(HeadActivations value) {
    activations = value;
    return this;
  }

  /**
   * Sets the activation of one part of the heads.
   *
   * @throws IllegalArgumentException if the part cannot have it
   */
  public NetworkConfigurationBuilder activation(HeadPart part, Activation value) {
    return activations(activations.with(part, value));
  }

  /** Sets the memory before the first step. */
  public NetworkConfigurationBuilder initialMemory(InitialMemory value) {
    initialMemory = value;
    return this;
  }

  /** Sets the limit of the heads' raw parameters, 0 for none. */
  public NetworkConfigurationBuilder headClip(float value) {
    headClip = value;
    return this;
  }
}
