package io.github.tapehead.training.run;

import io.github.tapehead.model.Parameters;
import io.github.tapehead.model.WeightsFile;
import io.github.tapehead.training.TrainingConfiguration;
import io.github.tapehead.training.TrainingResult;
import io.github.tapehead.training.report.Attention;
import io.github.tapehead.training.report.AttentionFigure;
import io.github.tapehead.training.task.Task;
import io.github.tapehead.training.task.TestSetting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The folder of a training run and the names of its files.
 *
 * @param path the folder, which exists
 */
public record RunFolder(Path path) {
  /** Key of the task's name in the metadata of the weights. */
  public static final String TASK = "task";

  /** Key of the seed in the metadata of the weights. */
  public static final String SEED = "seed";

  private static final String WEIGHTS = "weights.safetensors";
  private static final String METRICS = "metrics.csv";
  private static final String RESULT = "result.json";
  private static final String ATTENTION = "attention";

  private static final List<String> PICTURES =
      List.of("learning-curve.png", "learning-curve.svg", ATTENTION + ".png", ATTENTION + ".svg");

  /** The result comes first: without it the others are of a run that is not complete. */
  private static final List<String> NAMES =
      Stream.concat(Stream.of(RESULT, WEIGHTS, METRICS), PICTURES.stream()).toList();

  /**
   * Makes the folder, and those above it, unless it is there, and removes what an earlier run left:
   * the files there are then always of one run.
   *
   * @throws IOException if that fails, or the folder cannot be written
   */
  public static RunFolder create(Path path) throws IOException {
    Files.createDirectories(path);
    for (String name : NAMES) {
      Files.deleteIfExists(path.resolve(name));
    }
    return new RunFolder(path);
  }

  /** The trained parameters with their network. */
  public Path weights() {
    return path.resolve(WEIGHTS);
  }

  /** The table of steps. */
  public Path metrics() {
    return path.resolve(METRICS);
  }

  /** The summary; it is written last. */
  public Path result() {
    return path.resolve(RESULT);
  }

  /** The names of the files that are there. */
  public List<String> files() {
    return NAMES.stream().filter(name -> Files.exists(path.resolve(name))).toList();
  }

  /** Writes the weights, with what the other commands want to know about their origin. */
  void writeWeights(
      TrainingConfiguration configuration, Parameters parameters, TrainingResult result)
      throws IOException {
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put(TASK, configuration.task().name());
    metadata.put(SEED, Long.toString(configuration.seed()));
    metadata.putAll(configuration.task().metadata());
    metadata.put("sequences", Long.toString(result.sequences()));
    metadata.put("bits_per_sequence", Double.toString(result.bitsPerSequence()));
    metadata.put("stop_reason", result.stopReason().toString());
    WeightsFile.write(weights(), configuration.network(), parameters, metadata);
  }

  /** Removes the pictures that are there. */
  void deletePictures() throws IOException {
    for (String name : PICTURES) {
      Files.deleteIfExists(path.resolve(name));
    }
  }

  /** Draws the attention on one sequence. */
  void drawAttention(TrainingConfiguration configuration, Parameters parameters)
      throws IOException {
    Task task = configuration.task();
    TestSetting setting = task.pictured();
    Attention attention =
        Attention.trace(configuration.network(), parameters, task, setting, configuration.seed());
    String title = task.name() + ", " + setting.name();
    new AttentionFigure(title, task, attention).write(path, ATTENTION);
  }
}
