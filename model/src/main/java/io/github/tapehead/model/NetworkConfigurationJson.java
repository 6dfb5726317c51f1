package io.github.tapehead.model;

import java.util.LinkedHashMap;
import java.util.Map;

/** A {@link NetworkConfiguration} as the JSON object that a weights file carries. */
final class NetworkConfigurationJson {
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
    json.put("key_activation", c.keyActivation().toString());
    json.put("add_activation", c.addActivation().toString());
    json.put(
        "initial_memory",
        c.initialMemory() instanceof InitialMemory.Constant(float value)
            ? value
            : c.initialMemory().toString());
    if (c.headClip() != 0) {
      json.put("head_clip", c.headClip());
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
            json.choice("controller", ControllerKind.values(), null),
            json.integer("layers"),
            json.integer("inputs"),
            json.integer("outputs"),
            json.integer("hidden"),
            json.choice("memory", MemoryKind.values(), MemoryKind.NTM),
            json.integer("locations"),
            json.integer("width"),
            json.integer("read_heads"),
            json.integer("write_heads"),
            json.integer("shift_range"),
            json.choice("access_order", AccessOrder.values(), null),
            json.choice("initial_state", InitialState.values(), null),
            json.choice("key_activation", Activation.values(), null),
            json.choice("add_activation", Activation.values(), null),
            json.value(
                "initial_memory",
                "a number, learned or random",
                NetworkConfigurationJson::initialMemory),
            (float) json.number("head_clip", 0));
    json.requireAllRead();
    return configuration;
  }

  private static InitialMemory initialMemory(Object value) {
    return switch (value) {
      case Number number -> new InitialMemory.Constant(number.floatValue());
      case String word when word.equals("learned") -> new InitialMemory.Learned();
      case String word when word.equals("random") -> new InitialMemory.Random();
      case null, default -> null;
    };
  }
}
