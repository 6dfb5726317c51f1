package io.github.tapehead.model.safetensors;

import io.github.tapehead.model.json.Json;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/**
 * The header of a safetensors file, checked: every tensor is of float32, fits its shape and the
 * file, and all of them fill the data without holes or overlaps.
 *
 * @param metadata free text, by key
 * @param tensors the tensors by name, in the order of the header
 */
public record SafetensorsHeader(
    Map<String, String> metadata, SequencedMap<String, Tensor> tensors) {
  /** The most bytes that a header may have: some 15,000 tensors. */
  public static final int MAX_BYTES = 1 << 21;

  static final String METADATA = "__metadata__";
  private static final int MAX_DIMENSIONS = 32;

  /** Nothing in it changes any more. */
  public SafetensorsHeader {
    metadata = Collections.unmodifiableMap(metadata);
    tensors = Collections.unmodifiableSequencedMap(tensors);
  }

  /** A tensor's dimensions, or null if there is none of that name. */
  public List<Integer> shape(String name) {
    Tensor tensor = tensors.get(name);
    return tensor == null ? null : tensor.shape();
  }

  /**
   * Reads a header.
   *
   * @param dataSize bytes of data behind it
   * @throws IllegalArgumentException that names what is wrong
   */
  static SafetensorsHeader parse(ByteBuffer bytes, long dataSize) {
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("header: not UTF-8", e);
    }
    if (!(Json.read(text) instanceof Map<?, ?> object)) {
      throw new IllegalArgumentException("header: not a JSON object");
    }
    Map<String, String> metadata = new LinkedHashMap<>();
    SequencedMap<String, Tensor> tensors = new LinkedHashMap<>();
    for (Map.Entry<?, ?> entry : object.entrySet()) {
      String name = (String) entry.getKey();
      if (!(entry.getValue() instanceof Map<?, ?> value)) {
        throw new IllegalArgumentException(name + ": not a JSON object");
      }
      if (name.equals(METADATA)) {
        for (Map.Entry<?, ?> item : value.entrySet()) {
          if (!(item.getValue() instanceof String string)) {
            throw new IllegalArgumentException(METADATA + "." + item.getKey() + ": not a text");
          }
          metadata.put((String) item.getKey(), string);
        }
      } else {
        tensors.put(name, Tensor.of(name, value, dataSize));
      }
    }
    Tensor.requireWhole(tensors.values(), dataSize);
    return new SafetensorsHeader(metadata, tensors);
  }

  /**
   * What the header says of one tensor.
   *
   * @param name its name
   * @param shape its dimensions
   * @param start its first byte in the data
   * @param end the byte behind its last
   */
  public record Tensor(String name, List<Integer> shape, long start, long end) {
    /** Floats in the tensor. */
    public int floats() {
      return (int) ((end - start) / Float.BYTES);
    }

    static Tensor of(String name, Map<?, ?> json, long dataSize) {
      if (!"F32".equals(json.get("dtype"))) {
        throw new IllegalArgumentException(
            name + ": dtype " + json.get("dtype") + ", expected F32");
      }
      List<Integer> shape = new ArrayList<>();
      long count = 1;
      for (long dimension : integers(name, "shape", json.get("shape"))) {
        if (dimension < 0 || dimension > Integer.MAX_VALUE) {
          throw new IllegalArgumentException(name + ": dimension " + dimension);
        }
        shape.add((int) dimension);
        count = Math.multiplyHigh(count, dimension) == 0 ? count * dimension : -1;
        if (count < 0 || count > dataSize) {
          throw new IllegalArgumentException(
              name + ": shape " + json.get("shape") + ", more than the file holds");
        }
      }
      List<Long> offsets = integers(name, "data_offsets", json.get("data_offsets"));
      if (offsets.size() != 2) {
        throw new IllegalArgumentException(name + ": data_offsets " + offsets + ", expected two");
      }
      long start = offsets.get(0);
      long end = offsets.get(1);
      if (start < 0 || end < start || end > dataSize) {
        throw new IllegalArgumentException(
            name + ": data_offsets " + offsets + ", outside the data of " + dataSize + " bytes");
      }
      if (end - start != count * Float.BYTES || end - start > Integer.MAX_VALUE - 8) {
        throw new IllegalArgumentException(
            name
                + ": "
                + (end - start)
                + " bytes, expected "
                + count * Float.BYTES
                + " for "
                + shape);
      }
      return new Tensor(name, List.copyOf(shape), start, end);
    }

    private static List<Long> integers(String name, String key, Object value) {
      List<Long> integers = new ArrayList<>();
      if (value instanceof List<?> list) {
        if (list.size() > MAX_DIMENSIONS) {
          throw new IllegalArgumentException(
              name + ": " + key + " of " + list.size() + " numbers, at most " + MAX_DIMENSIONS);
        }
        for (Object element : list) {
          if (element instanceof Long integer) {
            integers.add(integer);
          } else {
            throw new IllegalArgumentException(name + ": " + key + " " + value);
          }
        }
        return integers;
      }
      throw new IllegalArgumentException(name + ": " + key + " " + value + ", expected integers");
    }

    /** Requires that the tensors fill the data, without holes or overlaps. */
    static void requireWhole(Collection<Tensor> tensors, long dataSize) {
      List<Tensor> sorted = new ArrayList<>(tensors);
      sorted.sort((a, b) ->
          a.start != b.start ? Long.compare(a.start, b.start) : Long.compare(a.end, b.end));
      long end = 0;
      for (Tensor t : sorted) {
        if (t.start != end) {
          throw new IllegalArgumentException(
              t.name + ": starts at byte " + t.start + " of the data, expected " + end);
        }
        end = t.end;
      }
      if (end != dataSize) {
        throw new IllegalArgumentException(
            "data: " + dataSize + " bytes, expected " + end + " for the tensors");
      }
    }
  }
}
