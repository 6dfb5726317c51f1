package io.github.tapehead.model.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Writes files whole or not at all: to a temporary file in the same folder, which is brought to the
 * disk and then takes the name of the file, in place of an older one. Whoever reads the name sees
 * the old content or the new one, after a crash and a loss of power, too. The permissions are those
 * of any new file of the process.
 */
public final class WholeFiles {
  private WholeFiles() {}

  /** What a file is to hold. */
  @FunctionalInterface
  public interface Content {
    /**
     * Writes all of it.
     *
     * @throws IOException if the channel throws it
     */
    void writeTo(WritableByteChannel channel) throws IOException;
  }

  /** The content that is these bytes. */
  public static Content bytes(byte[] bytes) {
    return channel -> write(channel, ByteBuffer.wrap(bytes));
  }

  /** Writes all bytes of a buffer to a channel, which may take fewer at once. */
  public static void write(WritableByteChannel channel, ByteBuffer buffer) throws IOException {
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
  }

  /**
   * Writes a file.
   *
   * @throws IOException that names the file, or its folder where there is none; what was there
   *     before is there still
   */
  public static void write(Path file, Content content) throws IOException {
    SequencedMap<Path, Content> one = new LinkedHashMap<>();
    one.put(file, content);
    write(one);
  }

  /**
   * Writes files that belong together: all are on the disk before the first takes its name.
   *
   * @throws IOException as {@link #write(Path, Content)}; no file has changed then, unless taking
   *     the names fails halfway
   */
  public static void write(SequencedMap<Path, Content> files) throws IOException {
    Map<Path, Path> written = new LinkedHashMap<>();
    Set<Path> folders = new LinkedHashSet<>();
    try {
      for (Map.Entry<Path, Content> file : files.entrySet()) {
        folders.add(folder(file.getKey()));
        writeBeside(file.getKey(), file.getValue(), written);
      }
      for (Map.Entry<Path, Path> file : written.entrySet()) {
        Files.move(
            file.getKey(),
            file.getValue(),
            StandardCopyOption.ATOMIC_MOVE,
            StandardCopyOption.REPLACE_EXISTING);
      }
      folders.forEach(WholeFiles::forceNames);
    } finally {
      for (Path temporary : written.keySet()) {
        Files.deleteIfExists(temporary);
      }
    }
  }

  /** The same failure with the name of the file; those of a channel do not tell. */
  public static IOException naming(Path file, IOException e) {
    return e.getClass() == IOException.class ? new IOException(file + ": " + e.getMessage(), e) : e;
  }

  private static Path folder(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      throw new FileSystemException(file.toString(), null, "is a folder, expected a file");
    }
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw new NoSuchFileException(String.valueOf(folder), null, "no such folder");
    }
    return folder;
  }

  private static void writeBeside(Path file, Content content, Map<Path, Path> written)
      throws IOException {
    try (FileChannel channel = create(file, written)) {
      content.writeTo(channel);
      // Or a loss of power could leave the new name with nothing behind it.
      channel.force(true);
    } catch (AccessDeniedException e) {
      throw new AccessDeniedException(file.toString(), null, "may not be written: " + e.getFile());
    } catch (IOException e) {
      throw naming(file, e);
    }
  }

  /** A new file beside another; unlike those for temporary use, not for its owner's eyes only. */
  private static FileChannel create(Path file, Map<Path, Path> written) throws IOException {
    while (true) {
      String number = Long.toHexString(ThreadLocalRandom.current().nextLong());
      Path temporary = file.resolveSibling("." + file.getFileName() + "." + number + ".tmp");
      try {
        FileChannel channel =
            FileChannel.open(temporary, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
        written.put(temporary, file);
        return channel;
      } catch (FileAlreadyExistsException e) {
        continue;
      }
    }
  }

  /** Brings new names to the disk, on systems that open a folder as a file. */
  private static void forceNames(Path folder) {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      // The system does it when it likes; the file is whole under its old name or the new one.
      return;
    }
  }
}
