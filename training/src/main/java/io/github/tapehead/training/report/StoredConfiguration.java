package io.github.tapehead.training.report;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.github.tapehead.training.TrainingConfiguration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/** Everything that decides a training, as text in files that a training leaves. */
public final class StoredConfiguration {
  /** Key of the task's name in the metadata of weights. */
  public static final String TASK = "task";

  /** Key of the seed in the metadata of weights. */
  public static final String SEED = "seed";

  /** When a training ends does not change what it is until then. */
  private static final Set<String> LIMITS =
      Set.of("max_sequences", "target_bits", "sequences_after_target", "max_seconds");

  private StoredConfiguration() {}

  /** What weights say of their origin, by key: task, seed, and what the task adds. */
  public static Map<String, String> origin(TrainingConfiguration configuration) {
    Map<String, String> origin = new LinkedHashMap<>();
    origin.put(TASK, configuration.task().name());
    origin.put(SEED, Long.toString(configuration.seed()));
    origin.putAll(configuration.task().metadata());
    return origin;
  }

  /** A configuration as JSON. */
  public static String write(TrainingConfiguration configuration) {
    JsonObject object = new JsonObject();
    origin(configuration).forEach(object::addProperty);
    object.addProperty("max_steps", configuration.task().maxSteps());
    ConfigurationJson.of(configuration).asMap().forEach(object::add);
    return object.toString();
  }

  /**
   * The first thing, limits aside, in which a written configuration differs from another, in words.
   *
   * @param written by {@link #write}
   */
  public static Optional<String> difference(String written, TrainingConfiguration expected) {
    SequencedMap<String, String> found = flat(written);
    SequencedMap<String, String> wanted = flat(write(expected));
    for (Map.Entry<String, String> entry : wanted.entrySet()) {
      String value = found.remove(entry.getKey());
      if (!entry.getValue().equals(value) && !LIMITS.contains(entry.getKey())) {
        return Optional.of(entry.getKey() + ": " + value + ", expected " + entry.getValue());
      }
    }
    return found.isEmpty()
        ? Optional.empty()
        : Optional.of(found.firstEntry().getKey() + ": unknown, of a newer version?");
  }

  /** Values by name, a point between the names of an object and of what is in it. */
  static SequencedMap<String, String> flat(String json) {
    SequencedMap<String, String> values = new LinkedHashMap<>();
    try {
      addFlat("", JsonParser.parseString(json), values);
    } catch (JsonParseException e) {
      values.put("configuration", json);
    }
    return values;
  }

  private static void addFlat(String name, JsonElement element, Map<String, String> values) {
    if (element.isJsonObject()) {
      String prefix = name.isEmpty() ? "" : name + ".";
      element
          .getAsJsonObject()
          .asMap()
          .forEach((key, value) -> addFlat(prefix + key, value, values));
    } else {
      values.put(name, element.isJsonPrimitive() ? element.getAsString() : element.toString());
    }
  }
}
