package io.github.tapehead.training.checkpoint;

import io.github.tapehead.model.WeightsFile;
import io.github.tapehead.model.safetensors.Safetensors;
import io.github.tapehead.model.safetensors.WeightsFormatException;
import io.github.tapehead.training.TrainingConfiguration;
import io.github.tapehead.training.report.StoredConfiguration;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.zip.CRC32C;

/**
 * A snapshot in a safetensors file, which is a weights file, too.
 *
 * <p>The parameters are there under their usual names, all other tensors under names that begin
 * with {@value WeightsFile#TRAINING}, and so do the keys of values in the metadata. Beside what a
 * weights file has, the metadata hold the version of these rules, everything that decided the
 * training, and a checksum over all that the file says.
 *
 * @param file where it is
 * @param configuration of the training, as {@link StoredConfiguration} writes it
 * @param snapshot the state
 */
public record CheckpointFile(Path file, String configuration, Snapshot snapshot) {
  private static final String FORMAT = "checkpoint";
  private static final String VERSION = "tapehead-checkpoint-1";
  private static final String TRAINING = "training";
  private static final String CHECKSUM = "checksum";

  /**
   * Writes a file, whole or not at all.
   *
   * @throws IOException if that is not possible
   */
  public static void write(Path file, TrainingConfiguration configuration, Snapshot snapshot)
      throws IOException {
    Map<String, String> metadata = WeightsFile.metadata(configuration.network());
    metadata.putAll(StoredConfiguration.origin(configuration));
    metadata.put(FORMAT, VERSION);
    metadata.put(TRAINING, StoredConfiguration.write(configuration));
    snapshot.values().forEach((name, value) -> metadata.put(WeightsFile.TRAINING + name, value));
    metadata.put(CHECKSUM, checksum(metadata, snapshot.tensors()));
    Safetensors.write(file, metadata, snapshot.tensors());
  }

  /**
   * Reads a file.
   *
   * @throws IOException if it cannot be read, or is no whole and unharmed checkpoint
   */
  public static CheckpointFile read(Path file) throws IOException {
    Safetensors content =
        Safetensors.read(
            file,
            header -> {
              require(file, FORMAT, VERSION, header.metadata().get(FORMAT));
              return header.tensors().keySet();
            });
    Map<String, String> metadata = new LinkedHashMap<>(content.metadata());
    SequencedMap<String, Safetensors.Entry> tensors = new LinkedHashMap<>();
    for (String name : content.names()) {
      tensors.put(name, new Safetensors.Entry(content.shape(name), content.floats(name)));
    }
    String noted = metadata.remove(CHECKSUM);
    require(file, CHECKSUM, checksum(metadata, tensors), noted);
    if (!metadata.containsKey(TRAINING)) {
      throw new WeightsFormatException(file, "no " + TRAINING + " in the metadata");
    }
    SequencedMap<String, String> values = new LinkedHashMap<>();
    metadata.forEach((key, value) -> {
      if (key.startsWith(WeightsFile.TRAINING)) {
        values.put(key.substring(WeightsFile.TRAINING.length()), value);
      }
    });
    return new CheckpointFile(file, metadata.get(TRAINING), new Snapshot(values, tensors));
  }

  /**
   * Requires that a training can go on from here. Its limits may have changed.
   *
   * @throws IllegalArgumentException that names the first difference
   */
  public void requireFit(TrainingConfiguration wanted) {
    StoredConfiguration.difference(configuration, wanted)
        .ifPresent(difference -> {
          throw new IllegalArgumentException(
              file + ": of a training with other options: " + difference);
        });
  }

  private static void require(Path file, String key, String expected, String found)
      throws WeightsFormatException {
    if (!expected.equals(found)) {
      throw new WeightsFormatException(file, key + ": " + found + ", expected " + expected);
    }
  }

  /** Of all keys in order of the alphabet, values, tensors in order of the file, and numbers. */
  private static String checksum(
      Map<String, String> metadata, SequencedMap<String, Safetensors.Entry> tensors) {
    var sum = new CRC32C();
    new TreeMap<>(metadata)
        .forEach((key, value) -> {
          update(sum, key);
          update(sum, value);
        });
    tensors.forEach((name, tensor) -> {
      update(sum, name);
      update(sum, tensor.shape().toString());
      ByteBuffer bytes = ByteBuffer.allocate(tensor.values().length * Float.BYTES);
      bytes.asFloatBuffer().put(tensor.values());
      sum.update(bytes);
    });
    return "crc32c " + Long.toHexString(sum.getValue());
  }

  /** Its length first: else two texts could hide where one ends. */
  private static void update(CRC32C sum, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    sum.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, bytes.length));
    sum.update(bytes);
  }
}
