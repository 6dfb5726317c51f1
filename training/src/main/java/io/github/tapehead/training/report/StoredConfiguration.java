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

  private static final int LONGEST_SHOWN = 60;

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
    return difference(written, write(expected), LIMITS);
  }

  /**
   * The first thing in which JSON differs from other JSON, in words.
   *
   * @param ignored names whose values may differ
   */
  static Optional<String> difference(String written, String expected, Set<String> ignored) {
    return difference(flat(written), flat(expected), ignored);
  }

  /**
   * The first name whose value differs, in words.
   *
   * @param ignored names whose values may differ
   */
  static Optional<String> difference(
      Map<String, String> found, Map<String, String> wanted, Set<String> ignored) {
    for (Map.Entry<String, String> entry : wanted.entrySet()) {
      String value = found.get(entry.getKey());
      if (!entry.getValue().equals(value) && !ignored.contains(entry.getKey())) {
        return Optional.of(
            entry.getKey() + ": " + shown(value) + ", expected " + shown(entry.getValue()));
      }
    }
    return found.keySet().stream()
        .filter(name -> !wanted.containsKey(name))
        .findFirst()
        .map(name -> name + ": unknown, of a newer version?");
  }

  /** In one line of moderate length, whatever characters a vocabulary has. */
  private static String shown(String value) {
    if (value == null) {
      return "missing";
    }
    String line = value.replaceAll("\\p{Cntrl}", " ").strip();
    int end =
        line.offsetByCodePoints(0, Math.min(LONGEST_SHOWN, line.codePointCount(0, line.length())));
    return end == line.length() ? line : line.substring(0, end) + "…";
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
