package io.github.tapehead.training.report;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import io.github.tapehead.training.Clipping;
import io.github.tapehead.training.Limits;
import io.github.tapehead.training.Optimizer;
import io.github.tapehead.training.TrainingConfiguration;

/** A training configuration as JSON, without the names of task and seed. */
final class ConfigurationJson {
  private ConfigurationJson() {}

  static JsonObject of(TrainingConfiguration configuration) {
    JsonObject object = new JsonObject();
    configuration.task().metadata().forEach(object::addProperty);
    object.add("network", JsonParser.parseString(configuration.network().toJson()));
    object.add("key_strength_bias", number(configuration.start().keyStrengthBias()));
    object.add("memory_smoothing", number(configuration.start().memorySmoothing()));
    object.addProperty("batch", configuration.batch());
    object.add("optimizer", optimizer(configuration.optimizer()));
    object.add("learning_rate", number(configuration.learningRate().rate()));
    object.addProperty("schedule", configuration.learningRate().toString());
    object.addProperty("curriculum", configuration.curriculum().toString());
    object.add("clipping", clipping(configuration.clipping()));
    object.addProperty("loss", configuration.loss().toString());
    object.addProperty("workers", configuration.parallelism().toString());
    Limits limits = configuration.limits();
    object.addProperty("max_sequences", limits.maxSequences());
    object.addProperty("target_bits", limits.targetBits());
    object.addProperty("sequences_after_target", limits.sequencesAfterTarget());
    object.addProperty("max_seconds", limits.maxSeconds());
    return object;
  }

  /** JSON knows no NaN and no infinity. */
  static JsonElement number(double value) {
    return Double.isFinite(value) ? new JsonPrimitive(value) : JsonNull.INSTANCE;
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

  /** Digits of the float, not of the double that equals it. */
  private static JsonElement number(float value) {
    return Float.isFinite(value) ? new JsonPrimitive(value) : JsonNull.INSTANCE;
  }
}
