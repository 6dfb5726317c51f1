package io.github.tapehead.training.run;

import io.github.tapehead.model.Parameters;
import io.github.tapehead.model.WeightsFile;
import io.github.tapehead.training.TrainingConfiguration;
import io.github.tapehead.training.TrainingResult;
import io.github.tapehead.training.checkpoint.CheckpointFolder;
import io.github.tapehead.training.report.Attention;
import io.github.tapehead.training.report.AttentionFigure;
import io.github.tapehead.training.report.StoredConfiguration;
import io.github.tapehead.training.report.StoredResult;
import io.github.tapehead.training.task.Task;
import io.github.tapehead.training.task.TestSetting;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The folder of a training run and the names of its files.
 *
 * @param path the folder, which exists
 */
public record RunFolder(Path path) {
  /** Key of the task's name in the metadata of the weights. */
  public static final String TASK = StoredConfiguration.TASK;

  /** Key of the seed in the metadata of the weights. */
  public static final String SEED = StoredConfiguration.SEED;

  private static final String WEIGHTS = "weights.safetensors";
  private static final String METRICS = "metrics.csv";
  private static final String RESULT = "result.json";
  private static final String CHECKPOINTS = "checkpoints";
  private static final String ATTENTION = "attention";
  private static final String LEFT = "{." + WEIGHTS + "*.tmp," + RESULT + ".tmp}";

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
    RunFolder folder = new RunFolder(path);
    folder.delete(NAMES);
    folder.checkpoints().clear();
    return folder;
  }

  /**
   * The folder of a run that goes on from a checkpoint: what a run leaves when it has ended is
   * removed, what it needs to go on is not.
   *
   * @throws IOException if that fails
   */
  static RunFolder resume(Path path) throws IOException {
    RunFolder folder = new RunFolder(path);
    folder.delete(NAMES.stream().filter(name -> !name.equals(METRICS)).toList());
    folder.checkpoints().clearTemporary();
    return folder;
  }

  private void delete(List<String> names) throws IOException {
    for (String name : names) {
      Files.deleteIfExists(path.resolve(name));
    }
    // What a process that died while it wrote has left.
    try (DirectoryStream<Path> left = Files.newDirectoryStream(path, LEFT)) {
      for (Path file : left) {
        Files.deleteIfExists(file);
      }
    }
  }

  /** From which an unfinished run can go on, or a finished one with other limits. */
  public CheckpointFolder checkpoints() {
    return new CheckpointFolder(path.resolve(CHECKPOINTS));
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

  /**
   * The first thing in which the run whose result is there differs from one of a configuration, in
   * words; empty if it does not, or there is none.
   *
   * @throws IOException if the result is there and cannot be read
   */
  public Optional<String> difference(TrainingConfiguration configuration) throws IOException {
    if (!Files.exists(result())) {
      return Optional.empty();
    }
    return StoredResult.read(result())
        .map(result -> result.difference(configuration))
        .orElse(Optional.of(RESULT + ": not understood, of another version?"));
  }

  /** The names of the files that are there. */
  public List<String> files() {
    return NAMES.stream().filter(name -> Files.exists(path.resolve(name))).toList();
  }

  /** Writes the weights, with what the other commands want to know about their origin. */
  void writeWeights(
      TrainingConfiguration configuration, Parameters parameters, TrainingResult result)
      throws IOException {
    Map<String, String> metadata = StoredConfiguration.origin(configuration);
    metadata.put("sequences", Long.toString(result.sequences()));
    metadata.put("bits_per_sequence", Double.toString(result.bitsPerSequence()));
    metadata.put("stop_reason", result.stopReason().toString());
    WeightsFile.write(weights(), configuration.network(), parameters, metadata);
  }

  /** Removes the pictures that are there. */
  void deletePictures() throws IOException {
    delete(PICTURES);
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
