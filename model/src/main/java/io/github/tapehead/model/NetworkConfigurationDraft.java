package io.github.tapehead.model;

/** The values of a configuration, some of them to be changed. Checked when it is finished. */
final class NetworkConfigurationDraft {
  int layers;
  int hidden;
  MemoryKind memory;
  int locations;
  int width;
  int readHeads;
  int writeHeads;
  int shiftRange;
  AccessOrder accessOrder;
  InitialState initialState;
  Activation keyActivation;
  Activation addActivation;
  InitialMemory initialMemory;
  float headClip;

  private final NetworkConfiguration original;

  /** Begins with the values of a configuration. */
  NetworkConfigurationDraft(NetworkConfiguration c) {
    original = c;
    layers = c.layers();
    hidden = c.hidden();
    memory = c.memory();
    locations = c.locations();
    width = c.width();
    readHeads = c.readHeads();
    writeHeads = c.writeHeads();
    shiftRange = c.shiftRange();
    accessOrder = c.accessOrder();
    initialState = c.initialState();
    keyActivation = c.keyActivation();
    addActivation = c.addActivation();
    initialMemory = c.initialMemory();
    headClip = c.headClip();
  }

  /** The changed configuration. */
  NetworkConfiguration finish() {
    return new NetworkConfiguration(
        original.controller(),
        layers,
        original.inputs(),
        original.outputs(),
        hidden,
        memory,
        locations,
        width,
        readHeads,
        writeHeads,
        shiftRange,
        accessOrder,
        initialState,
        keyActivation,
        addActivation,
        initialMemory,
        headClip);
  }
}
