package io.github.tapehead.model.safetensors;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Makes safetensors files byte by byte, right or wrong, and says what a refusal must look like. */
public final class BrokenFiles {
  /** What reads a file. */
  @FunctionalInterface
  public interface Reading {
    /**
     * Reads it.
     *
     * @throws IOException if it is refused
     */
    void run() throws IOException;
  }

  private BrokenFiles() {}

  /** A file whose header length is right. */
  public static Path file(Path path, String header, byte[] data) throws IOException {
    byte[] text = header.getBytes(StandardCharsets.UTF_8);
    return file(path, text.length, text, data);
  }

  /** A file that may lie about the length of its header. */
  public static Path file(Path path, long headerLength, byte[] header, byte[] data)
      throws IOException {
    ByteBuffer bytes =
        ByteBuffer.allocate(8 + header.length + data.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(headerLength).put(header).put(data);
    return Files.write(path, bytes.array());
  }

  /** Requires a refusal that names the file and whatever else a reader needs to mend it. */
  public static void assertRefused(Path file, Reading read, String... words) {
    String message = assertThrows(WeightsFormatException.class, read::run).getMessage();
    assertTrue(message.contains(file.getFileName().toString()), message);
    for (String word : words) {
      assertTrue(message.contains(word), message + " should contain: " + word);
    }
    assertFalse(message.contains("Exception"), message);
    assertFalse(message.endsWith(": null"), message);
  }
}
