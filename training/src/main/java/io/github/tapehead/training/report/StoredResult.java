package io.github.tapehead.training.report;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.github.tapehead.model.NetworkConfiguration;
import io.github.tapehead.training.StopReason;
import io.github.tapehead.training.TrainingConfiguration;
import io.github.tapehead.training.TrainingResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A summary that a {@link ResultFile} has written, read again.
 *
 * @param task the task's name
 * @param seed of the run
 * @param metadata what the task said of itself, such as which text it was
 * @param network what was trained
 * @param parameters how many it has
 * @param settings how it was trained, in words
 * @param maxSequences after which training ends if the target is not reached
 * @param targetBits the loss at which training ends; 0 for none
 * @param sequencesAfterTarget for which the loss had to stay below the target
 * @param maxSeconds the time after which it ends; 0 for none
 * @param result how it went
 * @param tests the tests after it
 * @param host where it ran
 * @param version of the program that ran it
 * @param configuration everything that decided the run but task and seed, as JSON
 */
public record StoredResult(
    String task,
    long seed,
    Map<String, String> metadata,
    NetworkConfiguration network,
    long parameters,
    String settings,
    long maxSequences,
    double targetBits,
    long sequencesAfterTarget,
    double maxSeconds,
    TrainingResult result,
    List<Test> tests,
    Host host,
    String version,
    String configuration) {
  private static final String UNKNOWN_VERSION = "tapehead (unknown)";

  /** Keys of a test that every task has. */
  private static final Set<String> COMMON =
      Set.of("test", "length", "sequences", "bits_per_sequence", "wrong_bits_per_sequence");

  /**
   * One test.
   *
   * @param name such as {@code length 30}
   * @param length the size in the task's own measure
   * @param sequences how many there were
   * @param bits mean loss in bits per sequence
   * @param wrongBits mean of wrong bits per sequence
   * @param measures the task's own figures by name
   */
  public record Test(
      String name,
      int length,
      int sequences,
      double bits,
      double wrongBits,
      Map<String, Double> measures) {}

  /**
   * Reads a summary; empty if there is no such file, or it is not what the present version writes.
   *
   * @throws IOException if the file is there and cannot be read
   */
  public static Optional<StoredResult> read(Path path) throws IOException {
    try {
      return Optional.of(of(JsonParser.parseString(Files.readString(path)).getAsJsonObject()));
    } catch (NoSuchFileException
        | JsonParseException
        | IllegalStateException
        | IllegalArgumentException
        | UnsupportedOperationException
        | ClassCastException e) {
      // Beside what the parser throws, these are what Gson throws where a value has another type.
      return Optional.empty();
    }
  }

  /** Whether a run of this configuration, task and seed included, would be the same run. */
  public boolean isOf(TrainingConfiguration wanted) {
    return difference(wanted).isEmpty();
  }

  /** The first thing in which this run differs from one of a configuration, in words. */
  public Optional<String> difference(TrainingConfiguration wanted) {
    if (!task.equals(wanted.task().name())) {
      return Optional.of("task: " + task + ", expected " + wanted.task().name());
    }
    if (seed != wanted.seed()) {
      return Optional.of("seed: " + seed + ", expected " + wanted.seed());
    }
    String expected = ConfigurationJson.of(wanted).toString();
    return StoredConfiguration.difference(metadata, wanted.task().metadata(), Set.of())
        .or(() -> StoredConfiguration.difference(configuration, expected, Set.of()));
  }

  private static StoredResult of(JsonObject json) {
    JsonObject configuration = value(json, "configuration").getAsJsonObject();
    return new StoredResult(
        value(json, "task").getAsString(),
        value(json, "seed").getAsLong(),
        metadata(json),
        NetworkConfiguration.fromJson(value(configuration, "network").toString()),
        value(json, "parameters").getAsLong(),
        settings(configuration),
        (long) number(configuration, "max_sequences"),
        number(configuration, "target_bits"),
        (long) number(configuration, "sequences_after_target"),
        number(configuration, "max_seconds"),
        result(json),
        tests(json),
        host(value(json, "host").getAsJsonObject()),
        // A summary without it tells everything that a report needs.
        json.has("version") ? json.get("version").getAsString() : UNKNOWN_VERSION,
        configuration.toString());
  }

  /** Without any, the task is one that says nothing. */
  private static Map<String, String> metadata(JsonObject json) {
    Map<String, String> metadata = new LinkedHashMap<>();
    if (json.has("metadata")) {
      json.getAsJsonObject("metadata")
          .asMap()
          .forEach((key, value) -> metadata.put(key, value.getAsString()));
    }
    return metadata;
  }

  private static String settings(JsonObject json) {
    JsonObject clipping = value(json, "clipping").getAsJsonObject();
    String clip = value(clipping, "by").getAsString();
    return "%s %s, %s; batch %s, %s of the loss, clip %s; curriculum %s%s%s"
        .formatted(
            value(value(json, "optimizer").getAsJsonObject(), "name").getAsString(),
            value(json, "learning_rate").getAsString(),
            value(json, "schedule").getAsString(),
            value(json, "batch").getAsString(),
            value(json, "loss").getAsString(),
            clip.equals("none") ? clip : clip + ":" + value(clipping, "limit").getAsString(),
            value(json, "curriculum").getAsString(),
            unlessZero(json, "key_strength_bias"),
            unlessZero(json, "memory_smoothing"));
  }

  private static String unlessZero(JsonObject json, String key) {
    String number = value(json, key).getAsString();
    return Float.parseFloat(number) == 0 ? "" : "; " + key.replace('_', ' ') + " " + number;
  }

  private static TrainingResult result(JsonObject json) {
    String reason = value(json, "stop_reason").getAsString();
    return new TrainingResult(
        Arrays.stream(StopReason.values())
            .filter(each -> each.toString().equals(reason))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("stop_reason: " + reason)),
        value(json, "sequences").getAsLong(),
        value(json, "steps").getAsLong(),
        value(json, "skipped_steps").getAsLong(),
        number(json, "seconds"),
        number(json, "bits_per_sequence"),
        number(json, "wrong_bits_per_sequence"),
        // Summaries of earlier versions do not have it.
        json.has("reach") ? number(json, "reach") : Double.NaN,
        staleness(value(json, "staleness").getAsJsonObject()),
        target(value(json, "target")));
  }

  private static TrainingResult.Staleness staleness(JsonObject json) {
    return new TrainingResult.Staleness(number(json, "mean"), value(json, "most").getAsLong());
  }

  private static TrainingResult.Target target(JsonElement element) {
    if (element.isJsonNull()) {
      return null;
    }
    JsonObject json = element.getAsJsonObject();
    return new TrainingResult.Target(
        moment(value(json, "first")),
        moment(value(json, "for_good")),
        number(json, "worst_bits_after"));
  }

  private static TrainingResult.Moment moment(JsonElement element) {
    if (element.isJsonNull()) {
      return null;
    }
    JsonObject json = element.getAsJsonObject();
    return new TrainingResult.Moment(value(json, "sequences").getAsLong(), number(json, "seconds"));
  }

  private static List<Test> tests(JsonObject json) {
    List<Test> tests = new ArrayList<>();
    for (JsonElement element : value(json, "evaluation").getAsJsonArray()) {
      JsonObject entry = element.getAsJsonObject();
      Map<String, Double> measures = new LinkedHashMap<>();
      for (String key : entry.keySet()) {
        if (!COMMON.contains(key)) {
          measures.put(key, number(entry, key));
        }
      }
      tests.add(
          new Test(
              value(entry, "test").getAsString(),
              value(entry, "length").getAsInt(),
              value(entry, "sequences").getAsInt(),
              number(entry, "bits_per_sequence"),
              number(entry, "wrong_bits_per_sequence"),
              measures));
    }
    return List.copyOf(tests);
  }

  private static Host host(JsonObject json) {
    return new Host(
        value(json, "cpu").getAsString(),
        value(json, "processors").getAsInt(),
        value(json, "vector_bits").getAsInt(),
        value(json, "jvm").getAsString());
  }

  private static double number(JsonObject json, String key) {
    JsonElement value = value(json, key);
    return value.isJsonNull() ? Double.NaN : value.getAsDouble();
  }

  private static JsonElement value(JsonObject json, String key) {
    JsonElement value = json.get(key);
    if (value == null) {
      throw new IllegalArgumentException(key + ": missing");
    }
    return value;
  }
}
