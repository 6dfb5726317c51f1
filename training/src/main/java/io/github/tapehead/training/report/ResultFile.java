package io.github.tapehead.training.report;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import io.github.tapehead.training.Clipping;
import io.github.tapehead.training.EvaluationResult;
import io.github.tapehead.training.Limits;
import io.github.tapehead.training.Optimizer;
import io.github.tapehead.training.TrainingConfiguration;
import io.github.tapehead.training.TrainingResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The summary of a training run as JSON.
 *
 * <p>Keys: {@code task}, {@code seed}, {@code configuration}, {@code sequences}, {@code steps},
 * {@code skipped_steps} (those without a finite gradient), {@code seconds}, {@code
 * milliseconds_per_step}, {@code bits_per_sequence} and {@code wrong_bits_per_sequence} (means of
 * the last 1,000 training sequences), {@code stop_reason}, {@code evaluation}. With a training that
 * went on after its target there is also {@code target}. Figures that do not exist are null.
 */
public final class ResultFile {
  private final JsonObject json = new JsonObject();

  /**
   * Sums up a run.
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
    json.add("configuration", configuration(configuration));
    json.addProperty("sequences", result.sequences());
    json.addProperty("steps", result.steps());
    json.addProperty("skipped_steps", result.skipped());
    json.add("seconds", number(result.seconds()));
    json.add("milliseconds_per_step", number(result.millisecondsPerStep()));
    json.add("bits_per_sequence", number(result.bitsPerSequence()));
    json.add("wrong_bits_per_sequence", number(result.wrongBitsPerSequence()));
    json.addProperty("stop_reason", result.stopReason().toString());
    json.add("evaluation", evaluation(evaluation));
    if (configuration.limits().sequencesAfterTarget() > 0) {
      json.add("target", target(result.target()));
    }
  }

  /** The summary in one line. */
  public String toLine() {
    return new GsonBuilder().serializeNulls().create().toJson(json);
  }

  /**
   * Writes the summary, indented; a file of that name is replaced.
   *
   * @throws IOException if the file cannot be written
   */
  public void write(Path path) throws IOException {
    Gson gson = new GsonBuilder().serializeNulls().setPrettyPrinting().create();
    Files.writeString(path, gson.toJson(json) + "\n");
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

  private static JsonObject configuration(TrainingConfiguration configuration) {
    JsonObject object = new JsonObject();
    object.add("network", JsonParser.parseString(configuration.network().toJson()));
    object.addProperty("batch", configuration.batch());
    object.add("optimizer", optimizer(configuration.optimizer()));
    object.add("learning_rate", number(configuration.learningRate().rate()));
    object.addProperty("schedule", configuration.learningRate().toString());
    object.addProperty("curriculum", configuration.curriculum().toString());
    object.add("clipping", clipping(configuration.clipping()));
    object.addProperty("loss", configuration.loss().toString());
    Limits limits = configuration.limits();
    object.addProperty("max_sequences", limits.maxSequences());
    object.addProperty("target_bits", limits.targetBits());
    object.addProperty("sequences_after_target", limits.sequencesAfterTarget());
    object.add("max_seconds", number(limits.maxSeconds()));
    return object;
  }

  private static JsonObject optimizer(Optimizer optimizer) {
    JsonObject object = new JsonObject();
    object.addProperty("name", optimizer.name());
    switch (optimizer) {
      case Optimizer.RmsProp rule -> {
        object.add("decay", number(rule.decay()));
        object.add("momentum", number(rule.momentum()));
        object.add("epsilon", number(rule.epsilon()));
      }
      case Optimizer.Adam rule -> {
        object.add("beta1", number(rule.beta1()));
        object.add("beta2", number(rule.beta2()));
        object.add("epsilon", number(rule.epsilon()));
      }
      case Optimizer.Sgd rule -> object.add("momentum", number(rule.momentum()));
    }
    return object;
  }

  private static JsonObject clipping(Clipping clipping) {
    JsonObject object = new JsonObject();
    switch (clipping) {
      case Clipping.ByValue rule -> {
        object.addProperty("by", "value");
        object.add("limit", number(rule.limit()));
      }
      case Clipping.ByNorm rule -> {
        object.addProperty("by", "norm");
        object.add("limit", number(rule.limit()));
      }
      case Clipping.None rule -> object.addProperty("by", "none");
    }
    return object;
  }

  private static JsonElement target(TrainingResult.Target target) {
    if (target == null) {
      return JsonNull.INSTANCE;
    }
    JsonObject object = new JsonObject();
    object.addProperty("sequences", target.sequences());
    object.add("seconds", number(target.seconds()));
    object.add("worst_bits_after", number(target.worstBitsAfter()));
    return object;
  }

  /** JSON knows no NaN and no infinity. */
  private static JsonElement number(double value) {
    return Double.isFinite(value) ? new JsonPrimitive(value) : JsonNull.INSTANCE;
  }

  /** Digits of the float, not of the double that equals it. */
  private static JsonElement number(float value) {
    return Float.isFinite(value) ? new JsonPrimitive(value) : JsonNull.INSTANCE;
  }
}
