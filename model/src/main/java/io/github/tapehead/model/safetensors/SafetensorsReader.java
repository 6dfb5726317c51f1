package io.github.tapehead.model.safetensors;

import io.github.tapehead.model.files.WholeFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.Set;

/** Reads {@link Safetensors}: the header first, then the tensors that are asked for. */
final class SafetensorsReader {
  private static final int PREFIX = 8;

  /** Bytes that are read at once; the JDK keeps native memory of that size for the thread. */
  private static final int CHUNK = 1 << 16;

  private final Path file;
  private final FileChannel channel;

  private SafetensorsReader(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  static Safetensors read(Path file, Safetensors.Selection selection) throws IOException {
    requireFile(file);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      return new SafetensorsReader(file, channel).read(selection);
    } catch (NoSuchFileException e) {
      throw new NoSuchFileException(file.toString(), null, "no such file");
    } catch (AccessDeniedException e) {
      throw new AccessDeniedException(file.toString(), null, "may not be read");
    } catch (IOException e) {
      throw WholeFiles.naming(file, e);
    }
  }

  /**
   * Refuses what is there but is no file.
   *
   * @throws WeightsFormatException if it is a folder, a pipe or a device
   */
  static void requireFile(Path file) throws WeightsFormatException {
    if (Files.isDirectory(file)) {
      throw new WeightsFormatException(file, "is a folder, expected a file");
    }
    // Opening a pipe would wait for a writer.
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw new WeightsFormatException(file, "is a pipe or device, expected a file");
    }
  }

  private Safetensors read(Safetensors.Selection selection) throws IOException {
    long size = channel.size();
    if (size < PREFIX + 2) {
      throw new WeightsFormatException(file, size + " bytes, too short for a safetensors file");
    }
    long length = bytes(0, PREFIX).getLong();
    if (length < 2 || length > size - PREFIX) {
      throw new WeightsFormatException(
          file,
          "header of "
              + Long.toUnsignedString(length)
              + " bytes in a file of "
              + size
              + "; truncated, or not a safetensors file");
    }
    if (length > SafetensorsHeader.MAX_BYTES) {
      throw new WeightsFormatException(
          file, "header of " + length + " bytes, must be at most " + SafetensorsHeader.MAX_BYTES);
    }
    long dataStart = PREFIX + length;
    SafetensorsHeader header = header((int) length, size - dataStart);
    Set<String> names = selection.of(header);
    requireRoom(header, names);
    SequencedMap<String, Safetensors.Entry> entries = new LinkedHashMap<>();
    for (SafetensorsHeader.Tensor t : header.tensors().values()) {
      if (names.contains(t.name())) {
        entries.put(t.name(), new Safetensors.Entry(t.shape(), floats(t, dataStart)));
      }
    }
    return new Safetensors(file, header.metadata(), entries);
  }

  private SafetensorsHeader header(int length, long dataSize) throws IOException {
    try {
      return SafetensorsHeader.parse(bytes(PREFIX, length), dataSize);
    } catch (IllegalArgumentException e) {
      throw new WeightsFormatException(file, e.getMessage());
    }
  }

  /** A file may have holes: terabytes that take no place on the disk. */
  private void requireRoom(SafetensorsHeader header, Set<String> names) throws IOException {
    long bytes = 0;
    for (String name : names) {
      SafetensorsHeader.Tensor t = header.tensors().get(name);
      bytes += t == null ? 0 : t.end() - t.start();
    }
    long most = Runtime.getRuntime().maxMemory();
    if (bytes > most) {
      throw new WeightsFormatException(
          file, "tensors of " + bytes + " bytes, more than the heap of " + most + " has room for");
    }
  }

  private float[] floats(SafetensorsHeader.Tensor t, long dataStart) throws IOException {
    float[] values;
    try {
      values = new float[t.floats()];
    } catch (OutOfMemoryError e) {
      // One array that does not fit, and nothing is lost: the caller may go on without the file.
      throw new WeightsFormatException(
          file,
          t.name() + ": " + (t.end() - t.start()) + " bytes, more than the heap has room for");
    }
    int chunk = CHUNK / Float.BYTES;
    int at = 0;
    while (at < values.length) {
      int count = Math.min(chunk, values.length - at);
      long position = dataStart + t.start() + (long) at * Float.BYTES;
      bytes(position, count * Float.BYTES).asFloatBuffer().get(values, at, count);
      at += count;
    }
    return values;
  }

  private ByteBuffer bytes(long position, int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    while (buffer.hasRemaining()) {
      buffer.limit(Math.min(length, buffer.position() + CHUNK));
      if (channel.read(buffer, position + buffer.position()) < 0) {
        throw new WeightsFormatException(file, "became shorter while it was read");
      }
      buffer.limit(length);
    }
    return buffer.flip();
  }
}
