package io.github.tapehead.training.report;

import static io.github.tapehead.training.report.ConfigurationJson.number;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import io.github.tapehead.model.Layout;
import io.github.tapehead.model.files.WholeFiles;
import io.github.tapehead.training.EvaluationResult;
import io.github.tapehead.training.TrainingConfiguration;
import io.github.tapehead.training.TrainingResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;

/**
 * The summary of a training run as JSON; {@link StoredResult} reads it.
 *
 * <p>Keys: {@code task}, {@code seed}, {@code configuration}, {@code metadata} (what the task says
 * of itself, such as the window and the digest of a text), {@code parameters} (how many), {@code
 * sequences}, {@code steps}, {@code skipped_steps} (those without a finite gradient), {@code
 * seconds}, {@code milliseconds_per_step}, {@code bits_per_sequence} and {@code
 * wrong_bits_per_sequence} (means of the last 1,000 training sequences), {@code reach} (of the
 * curriculum at the end, from 0 to 1: how large those sequences were), {@code stop_reason}, {@code
 * evaluation}, {@code target} (null if it was not reached), {@code host}, {@code version} (of the
 * program). Figures that do not exist are null.
 */
public final class ResultFile {
  private final JsonObject json = new JsonObject();

  /**
   * Sums up a run on this machine.
   *
   * @param configuration what was trained and how
   * @param result how it went
   * @param evaluation the tests after it, may be empty
   */
  public ResultFile(
      TrainingConfiguration configuration,
      TrainingResult result,
      List<EvaluationResult> evaluation) {
    json.addProperty("task", configuration.task().name());
    json.addProperty("seed", configuration.seed());
    json.add("configuration", ConfigurationJson.of(configuration));
    JsonObject metadata = new JsonObject();
    new TreeMap<>(configuration.task().metadata()).forEach(metadata::addProperty);
    json.add("metadata", metadata);
    json.addProperty("parameters", Layout.of(configuration.network()).parameterCount());
    json.addProperty("sequences", result.sequences());
    json.addProperty("steps", result.steps());
    json.addProperty("skipped_steps", result.skipped());
    json.add("seconds", number(result.seconds()));
    json.add("milliseconds_per_step", number(result.millisecondsPerStep()));
    json.add("bits_per_sequence", number(result.bitsPerSequence()));
    json.add("wrong_bits_per_sequence", number(result.wrongBitsPerSequence()));
    json.add("reach", number(result.reach()));
    json.addProperty("stop_reason", result.stopReason().toString());
    json.add("evaluation", evaluation(evaluation));
    json.add("staleness", staleness(result.staleness()));
    json.add("target", target(result.target()));
    json.add("host", host(Host.here()));
    json.addProperty("version", Program.version());
  }

  /** The summary in one line. */
  public String toLine() {
    return new GsonBuilder().serializeNulls().create().toJson(json);
  }

  /**
   * Writes the summary, indented, whole or not at all. A file of that name is replaced.
   *
   * @throws IOException if the file cannot be written
   */
  public void write(Path path) throws IOException {
    Gson gson = new GsonBuilder().serializeNulls().setPrettyPrinting().create();
    String text = gson.toJson(json) + "\n";
    WholeFiles.write(path, WholeFiles.bytes(text.getBytes(StandardCharsets.UTF_8)));
  }

  /**
   * Test results in one line: a JSON array of objects with {@code test}, {@code length}, {@code
   * sequences}, {@code bits_per_sequence}, {@code wrong_bits_per_sequence} and the task's own
   * measures by name.
   */
  public static String toLine(List<EvaluationResult> evaluation) {
    return new GsonBuilder().serializeNulls().create().toJson(evaluation(evaluation));
  }

  private static JsonArray evaluation(List<EvaluationResult> results) {
    JsonArray array = new JsonArray();
    for (EvaluationResult result : results) {
      JsonObject entry = new JsonObject();
      entry.addProperty("test", result.setting().name());
      entry.addProperty("length", result.setting().length());
      entry.addProperty("sequences", result.sequences());
      entry.add("bits_per_sequence", number(result.bitsPerSequence()));
      entry.add("wrong_bits_per_sequence", number(result.wrongBitsPerSequence()));
      result.figures().forEach(figure -> entry.add(figure.name(), number(figure.value())));
      array.add(entry);
    }
    return array;
  }

  private static JsonObject staleness(TrainingResult.Staleness staleness) {
    JsonObject object = new JsonObject();
    object.add("mean", number(staleness.mean()));
    object.addProperty("most", staleness.most());
    return object;
  }

  private static JsonElement target(TrainingResult.Target target) {
    if (target == null) {
      return JsonNull.INSTANCE;
    }
    JsonObject object = new JsonObject();
    object.add("first", moment(target.first()));
    object.add("for_good", moment(target.forGood()));
    object.add("worst_bits_after", number(target.worstBitsAfter()));
    return object;
  }

  private static JsonElement moment(TrainingResult.Moment moment) {
    if (moment == null) {
      return JsonNull.INSTANCE;
    }
    JsonObject object = new JsonObject();
    object.addProperty("sequences", moment.sequences());
    object.add("seconds", number(moment.seconds()));
    return object;
  }

  private static JsonObject host(Host host) {
    JsonObject object = new JsonObject();
    object.addProperty("cpu", host.cpu());
    object.addProperty("processors", host.processors());
    object.addProperty("vector_bits", host.vectorBits());
    object.addProperty("jvm", host.jvm());
    return object;
  }
}
