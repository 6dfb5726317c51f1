package io.github.tapehead.model;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/** Writes {@link Safetensors}, whole or not at all. */
final class SafetensorsWriter {
  private static final int PREFIX = 8;

  /** Bytes that are written at once; the JDK keeps native memory of that size for the thread. */
  private static final int CHUNK = 1 << 16;

  private SafetensorsWriter() {}

  static void write(
      Path file, Map<String, String> metadata, SequencedMap<String, Safetensors.Entry> entries)
      throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw new NoSuchFileException(String.valueOf(folder), null, "no such folder");
    }
    byte[] header = header(metadata, entries);
    if (header.length > SafetensorsHeader.MAX_BYTES) {
      throw new WeightsFormatException(
          file,
          "header of " + header.length + " bytes, must be at most " + SafetensorsHeader.MAX_BYTES);
    }
    try {
      write(folder, file, header, entries);
    } catch (AccessDeniedException e) {
      throw new AccessDeniedException(file.toString(), null, "may not be written: " + e.getFile());
    } catch (IOException e) {
      throw naming(file, e);
    }
  }

  /** The same failure with the name of the file; those of the channel do not tell. */
  static IOException naming(Path file, IOException e) {
    return e.getClass() == IOException.class ? new IOException(file + ": " + e.getMessage(), e) : e;
  }

  private static byte[] header(
      Map<String, String> metadata, SequencedMap<String, Safetensors.Entry> entries) {
    Map<String, Object> header = new LinkedHashMap<>();
    header.put(SafetensorsHeader.METADATA, metadata);
    long end = 0;
    for (Map.Entry<String, Safetensors.Entry> entry : entries.entrySet()) {
      long start = end;
      end += (long) entry.getValue().values().length * Float.BYTES;
      Map<String, Object> tensor = new LinkedHashMap<>();
      tensor.put("dtype", "F32");
      tensor.put("shape", entry.getValue().shape());
      tensor.put("data_offsets", List.of(start, end));
      header.put(entry.getKey(), tensor);
    }
    String json = JsonWriter.write(header);
    // Blanks behind it, so that the data begin at whole numbers.
    int length = json.getBytes(StandardCharsets.UTF_8).length;
    return (json + " ".repeat(-length & PREFIX - 1)).getBytes(StandardCharsets.UTF_8);
  }

  private static void write(
      Path folder, Path file, byte[] header, SequencedMap<String, Safetensors.Entry> entries)
      throws IOException {
    Path temporary = Files.createTempFile(folder, "." + file.getFileName(), ".tmp");
    try {
      try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
        ByteBuffer prefix = ByteBuffer.allocate(PREFIX).order(ByteOrder.LITTLE_ENDIAN);
        write(channel, prefix.putLong(header.length).flip());
        write(channel, ByteBuffer.wrap(header));
        for (Safetensors.Entry entry : entries.values()) {
          write(channel, entry.values());
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

  private static void write(FileChannel channel, float[] values) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(CHUNK).order(ByteOrder.LITTLE_ENDIAN);
    int at = 0;
    while (at < values.length) {
      int count = Math.min(CHUNK / Float.BYTES, values.length - at);
      bytes.clear().limit(count * Float.BYTES);
      bytes.asFloatBuffer().put(values, at, count);
      write(channel, bytes);
      at += count;
    }
  }

  private static void write(FileChannel channel, ByteBuffer buffer) throws IOException {
    while (buffer.hasRemaining()) {
      channel.write(buffer);
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
}
