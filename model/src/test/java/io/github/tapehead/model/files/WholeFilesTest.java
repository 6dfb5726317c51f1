package io.github.tapehead.model.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tapehead.model.files.WholeFiles.Content;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeFilesTest {
  @TempDir private Path folder;

  private static Content text(String text) {
    return WholeFiles.bytes(text.getBytes(StandardCharsets.UTF_8));
  }

  private static Content failing(IOException failure) {
    return channel -> {
      text("half").writeTo(channel);
      throw failure;
    };
  }

  @Test
  void replacesWhatIsThere() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "a longer text than the new one");
    WholeFiles.write(file, text("new"));
    assertEquals("new", Files.readString(file));
    assertEquals(List.of(file), list());
  }

  @Test
  void hasThePermissionsOfAnyNewFile() throws IOException {
    Path file = folder.resolve("file");
    WholeFiles.write(file, text("text"));
    Path ordinary = Files.createFile(folder.resolve("ordinary"));
    assertEquals(Files.getPosixFilePermissions(ordinary), Files.getPosixFilePermissions(file));
  }

  @Test
  void failureLeavesTheOldContentAndNothingElse() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "old");
    IOException e =
        assertThrows(
            IOException.class,
            () -> WholeFiles.write(file, failing(new IOException("No space left on device"))));
    assertEquals(file + ": No space left on device", e.getMessage());
    assertEquals("old", Files.readString(file));
    assertEquals(List.of(file), list());
  }

  @Test
  void failureThatNamesAFileIsGivenAsItIs() {
    var failure = new FileSystemException("a file");
    Path file = folder.resolve("file");
    assertSame(
        failure, assertThrows(IOException.class, () -> WholeFiles.write(file, failing(failure))));
  }

  @Test
  void filesThatBelongTogetherChangeTogether() throws IOException {
    Path first = Files.writeString(folder.resolve("first"), "old");
    Path second = folder.resolve("second");
    SequencedMap<Path, Content> files = new LinkedHashMap<>();
    files.put(first, text("new"));
    files.put(second, failing(new IOException("full")));
    assertThrows(IOException.class, () -> WholeFiles.write(files));
    assertEquals("old", Files.readString(first));
    assertEquals(List.of(first), list());
    files.put(second, text("too"));
    WholeFiles.write(files);
    assertEquals("new", Files.readString(first));
    assertEquals("too", Files.readString(second));
  }

  @Test
  void refusesFoldersByName() {
    FileSystemException e =
        assertThrows(FileSystemException.class, () -> WholeFiles.write(folder, text("text")));
    assertEquals(folder + ": is a folder, expected a file", e.getMessage());
    Path nowhere = folder.resolve("nowhere");
    e =
        assertThrows(
            NoSuchFileException.class,
            () -> WholeFiles.write(nowhere.resolve("file"), text("text")));
    assertEquals(nowhere + ": no such folder", e.getMessage());
    assertTrue(Files.notExists(nowhere));
  }

  private List<Path> list() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }
}
