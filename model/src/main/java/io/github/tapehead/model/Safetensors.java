package io.github.tapehead.model;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.LinkedHashMap;
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
  private static final int PREFIX = 8;
  private static final int MAX_HEADER = 100_000_000;

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
      long count = 1;
      for (int dimension : shape) {
        count = Math.multiplyExact(count, (long) dimension);
      }
      if (count != values.length) {
        throw new IllegalArgumentException(
            "values: " + values.length + ", expected " + count + " for shape " + shape);
      }
    }
  }

  private Safetensors(Map<String, String> metadata, SequencedMap<String, Entry> entries) {
    this.metadata = Collections.unmodifiableMap(metadata);
    this.entries = Collections.unmodifiableSequencedMap(entries);
  }

  /** The header's free text, by key. */
  public Map<String, String> metadata() {
    return metadata;
  }

  /** Names of the tensors, in the order of the header. */
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
   * Reads a file.
   *
   * @throws WeightsFormatException if its content is not valid
   * @throws IOException if it cannot be read
   */
  public static Safetensors read(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      throw new WeightsFormatException(file, "is a folder, expected a file");
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long size = channel.size();
      if (size < PREFIX + 2) {
        throw new WeightsFormatException(file, size + " bytes, too short for a safetensors file");
      }
      long length = read(channel, file, 0, PREFIX).getLong();
      if (length < 2 || length > size - PREFIX || length > MAX_HEADER) {
        throw new WeightsFormatException(
            file,
            "header of "
                + Long.toUnsignedString(length)
                + " bytes in a file of "
                + size
                + "; truncated, or not a safetensors file");
      }
      ByteBuffer header = read(channel, file, PREFIX, (int) length);
      long dataStart = PREFIX + length;
      return parse(channel, file, header, dataStart, size - dataStart);
    }
  }

  /**
   * Writes a file: to a temporary file beside it, forced to the disk, then renamed, so that at any
   * moment the name holds the old file or the whole new one, after a loss of power too.
   *
   * @throws IOException if that is not possible
   */
  public static void write(
      Path file, Map<String, String> metadata, SequencedMap<String, Entry> entries)
      throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw new NoSuchFileException(String.valueOf(folder), null, "no such folder");
    }
    Map<String, Object> header = new LinkedHashMap<>();
    header.put(SafetensorsHeader.METADATA, metadata);
    long end = 0;
    for (Map.Entry<String, Entry> entry : entries.entrySet()) {
      long start = end;
      end += (long) entry.getValue().values().length * Float.BYTES;
      Map<String, Object> tensor = new LinkedHashMap<>();
      tensor.put("dtype", "F32");
      tensor.put("shape", entry.getValue().shape());
      tensor.put("data_offsets", List.of(start, end));
      header.put(entry.getKey(), tensor);
    }
    StringBuilder text = new StringBuilder(Json.write(header));
    while (text.toString().getBytes(StandardCharsets.UTF_8).length % PREFIX != 0) {
      text.append(' ');
    }
    byte[] json = text.toString().getBytes(StandardCharsets.UTF_8);
    Path temporary = Files.createTempFile(folder, "." + file.getFileName(), ".tmp");
    try {
      try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
        write(
            channel,
            ByteBuffer.allocate(PREFIX).order(ByteOrder.LITTLE_ENDIAN).putLong(json.length).flip());
        write(channel, ByteBuffer.wrap(json));
        for (Entry entry : entries.values()) {
          ByteBuffer bytes = ByteBuffer.allocate(entry.values().length * Float.BYTES);
          bytes.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(entry.values());
          write(channel, bytes);
        }
        channel.force(true);
      }
      Files.move(
          temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      forceNames(folder);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  /** Brings the new name to the disk, on systems that open a folder as a file. */
  private static void forceNames(Path folder) {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      // The system does it when it likes; the file is whole under its old name or the new one.
      return;
    }
  }

  private static Safetensors parse(
      FileChannel channel, Path file, ByteBuffer bytes, long dataStart, long dataSize)
      throws IOException {
    SafetensorsHeader header;
    try {
      header = SafetensorsHeader.parse(bytes, dataSize);
    } catch (IllegalArgumentException e) {
      throw new WeightsFormatException(file, e.getMessage());
    }
    SequencedMap<String, Entry> entries = new LinkedHashMap<>();
    for (SafetensorsHeader.Tensor t : header.tensors()) {
      int length = (int) (t.end() - t.start());
      float[] values = new float[length / Float.BYTES];
      read(channel, file, dataStart + t.start(), length).asFloatBuffer().get(values);
      entries.put(t.name(), new Entry(t.shape(), values));
    }
    return new Safetensors(header.metadata(), entries);
  }

  private static ByteBuffer read(FileChannel channel, Path file, long position, int length)
      throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer, position + buffer.position()) < 0) {
        throw new WeightsFormatException(file, "became shorter while it was read");
      }
    }
    return buffer.flip();
  }

  private static void write(FileChannel channel, ByteBuffer buffer) throws IOException {
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
  }
}
