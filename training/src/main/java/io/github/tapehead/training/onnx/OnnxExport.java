package io.github.tapehead.training.onnx;

import io.github.tapehead.model.Layout;
import io.github.tapehead.model.Parameters;
import io.github.tapehead.model.StepWeights;
import io.github.tapehead.model.WeightsFile;
import io.github.tapehead.model.files.WholeFiles;
import io.github.tapehead.training.report.Program;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;

/**
 * Writes a network as two files in ONNX, opset 13:
 *
 * <ul>
 *   <li>{@code NAME.onnx}, one step. Inputs are {@code input}, [batch × inputs], and the states
 *       under the names of {@link io.github.tapehead.model.inference.Session#state}: {@code
 *       memory}, [batch × locations × width]; {@code reads}, [batch × read heads × width]; {@code
 *       write_weightings} and {@code read_weightings}, [batch × heads × locations]; of an LSTM
 *       {@code hidden.l} and {@code cell.l} of layer l, [batch × hidden]. Outputs are {@code
 *       logits}, [batch × outputs], before the logistic function or softmax, and every state after
 *       the step with the prefix {@code next_}, in the same order and of the same shape.
 *   <li>{@code NAME.initial.onnx}, the state before the first step. Input is {@code batch}, int64,
 *       [1]; outputs are the states. A network without states has no such file, and one that is
 *       there is removed.
 * </ul>
 *
 * <p>The first dimension, {@code batch}, is free. The metadata of both are those of the weights
 * file, {@code config} with the configuration as JSON among them. The same weights give the same
 * bytes.
 */
public final class OnnxExport {
  private static final String SUFFIX = ".onnx";

  /** What a file of Protocol Buffers may hold, less a megabyte for all that is no weight. */
  private static final long MAX_BYTES = Integer.MAX_VALUE - (1L << 20);

  private OnnxExport() {}

  /**
   * Writes both files, each whole or not at all, over what is there.
   *
   * @param model the first file, a name that ends in {@code .onnx}
   * @param weights the network
   * @return the files written
   * @throws IllegalArgumentException if the name is another, or the network too large for the
   *     format
   * @throws IOException if a file cannot be written
   */
  public static List<Path> write(Path model, WeightsFile weights) throws IOException {
    Path initial = initialFile(model);
    Parameters parameters = weights.parameters();
    requireFit(parameters.layout());
    Map<String, String> metadata = new TreeMap<>(weights.metadata());
    metadata.putAll(WeightsFile.metadata(weights.configuration()));
    try (Arena arena = Arena.ofConfined()) {
      StepWeights step = new StepWeights(parameters, arena);
      SequencedMap<Path, WholeFiles.Content> files = new LinkedHashMap<>();
      Graph graph = StepGraph.of(parameters, step.states());
      files.put(model, content(graph, "One step of a network.", metadata));
      if (!step.states().isEmpty()) {
        graph = InitialStateGraph.of(step);
        files.put(initial, content(graph, "The state before the first step.", metadata));
      }
      WholeFiles.write(files);
      if (step.states().isEmpty()) {
        // That of another network, it would seem to belong to this one.
        Files.deleteIfExists(initial);
      }
      return List.copyOf(files.keySet());
    }
  }

  /**
   * The file with the state before the first step.
   *
   * @param model the file of a step
   * @throws IllegalArgumentException if its name does not end in {@code .onnx}
   */
  public static Path initialFile(Path model) {
    String name = String.valueOf(model.getFileName());
    if (!name.endsWith(SUFFIX) || name.length() == SUFFIX.length()) {
      throw new IllegalArgumentException(model + ": expected a name that ends in " + SUFFIX);
    }
    String stem = name.substring(0, name.length() - SUFFIX.length());
    return model.resolveSibling(stem + ".initial" + SUFFIX);
  }

  /**
   * Checks the size before anything is allocated.
   *
   * @throws IllegalArgumentException if the weights are too many for a file
   */
  static void requireFit(Layout layout) {
    long bytes = layout.parameterCount() * Float.BYTES;
    if (bytes > MAX_BYTES) {
      throw new IllegalArgumentException(
          "weights: " + bytes + " bytes, an ONNX file holds at most " + MAX_BYTES);
    }
  }

  private static WholeFiles.Content content(
      Graph graph, String description, Map<String, String> metadata) {
    return WholeFiles.bytes(graph.toModel(Program.number(), description, metadata));
  }
}
