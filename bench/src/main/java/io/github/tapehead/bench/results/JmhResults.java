package io.github.tapehead.bench.results;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads and merges the files that JMH writes. */
public final class JmhResults {
  private static final String ALLOCATED = "gc.alloc.rate.norm";

  private JmhResults() {}

  /** Reads a file. */
  public static List<JmhResult> read(Path path) throws IOException {
    List<JmhResult> results = new ArrayList<>();
    for (JsonElement element : Json.read(path, JsonArray.class)) {
      results.add(result(path, element.getAsJsonObject()));
    }
    return List.copyOf(results);
  }

  /**
   * Puts new results into a file: they replace those of the same benchmark and parameters, others
   * stay. The path of the JVM, which belongs to one machine, is left out.
   */
  public static void merge(Path fresh, Path into) throws IOException {
    TreeMap<String, JsonElement> byKey = new TreeMap<>();
    for (Path path : Files.exists(into) ? List.of(into, fresh) : List.of(fresh)) {
      for (JsonElement element : Json.read(path, JsonArray.class)) {
        JsonObject object = element.getAsJsonObject();
        object.remove("jvm");
        byKey.put(key(object), object);
      }
    }
    JsonArray all = new JsonArray();
    byKey.values().forEach(all::add);
    Json.write(into, all);
  }

  private static String key(JsonObject object) {
    return text(object, "benchmark") + " " + text(object, "mode") + " " + parameters(object);
  }

  private static JmhResult result(Path path, JsonObject object) {
    try {
      JsonObject metric = object.getAsJsonObject("primaryMetric");
      String unit = text(metric, "scoreUnit");
      double scale = scale(unit);
      List<List<Double>> forks = new ArrayList<>();
      TreeMap<Double, Long> all = new TreeMap<>();
      boolean sampled = metric.has("rawDataHistogram");
      for (JsonElement fork : metric.getAsJsonArray(sampled ? "rawDataHistogram" : "rawData")) {
        List<Double> iterations = new ArrayList<>();
        for (JsonElement iteration : fork.getAsJsonArray()) {
          Map<Double, Long> histogram =
              sampled
                  ? histogram(iteration.getAsJsonArray(), scale)
                  : Map.of(iteration.getAsDouble() * scale, 1L);
          histogram.forEach((value, count) -> all.merge(value, count, Long::sum));
          if (!histogram.isEmpty()) {
            iterations.add(Samples.of(histogram).median());
          }
        }
        forks.add(List.copyOf(iterations));
      }
      return new JmhResult(
          text(object, "benchmark"),
          parameters(object),
          !unit.endsWith("/op"),
          Samples.of(all),
          List.copyOf(forks),
          allocated(object));
    } catch (NullPointerException | IllegalStateException | NumberFormatException e) {
      throw new IllegalArgumentException(
          path.getFileName() + ": not an entry that JMH writes: " + e.getMessage(), e);
    }
  }

  /** Pairs of a value and how often it was seen. */
  private static Map<Double, Long> histogram(JsonArray pairs, double scale) {
    TreeMap<Double, Long> histogram = new TreeMap<>();
    for (JsonElement pair : pairs) {
      JsonArray both = pair.getAsJsonArray();
      histogram.merge(both.get(0).getAsDouble() * scale, both.get(1).getAsLong(), Long::sum);
    }
    return histogram;
  }

  private static SortedMap<String, String> parameters(JsonObject object) {
    TreeMap<String, String> parameters = new TreeMap<>();
    if (object.has("params")) {
      object
          .getAsJsonObject("params")
          .entrySet()
          .forEach(entry -> parameters.put(entry.getKey(), entry.getValue().getAsString()));
    }
    return parameters;
  }

  private static double allocated(JsonObject object) {
    JsonObject secondary = object.getAsJsonObject("secondaryMetrics");
    if (secondary == null) {
      return Double.NaN;
    }
    for (Map.Entry<String, JsonElement> entry : secondary.entrySet()) {
      if (entry.getKey().endsWith(ALLOCATED)) {
        return entry.getValue().getAsJsonObject().get("score").getAsDouble();
      }
    }
    return Double.NaN;
  }

  /** To nanoseconds; other units stay. */
  private static double scale(String unit) {
    return switch (unit) {
      case "us/op" -> 1e3;
      case "ms/op" -> 1e6;
      case "s/op" -> 1e9;
      default -> 1;
    };
  }

  private static String text(JsonObject object, String name) {
    return object.get(name).getAsString();
  }
}
