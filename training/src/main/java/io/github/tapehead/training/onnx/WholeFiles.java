package io.github.tapehead.training.onnx;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/** Files that belong together: each is written whole or not at all. */
final class WholeFiles {
  private WholeFiles() {}

  /**
   * Writes all files beside their places, then gives them their names, over what is there.
   *
   * @throws IOException if a file cannot be written; none has its name then, unless renaming fails
   */
  static void write(SequencedMap<Path, byte[]> files) throws IOException {
    Map<Path, Path> written = new LinkedHashMap<>();
    try {
      for (Map.Entry<Path, byte[]> file : files.entrySet()) {
        Path folder = folder(file.getKey());
        String name = "." + file.getKey().getFileName();
        Path temporary = Files.createTempFile(folder, name, ".tmp");
        written.put(temporary, file.getKey());
        write(temporary, ByteBuffer.wrap(file.getValue()));
      }
      for (Map.Entry<Path, Path> file : written.entrySet()) {
        Files.move(
            file.getKey(),
            file.getValue(),
            StandardCopyOption.ATOMIC_MOVE,
            StandardCopyOption.REPLACE_EXISTING);
      }
    } finally {
      for (Path temporary : written.keySet()) {
        Files.deleteIfExists(temporary);
      }
    }
  }

  private static Path folder(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      throw new FileSystemException(file.toString(), null, "is a folder, expected a file");
    }
    Path folder = file.toAbsolutePath().getParent();
    if (!Files.isDirectory(folder)) {
      throw new FileSystemException(folder.toString(), null, "no such folder");
    }
    return folder;
  }

  private static void write(Path file, ByteBuffer bytes) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      // Or a loss of power could leave the new name with nothing behind it.
      channel.force(true);
    }
  }
}
