package io.github.tapehead.bench.report;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.tapehead.bench.record.Benchmarks;
import io.github.tapehead.bench.results.Breakdown;
import io.github.tapehead.bench.results.JmhResult;
import io.github.tapehead.bench.results.Recording;
import io.github.tapehead.bench.results.Samples;
import io.github.tapehead.bench.roofline.Level;
import io.github.tapehead.bench.roofline.RooflineModel;
import io.github.tapehead.training.report.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Tables of what lies behind the times: the machine, breakdowns, pollution, widths, cold starts.
 */
public final class DetailTables {
  private DetailTables() {}

  /** What the machine can do at best. */
  public static Table roofline(RooflineModel roofline) {
    Table table = new Table(1, "level", "working set", "read GB/s", "copy GB/s", "triad GB/s");
    for (Level level : roofline.levels()) {
      table.add(
          level.name(),
          (level.workingSet() >> 10) + " KiB",
          Numbers.digits(level.read().median()),
          Numbers.digits(level.copy().median()),
          Numbers.digits(level.triad().median()));
    }
    return table;
  }

  /** Where the time of a step goes. */
  static Table breakdown(Breakdown breakdown) {
    Table table = new Table(1, "operation", "share", "ms", "GFLOP/s", "GB/s");
    for (Breakdown.Operation part : breakdown.operations()) {
      table.add(
          part.operation(),
          Numbers.percent(part.share()),
          Numbers.digits(part.milliseconds()),
          Numbers.digits(part.gigaflops()),
          Numbers.digits(part.gigabytesPerSecond()));
    }
    return table;
  }

  /** The same benchmark in a fresh JVM and in one whose profiles other shapes have polluted. */
  static Table pollution(Recording recording) {
    Map<String, Map<String, JmhResult>> byLabel = new TreeMap<>();
    for (JmhResult result : recording.of(Benchmarks.POLLUTION)) {
      TreeMap<String, String> others = new TreeMap<>(result.parameters());
      others.remove("polluted");
      String label = (result.method() + " " + String.join(" ", others.values())).strip();
      byLabel
          .computeIfAbsent(label, key -> new TreeMap<>())
          .put(result.parameter("polluted"), result);
    }
    Table table = new Table(1, "benchmark", "clean ms", "polluted ms", "ratio");
    byLabel.forEach((label, pair) -> {
      double clean = median(pair.get("false"));
      double polluted = median(pair.get("true"));
      table.add(
          label,
          Numbers.digits(clean * 1e-6),
          Numbers.digits(polluted * 1e-6),
          Numbers.times(polluted / clean));
    });
    return table;
  }

  /** Times at each width of a vector, and how much faster the widest is than the narrowest. */
  static Table widths(Recording recording) {
    Map<String, Map<Integer, JmhResult>> byLabel = new TreeMap<>();
    recording
        .widths()
        .forEach((bits, results) ->
            results.forEach(result ->
                byLabel.computeIfAbsent(result.label(), key -> new TreeMap<>()).put(bits, result)));
    List<Integer> widths = List.copyOf(recording.widths().keySet());
    List<String> header = new ArrayList<>(List.of("benchmark"));
    widths.forEach(bits -> header.add(bits + " bits, µs"));
    if (widths.size() > 1) {
      header.add(widths.getFirst() + " ÷ " + widths.getLast());
    }
    Table table = new Table(1, header);
    byLabel.forEach((label, byWidth) -> {
      List<String> cells = new ArrayList<>(List.of(label));
      widths.forEach(bits -> cells.add(Numbers.digits(median(byWidth.get(bits)) * 1e-3)));
      if (widths.size() > 1) {
        double narrow = median(byWidth.get(widths.getFirst()));
        cells.add(Numbers.times(narrow / median(byWidth.get(widths.getLast()))));
      }
      table.add(cells);
    });
    return table;
  }

  /** What the runs of fresh JVMs did, and how many ended slow. */
  static String coldNote(JsonElement cold) {
    JsonObject object = cold.isJsonObject() ? cold.getAsJsonObject() : new JsonObject();
    String note = "Training in fresh JVMs with default flags";
    if (object.has("warmUp")) {
      note += object.get("warmUp").getAsBoolean() ? ", after a warm-up" : ", without a warm-up";
    }
    if (object.has("slowRuns")) {
      int slow = object.get("slowRuns").getAsInt();
      note += "; %d of %d runs ended in a slow state".formatted(slow, runs(cold).size());
    }
    return note + ".";
  }

  /**
   * Every number that the runs of a fresh JVM gave: its median and its ends. Runs that could not
   * tell, which is −1, are left out and not counted.
   */
  static Table cold(JsonElement cold) {
    Map<String, List<Double>> values = new LinkedHashMap<>();
    for (JsonElement run : runs(cold)) {
      if (run.isJsonObject()) {
        for (Map.Entry<String, JsonElement> entry : run.getAsJsonObject().entrySet()) {
          if (entry.getValue().isJsonPrimitive()
              && entry.getValue().getAsJsonPrimitive().isNumber()
              && entry.getValue().getAsDouble() >= 0) {
            values
                .computeIfAbsent(entry.getKey(), key -> new ArrayList<>())
                .add(entry.getValue().getAsDouble());
          }
        }
      }
    }
    Table table = new Table(1, "figure", "runs", "median", "least–most");
    values.forEach((name, all) -> {
      Samples samples = Samples.of(all.stream().mapToDouble(Double::doubleValue).toArray());
      table.add(
          name.replaceAll("(\\p{Lu})", " $1").toLowerCase(Locale.ROOT),
          Integer.toString(all.size()),
          Numbers.digits(samples.median()),
          Numbers.range(samples.quantile(0), samples.quantile(1)));
    });
    return table;
  }

  /** The array itself, or the first array in an object. */
  private static JsonArray runs(JsonElement cold) {
    if (cold.isJsonArray()) {
      return cold.getAsJsonArray();
    }
    JsonObject object = cold.isJsonObject() ? cold.getAsJsonObject() : new JsonObject();
    return object.entrySet().stream()
        .map(Map.Entry::getValue)
        .filter(JsonElement::isJsonArray)
        .map(JsonElement::getAsJsonArray)
        .findFirst()
        .orElseGet(JsonArray::new);
  }

  private static double median(JmhResult result) {
    return result == null ? Double.NaN : result.median();
  }
}
