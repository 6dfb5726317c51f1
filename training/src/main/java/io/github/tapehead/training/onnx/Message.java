package io.github.tapehead.training.onnx;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * A message in the wire format of Protocol Buffers, as far as ONNX needs it: integers and what has
 * a length. Fields stand in the order of the calls; a repeated field is a call for each value.
 */
final class Message {
  private static final int VARINT = 0;
  private static final int LENGTH_DELIMITED = 2;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  /** An integer or an enum. */
  Message put(int field, long value) {
    varint((long) field << 3 | VARINT);
    varint(value);
    return this;
  }

  /** A text, in UTF-8. */
  Message put(int field, String value) {
    return put(field, value.getBytes(StandardCharsets.UTF_8));
  }

  /** A message within this one. */
  Message put(int field, Message value) {
    return put(field, value.toBytes());
  }

  /** Bytes. */
  Message put(int field, byte[] value) {
    lengthDelimited(field, value.length);
    bytes.writeBytes(value);
    return this;
  }

  /** The message so far. */
  byte[] toBytes() {
    return bytes.toByteArray();
  }

  private void lengthDelimited(int field, int length) {
    varint((long) field << 3 | LENGTH_DELIMITED);
    varint(length);
  }

  /** Seven bits a byte, the lowest first; the eighth says that more follow. */
  private void varint(long value) {
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      bytes.write((int) (rest & 0x7F | 0x80));
      rest >>>= 7;
    }
    bytes.write((int) rest);
  }
}
