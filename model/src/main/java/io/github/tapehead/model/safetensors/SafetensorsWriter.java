package io.github.tapehead.model.safetensors;

import io.github.tapehead.model.files.WholeFiles;
import io.github.tapehead.model.json.JsonWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
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
    byte[] header = header(metadata, entries);
    if (header.length > SafetensorsHeader.MAX_BYTES) {
      throw new WeightsFormatException(
          file,
          "header of " + header.length + " bytes, must be at most " + SafetensorsHeader.MAX_BYTES);
    }
    WholeFiles.write(
        file,
        channel -> {
          ByteBuffer prefix = ByteBuffer.allocate(PREFIX).order(ByteOrder.LITTLE_ENDIAN);
          WholeFiles.write(channel, prefix.putLong(header.length).flip());
          WholeFiles.write(channel, ByteBuffer.wrap(header));
          for (Safetensors.Entry entry : entries.values()) {
            write(channel, entry.values());
          }
        });
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

  private static void write(WritableByteChannel channel, float[] values) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(CHUNK).order(ByteOrder.LITTLE_ENDIAN);
    int at = 0;
    while (at < values.length) {
      int count = Math.min(CHUNK / Float.BYTES, values.length - at);
      bytes.clear().limit(count * Float.BYTES);
      bytes.asFloatBuffer().put(values, at, count);
      WholeFiles.write(channel, bytes);
      at += count;
    }
  }
}
