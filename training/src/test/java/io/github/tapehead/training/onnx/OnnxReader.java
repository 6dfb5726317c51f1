package io.github.tapehead.training.onnx;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A message of Protocol Buffers that was read: values by field number, in their order. Written
 * without a look at the writer.
 */
final class OnnxReader {
  private final Map<Integer, List<Object>> fields = new HashMap<>();

  OnnxReader(byte[] bytes) {
    this(ByteBuffer.wrap(bytes));
  }

  private OnnxReader(ByteBuffer bytes) {
    while (bytes.hasRemaining()) {
      long key = varint(bytes);
      Object value =
          switch ((int) (key & 7)) {
            case 0 -> varint(bytes);
            case 2 -> {
              int length = Math.toIntExact(varint(bytes));
              ByteBuffer slice = bytes.slice(bytes.position(), length);
              bytes.position(bytes.position() + length);
              yield slice;
            }
            default -> throw new AssertionError("wire type " + (key & 7));
          };
      fields.computeIfAbsent((int) (key >>> 3), _ -> new ArrayList<>()).add(value);
    }
  }

  /** The integers of a field. */
  List<Long> numbers(int field) {
    return fields.getOrDefault(field, List.of()).stream().map(Long.class::cast).toList();
  }

  /** The only integer of a field. */
  long number(int field) {
    return only(numbers(field));
  }

  /** The texts of a field. */
  List<String> texts(int field) {
    return buffers(field).stream()
        .map(buffer -> StandardCharsets.UTF_8.decode(buffer).toString())
        .toList();
  }

  /** The only text of a field. */
  String text(int field) {
    return only(texts(field));
  }

  /** The messages of a field. */
  List<OnnxReader> messages(int field) {
    return buffers(field).stream().map(OnnxReader::new).toList();
  }

  /** The only message of a field. */
  OnnxReader message(int field) {
    return only(messages(field));
  }

  /** The lengths of a field's values in bytes. */
  List<Integer> lengths(int field) {
    return buffers(field).stream().map(ByteBuffer::remaining).toList();
  }

  private List<ByteBuffer> buffers(int field) {
    return fields.getOrDefault(field, List.of()).stream()
        .map(value -> ((ByteBuffer) value).duplicate())
        .toList();
  }

  private static <T> T only(List<T> values) {
    if (values.size() != 1) {
      throw new AssertionError(values.size() + " values, expected 1");
    }
    return values.getFirst();
  }

  private static long varint(ByteBuffer bytes) {
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      byte next = bytes.get();
      value |= (next & 0x7FL) << shift;
      if (next >= 0) {
        return value;
      }
    }
  }
}
