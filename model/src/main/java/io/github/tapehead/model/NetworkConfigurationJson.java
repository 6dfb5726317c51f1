package io.github.tapehead.model;

import io.github.tapehead.model.json.JsonObject;
import io.github.tapehead.model.json.JsonWriter;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A {@link NetworkConfiguration} as the JSON object that a weights file carries. */
final class NetworkConfigurationJson {
  /** The parts whose activation is always written. */
  private static final List<HeadPart> REQUIRED = List.of(HeadPart.KEY, HeadPart.ADD);

  private NetworkConfigurationJson() {}

  /** Writes all keys but those that a missing key says as well. */
  static String write(NetworkConfiguration c) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("controller", c.controller().toString());
    json.put("layers", c.layers());
    json.put("inputs", c.inputs());
    json.put("outputs", c.outputs());
    json.put("hidden", c.hidden());
    if (c.memory() != MemoryKind.NTM) {
      json.put("memory", c.memory().toString());
    }
    json.put("locations", c.locations());
    json.put("width", c.width());
    json.put("read_heads", c.readHeads());
    json.put("write_heads", c.writeHeads());
    json.put("shift_range", c.shiftRange());
    json.put("access_order", c.accessOrder().toString());
    json.put("initial_state", c.initialState().toString());
    for (HeadPart part : REQUIRED) {
      json.put(part.option(), c.activations().of(part).toString());
    }
    json.put(
        "initial_memory",
        c.initialMemory() instanceof InitialMemory.Constant(float value)
            ? value
            : c.initialMemory().toString());
    if (c.headClip() != 0) {
      json.put("head_clip", c.headClip());
    }
    for (HeadPart part : HeadPart.options()) {
      Activation activation = c.activations().of(part);
      if (activation != part.usual()) {
        json.putIfAbsent(part.option(), activation.toString());
      }
    }
    return JsonWriter.write(json);
  }

  /**
   * Reads what {@link #write} writes.
   *
   * @throws IllegalArgumentException that names the key, the value found and the value expected
   */
  static NetworkConfiguration read(String text) {
    JsonObject json = JsonObject.parse("config", text);
    NetworkConfiguration configuration =
        new NetworkConfiguration(
            json.choice("controller", List.of(ControllerKind.values()), null),
            json.integer("layers"),
            json.integer("inputs"),
            json.integer("outputs"),
            json.integer("hidden"),
            json.choice("memory", List.of(MemoryKind.values()), MemoryKind.NTM),
            json.integer("locations"),
            json.integer("width"),
            json.integer("read_heads"),
            json.integer("write_heads"),
            json.integer("shift_range"),
            json.choice("access_order", List.of(AccessOrder.values()), null),
            json.choice("initial_state", List.of(InitialState.values()), null),
            activations(json),
            json.value(
                "initial_memory",
                "a number, learned, random or given",
                NetworkConfigurationJson::initialMemory),
            (float) json.number("head_clip", 0));
    json.requireAllRead();
    return configuration;
  }

  private static HeadActivations activations(JsonObject json) {
    Map<HeadPart, Activation> chosen = new EnumMap<>(HeadPart.class);
    for (HeadPart part : HeadPart.options()) {
      Activation missing = REQUIRED.contains(part) ? null : part.usual();
      chosen.put(part, json.choice(part.option(), part.choices(), missing));
    }
    return new HeadActivations(chosen);
  }

  private static InitialMemory initialMemory(Object value) {
    return switch (value) {
      case Number number -> new InitialMemory.Constant(number.floatValue());
      case String word when word.equals("learned") -> new InitialMemory.Learned();
      case String word when word.equals("random") -> new InitialMemory.Random();
      case String word when word.equals("given") -> new InitialMemory.Given();
      case null, default -> null;
    };
  }
}
