package io.github.tapehead.model;

/** In which order the heads address, write and read the memory within a step. */
public enum AccessOrder {
  /** Write heads address and write the memory; read heads address and read what was written. */
  WRITE_READ("write_read"),
  /** All heads address the memory as it was; it is written; read heads read what was written. */
  JOINT("joint"),
  /** All heads address the memory as it was; read heads read it; then it is written. */
  READ_WRITE("read_write");

  private final String json;

  AccessOrder(String json) {
    this.json = json;
  }

  @Override
  public String toString() {
    return json;
  }
}
