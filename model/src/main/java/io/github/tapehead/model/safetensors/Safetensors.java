package io.github.tapehead.model.safetensors;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;

/**
 * A safetensors file of float32 tensors: eight bytes with the length of the header (little-endian),
 * the header in JSON, then the numbers. Reading is strict: every size is checked against the file
 * before anything is allocated for it, and the tensors must fill the data without holes or
 * overlaps.
 */
public final class Safetensors {
  private final Path file;
  private final Map<String, String> metadata;
  private final SequencedMap<String, Entry> entries;

  /**
   * One tensor.
   *
   * @param shape its dimensions
   * @param values its numbers, row by row
   */
  public record Entry(List<Integer> shape, float[] values) {
    /**
     * Checks that the numbers fill the shape.
     *
     * @throws IllegalArgumentException if they do not
     */
    public Entry {
      shape = List.copyOf(shape);
      BigInteger count = BigInteger.ONE;
      for (int dimension : shape) {
        if (dimension < 0) {
          throw new IllegalArgumentException("shape: " + shape + ", must be 0 or more");
        }
        count = count.multiply(BigInteger.valueOf(dimension));
      }
      if (!count.equals(BigInteger.valueOf(values.length))) {
        throw new IllegalArgumentException(
            "values: " + values.length + ", expected " + count + " for shape " + shape);
      }
    }
  }

  /** Decides by the header which tensors are read, before anything is allocated for them. */
  @FunctionalInterface
  public interface Selection {
    /**
     * Names of tensors that are to be read.
     *
     * @throws WeightsFormatException if the file is not what it must be
     */
    Set<String> of(SafetensorsHeader header) throws WeightsFormatException;
  }

  Safetensors(Path file, Map<String, String> metadata, SequencedMap<String, Entry> entries) {
    this.file = file;
    this.metadata = Collections.unmodifiableMap(metadata);
    this.entries = Collections.unmodifiableSequencedMap(entries);
  }

  /** The header's free text, by key. */
  public Map<String, String> metadata() {
    return metadata;
  }

  /** Names of the tensors that were read, in the order of the header. */
  public Set<String> names() {
    return entries.keySet();
  }

  /** A tensor's dimensions, or null if there is none of that name. */
  public List<Integer> shape(String name) {
    Entry entry = entries.get(name);
    return entry == null ? null : entry.shape();
  }

  /** A copy of a tensor's numbers, row by row, or null if there is none of that name. */
  public float[] floats(String name) {
    Entry entry = entries.get(name);
    return entry == null ? null : entry.values().clone();
  }

  /**
   * A copy of a tensor's numbers, row by row.
   *
   * @throws WeightsFormatException if there is none of that name, or a number is NaN or infinite
   */
  public float[] finite(String name) throws WeightsFormatException {
    float[] values = floats(name);
    if (values == null) {
      throw new WeightsFormatException(file, name + ": missing");
    }
    for (int i = 0; i < values.length; i++) {
      if (!Float.isFinite(values[i])) {
        throw new WeightsFormatException(
            file, name + ": holds " + values[i] + " at index " + i + ", not finite");
      }
    }
    return values;
  }

  /**
   * Reads a whole file.
   *
   * @throws WeightsFormatException if its content is not valid
   * @throws IOException if it cannot be read
   */
  public static Safetensors read(Path file) throws IOException {
    return read(file, header -> header.tensors().keySet());
  }

  /**
   * Reads some tensors of a file.
   *
   * @param selection refuses the file or names those tensors
   * @throws WeightsFormatException if its content is not valid
   * @throws IOException if it cannot be read
   */
  public static Safetensors read(Path file, Selection selection) throws IOException {
    return SafetensorsReader.read(file, selection);
  }

  /**
   * Refuses what cannot be read as a file, before anything waits for it. A path where nothing is
   * passes: who opens it finds out.
   *
   * @throws WeightsFormatException if there is a folder, a pipe or a device
   */
  public static void requireFile(Path file) throws WeightsFormatException {
    SafetensorsReader.requireFile(file);
  }

  /**
   * Writes a file: to a temporary file beside it, forced to the disk, then renamed, so that at any
   * moment the name holds the old file or the whole new one, after a loss of power too.
   *
   * @throws WeightsFormatException if the header is longer than one that is read
   * @throws IOException if that is not possible, with the name of the file
   */
  public static void write(
      Path file, Map<String, String> metadata, SequencedMap<String, Entry> entries)
      throws IOException {
    SafetensorsWriter.write(file, metadata, entries);
  }
}
