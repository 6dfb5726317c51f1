package io.github.tapehead.model;

import io.github.tapehead.model.json.Json;
import io.github.tapehead.model.json.JsonWriter;
import io.github.tapehead.model.safetensors.Mutations;
import io.github.tapehead.model.safetensors.SafetensorsHeader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Makes weights files with headers that somebody thought about, out of a valid one. */
final class HostileHeaders {
  private static final String METADATA = "__metadata__";

  private final Random random;

  HostileHeaders(Random random) {
    this.random = random;
  }

  /** A file that must be refused. */
  byte[] refused(byte[] valid) {
    Map<String, Object> header = object(valid);
    List<String> names = new ArrayList<>(header.keySet());
    names.remove(METADATA);
    String name = names.get(random.nextInt(names.size()));
    String other = names.get((names.indexOf(name) + 1) % names.size());
    Map<String, Object> tensor = map(header.get(name));
    List<Object> shape = new ArrayList<>((List<?>) tensor.get("shape"));
    List<?> offsets = (List<?>) tensor.get("data_offsets");
    long start = (Long) offsets.getFirst();
    long end = (Long) offsets.getLast();
    Map<String, Object> metadata = map(header.get(METADATA));
    String config = (String) metadata.get("config");
    Object wrong = any(null, true, List.of(), Map.of(), List.of(Map.of()), 7L, "x", 0.5);
    switch (random.nextInt(20)) {
      case 0 -> {
        String text = JsonWriter.write(header);
        String twice = ", \"" + name + "\": " + JsonWriter.write(tensor) + "}";
        return with(valid, text.substring(0, text.length() - 1) + twice);
      }
      case 1 -> tensor.put("data_offsets", map(header.get(other)).get("data_offsets"));
      case 2 -> tensor.put("data_offsets", List.of(start + 4, end + 4));
      case 3 -> tensor.put("data_offsets", List.of(end, start));
      case 4 -> tensor.put("data_offsets", List.of(start, Long.MAX_VALUE - random.nextInt(8)));
      case 5 -> tensor.put("data_offsets", List.of(start - (1L << 32), end - (1L << 32)));
      case 6 -> shape.set(0, (Long) shape.getFirst() + any(1L, -1L, 1L << 31, 1L << 32));
      case 7 -> Collections.addAll(shape, 65536L, 65536L, 65536L, 65536L);
      case 8 -> shape.add(0L);
      case 9 -> shape.addAll(Collections.nCopies(1 + random.nextInt(400_000), 1L));
      case 10 -> tensor.put(any("dtype", "shape", "data_offsets"), wrong);
      case 11 -> tensor.put("dtype", any("F16", "BF16", "F64", "I32", "f32", "F32 "));
      case 12 -> header.put(any(name, METADATA), any(null, 1L, List.of(), "x"));
      case 13 -> metadata.put(any("config", "note"), any(null, true, List.of(), Map.of(), 7L));
      case 14 -> metadata.put("config", any("", "{}", "[", config + config, config + " x"));
      case 15 -> metadata.put("config", absurd(config));
      case 16 -> header.put(name + any("x", " ", "\u0000", "\n", "\u001b[2J"), header.remove(name));
      case 17 -> header.remove(name);
      case 18 -> {
        return with(valid, garbage());
      }
      default -> {
        metadata.put("config", garbage());
      }
    }
    if (tensor.containsKey("shape") && !shape.equals(map(object(valid).get(name)).get("shape"))) {
      tensor.put("shape", shape);
    }
    return with(valid, JsonWriter.write(header));
  }

  /** A file that says the same in other words. */
  byte[] same(byte[] valid) {
    Map<String, Object> header = object(valid);
    List<String> names = new ArrayList<>(header.keySet());
    Collections.shuffle(names, random);
    Map<String, Object> shuffled = new LinkedHashMap<>();
    names.forEach(name -> shuffled.put(name, header.get(name)));
    // As many empty tensors as a header has room for, now and then.
    int more = random.nextInt(20) == 0 ? 25_000 : 0;
    for (int i = 0; i < more; i++) {
      Object nothing = List.of(0L, 0L);
      shuffled.put(
          WeightsFile.TRAINING + i,
          Map.of("dtype", "F32", "shape", List.of(0L), "data_offsets", nothing));
    }
    if (more > 0) {
      return with(valid, JsonWriter.write(shuffled));
    }
    String blanks = any("", " ", "\n\t", "\r\n", " ".repeat(1000));
    String text =
        JsonWriter.write(shuffled).replace("\"dtype\": ", blanks + "\"dtype\"" + blanks + ":");
    return with(
        valid, any(text, text.replace("o", "\\u006f"), text.replace("dtype", "\\u0064type")));
  }

  /** One size or more as large as the configuration takes them, and larger. */
  private String absurd(String config) {
    String text = config;
    int first = random.nextInt(8);
    List<String> sizes =
        List.of("layers", "inputs", "outputs", "hidden", "width", "read_heads", "write_heads");
    for (int i = 0; i < sizes.size(); i++) {
      if (i >= first || i == sizes.size() - 1) {
        String size = any("65536", "65535", "2147483647", "4294967297", "-1");
        text = text.replaceAll("(\"" + sizes.get(i) + "\": )\\d+", "$1" + size);
      }
    }
    return text;
  }

  /** JSON that takes far more memory than its text, or stack, up to what a header may have. */
  private String garbage() {
    int size = any(1_000, 10_000, 1_000_000, SafetensorsHeader.MAX_BYTES - 100_000);
    String part =
        any("{},", "[],", "{\"\":0},", "[0],", "0,", "1e1,", "\"a\",", "[[[[]]]],", "\"\\u00ff\",");
    String deep = any("[", "{\"a\":", "[{\"\":");
    return switch (random.nextInt(4)) {
      case 0 -> deep.repeat(size / deep.length());
      case 1 -> "\"" + "\u20ac".repeat(size / 3);
      default -> "{\"a\": [" + part.repeat(size / part.length()) + "0]}";
    };
  }

  private static byte[] with(byte[] valid, String header) {
    return Mutations.file(header.getBytes(StandardCharsets.UTF_8), Mutations.data(valid));
  }

  private static Map<String, Object> object(byte[] file) {
    return map(Json.read(Mutations.header(file)));
  }

  /** The object itself, which may be changed. */
  @SuppressWarnings("unchecked")
  private static Map<String, Object> map(Object value) {
    return (Map<String, Object>) value;
  }

  @SafeVarargs
  private <T> T any(T... values) {
    return values[random.nextInt(values.length)];
  }
}
