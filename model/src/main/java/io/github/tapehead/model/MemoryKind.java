package io.github.tapehead.model;

/** The kinds of external memory, with their names in a configuration's JSON. */
public enum MemoryKind {
  /** The memory of the Neural Turing Machine: content and location addressing. */
  NTM("ntm"),
  /** No memory and no heads: the plain recurrent baseline. */
  NONE("none");

  private final String json;

  MemoryKind(String json) {
    this.json = json;
  }

  @Override
  public String toString() {
    return json;
  }
}
