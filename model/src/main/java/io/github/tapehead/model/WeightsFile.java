package io.github.tapehead.model;

import io.github.tapehead.model.safetensors.Safetensors;
import io.github.tapehead.model.safetensors.WeightsFormatException;
import java.io.IOException;
import java.lang.foreign.SegmentAllocator;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/**
 * The parameters of a network with their configuration, in a safetensors file. The metadata key
 * {@code config} holds the configuration in JSON, {@code format} the version of these rules.
 *
 * @param configuration the network's configuration
 * @param parameters its parameters
 * @param metadata all metadata of the file
 */
public record WeightsFile(
    NetworkConfiguration configuration, Parameters parameters, Map<String, String> metadata) {
  /**
   * What the names of tensors begin with that belong to a training and not to the network: a
   * checkpoint is a weights file with such tensors.
   */
  public static final String TRAINING = "training.";

  private static final String CONFIG = "config";
  static final String FORMAT = "format";
  static final String VERSION = "tapehead-1";

  /**
   * Writes a weights file, whole or not at all.
   *
   * @param more further metadata, such as the task
   * @throws IllegalArgumentException if the parameters are of another configuration
   * @throws IOException if that is not possible
   */
  public static void write(
      Path file,
      NetworkConfiguration configuration,
      Parameters parameters,
      Map<String, String> more)
      throws IOException {
    if (!parameters.layout().fits(configuration)) {
      throw new IllegalArgumentException("parameters: of another configuration");
    }
    Map<String, String> metadata = new LinkedHashMap<>(more);
    metadata.putAll(metadata(configuration));
    SequencedMap<String, Safetensors.Entry> entries = new LinkedHashMap<>();
    for (Layout.Tensor t : parameters.layout().tensors()) {
      entries.put(t.name(), new Safetensors.Entry(t.shape(), parameters.get(t.name())));
    }
    Safetensors.write(file, metadata, entries);
  }

  /** The metadata that make a file with the tensors of a network a weights file, by key. */
  public static Map<String, String> metadata(NetworkConfiguration configuration) {
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put(FORMAT, VERSION);
    metadata.put(CONFIG, configuration.toJson());
    return metadata;
  }

  /**
   * Reads a weights file. A file without {@code format} is taken as of this version. Configuration,
   * names and shapes are checked before anything is allocated for the tensors; those of a training
   * are not read.
   *
   * @param allocator gives the memory of the parameters
   * @throws WeightsFormatException if configuration and tensors are not what they must be
   * @throws IOException if the file cannot be read
   */
  public static WeightsFile read(Path file, SegmentAllocator allocator) throws IOException {
    WeightsSelection selection = new WeightsSelection(file);
    Safetensors tensors = Safetensors.read(file, selection);
    Layout layout = selection.layout();
    Parameters parameters = new Parameters(layout, allocator);
    for (Layout.Tensor t : layout.tensors()) {
      float[] values = tensors.finite(t.name());
      try {
        InitialAccess.requireValid(layout.configuration(), t.name(), values);
      } catch (IllegalArgumentException e) {
        throw new WeightsFormatException(file, e.getMessage());
      }
      parameters.set(t.name(), values);
    }
    return new WeightsFile(layout.configuration(), parameters, tensors.metadata());
  }

  /**
   * The configuration in a file's metadata.
   *
   * @throws WeightsFormatException if there is none or it is not valid
   */
  public static NetworkConfiguration configuration(Path file, Safetensors tensors)
      throws WeightsFormatException {
    return configuration(file, tensors.metadata());
  }

  static NetworkConfiguration configuration(Path file, Map<String, String> metadata)
      throws WeightsFormatException {
    String json = metadata.get(CONFIG);
    if (json == null) {
      throw new WeightsFormatException(file, "no config in the metadata, so no network's weights");
    }
    try {
      return NetworkConfiguration.fromJson(json);
    } catch (IllegalArgumentException e) {
      throw new WeightsFormatException(file, e.getMessage());
    }
  }
}
