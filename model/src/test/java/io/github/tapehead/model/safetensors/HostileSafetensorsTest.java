package io.github.tapehead.model.safetensors;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.tapehead.model.JavaProcess;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Files that are too much, files that are none, and places where none can be. */
class HostileSafetensorsTest {
  @TempDir Path folder;

  @Test
  void headersThatAreTooLong() throws IOException {
    byte[] header = (" ".repeat(SafetensorsHeader.MAX_BYTES - 1) + "{}").getBytes();
    Path file = BrokenFiles.file(folder.resolve("long"), header.length, header, new byte[0]);
    BrokenFiles.assertRefused(file, () -> Safetensors.read(file), "2097153 bytes, must be at most");
    byte[] longest = (" ".repeat(SafetensorsHeader.MAX_BYTES - 2) + "{}").getBytes();
    Files.delete(file);
    BrokenFiles.file(file, longest.length, longest, new byte[0]);
    assertEquals(0, Safetensors.read(file).names().size());
    Map<String, String> more = Map.of("note", " ".repeat(SafetensorsHeader.MAX_BYTES));
    BrokenFiles.assertRefused(file, () -> Safetensors.write(file, more, entries()), "at most");
    assertEquals(0, Safetensors.read(file).names().size(), "the old file stays");
  }

  /** A message goes to terminals and logs. */
  @Test
  void messagesAreShortAndPrintable() throws IOException {
    String name = "\\u001b[2J\\n" + "a".repeat(100_000);
    String header = "{\"" + name + "\": {\"dtype\": \"F64\"}}";
    Path file = BrokenFiles.file(folder.resolve("name"), header, new byte[0]);
    String message =
        assertThrows(WeightsFormatException.class, () -> Safetensors.read(file)).getMessage();
    assertTrue(message.startsWith(file + ": \\u001b[2J\\u000aaaa"), message);
    assertTrue(message.endsWith("a: dtype F64, expected F32"), message);
    assertTrue(message.length() < 1000, message);
  }

  @Test
  void tensorsOfManyDimensions() throws IOException {
    String ones = "1, ".repeat(100_000) + "1";
    String header =
        "{\"a\": {\"dtype\": \"F32\", \"shape\": [" + ones + "], \"data_offsets\": [0, 4]}}";
    Path file = BrokenFiles.file(folder.resolve("dimensions"), header, new byte[4]);
    BrokenFiles.assertRefused(
        file, () -> Safetensors.read(file), "a: shape of 100001 numbers, at most 32");
    float[] one = new float[1];
    for (List<Integer> shape : List.of(List.of(-1, -1), List.of(65536, 65536, 65536, 65536))) {
      assertThrows(IllegalArgumentException.class, () -> new Safetensors.Entry(shape, one));
    }
  }

  /** Opening a pipe waits for somebody who writes. */
  @Test
  @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void pipesAndDevices() throws Exception {
    Path pipe = folder.resolve("pipe");
    try {
      Process process = new ProcessBuilder("mkfifo", pipe.toString()).start();
      assumeTrue(process.waitFor(10, TimeUnit.SECONDS) && Files.exists(pipe), "no mkfifo");
    } catch (IOException e) {
      assumeTrue(false, "no mkfifo");
    }
    BrokenFiles.assertRefused(pipe, () -> Safetensors.read(pipe), "is a pipe or device");
    Path zero = Path.of("/dev/zero");
    assumeTrue(Files.exists(zero), "no devices");
    BrokenFiles.assertRefused(zero, () -> Safetensors.read(zero), "is a pipe or device");
  }

  @Test
  void filesWithoutPermission() throws IOException {
    assumeFalse(System.getProperty("user.name").equals("root"), "root may read everything");
    Path file = folder.resolve("closed.safetensors");
    Safetensors.write(file, Map.of(), entries());
    assertTrue(file.toFile().setReadable(false));
    Exception e = assertThrows(AccessDeniedException.class, () -> Safetensors.read(file));
    assertEquals(file + ": may not be read", e.getMessage());
  }

  @Test
  void foldersWithoutPermission() throws IOException {
    assumeFalse(System.getProperty("user.name").equals("root"), "root may write everywhere");
    Path closed = Files.createDirectory(folder.resolve("closed"));
    assertTrue(closed.toFile().setWritable(false));
    Path file = closed.resolve("weights.safetensors");
    Exception e =
        assertThrows(
            AccessDeniedException.class, () -> Safetensors.write(file, Map.of(), entries()));
    assertTrue(e.getMessage().startsWith(file + ": may not be written: "), e.getMessage());
    assertTrue(closed.toFile().setWritable(true));
  }

  /** The limit of a process on the size of files ends a write as a full disk does. */
  @Test
  void fullDisks() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "no bash");
    Path file = folder.resolve("weights.safetensors");
    Safetensors.write(file, Map.of(), entries());
    byte[] before = Files.readAllBytes(file);
    List<String> command =
        JavaProcess.command(
            List.of("-XX:-UsePerfData", LargeFile.class.getName(), file.toString()));
    String limited = "ulimit -f 64; exec '" + String.join("' '", command) + "'";
    String output = JavaProcess.start(List.of("/bin/bash", "-c", limited));
    assertTrue(output.startsWith("java.io.IOException: " + file + ": "), output);
    assertArrayEquals(before, Files.readAllBytes(file), "the old file stays");
    try (var files = Files.list(folder)) {
      assertEquals(List.of(file), files.toList());
    }
  }

  private static SequencedMap<String, Safetensors.Entry> entries() {
    SequencedMap<String, Safetensors.Entry> entries = new LinkedHashMap<>();
    entries.put("a", new Safetensors.Entry(List.of(2, 3), new float[6]));
    return entries;
  }
}
