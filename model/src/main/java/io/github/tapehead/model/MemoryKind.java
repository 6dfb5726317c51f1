package io.github.tapehead.model;

/** The kinds of external memory, with their names in a configuration's JSON. */
public enum MemoryKind {
  /** The memory of the Neural Turing Machine: content and location addressing. */
  NTM("ntm", new NtmMemory.Kind()),
  /** No memory and no heads: the plain recurrent baseline. */
  NONE("none", new NoMemory());

  private final String json;
  private final Blueprint<Memory> blueprint;

  MemoryKind(String json, Blueprint<Memory> blueprint) {
    this.json = json;
    this.blueprint = blueprint;
  }

  /** Its tensors, and how to build it. */
  Blueprint<Memory> blueprint() {
    return blueprint;
  }

  @Override
  public String toString() {
    return json;
  }
}
