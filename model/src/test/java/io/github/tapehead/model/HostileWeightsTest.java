package io.github.tapehead.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.foreign.Arena;
import java.lang.foreign.SegmentAllocator;
import java.nio.charset.StandardCharsets;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Weights files that ask for more than they have, and files that are none. */
class HostileWeightsTest {
  private static final NetworkConfiguration SMALL =
      NetworkConfiguration.ntm(ControllerKind.LSTM, 1, 1).withHidden(1).withMemory(3, 1);

  /** Nothing is allocated for a file that is refused by its header. */
  private static final SegmentAllocator NONE =
      (bytes, alignment) -> {
        throw new AssertionError(bytes + " bytes asked for");
      };

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // Each takes the largest sizes that a configuration may have.
        "65536 | 1 | 3 | 1 | 1 | config.layers: 65536",
        "1 | 4096 | 3 | 1 | 1 | controller.0.weight: shape",
        "1 | 1 | 65536 | 1365 | 1 | controller.0.weight: shape",
        "1 | 65536 | 3 | 1 | 1 | controller: ",
        "1 | 1 | 65536 | 65536 | 1 | memory: ",
        // 2^26 rows, padded: with wide vectors more than 2^31 floats.
        "1 | 1 | 1 | 65536 | 1022 | .weight: "
      })
  void sizesThatTheFileDoesNotHave(
      int layers, int hidden, int locations, int width, int reads, String cause)
      throws IOException {
    String config = SMALL.toJson();
    Map<String, Integer> sizes =
        Map.of(
            "layers",
            layers,
            "hidden",
            hidden,
            "locations",
            locations,
            "width",
            width,
            "read_heads",
            reads,
            "shift_range",
            locations == 1 ? 0 : 1);
    for (Map.Entry<String, Integer> size : sizes.entrySet()) {
      config = config.replaceAll("(\"" + size.getKey() + "\": )\\d+", "$1" + size.getValue());
    }
    Path file = folder.resolve("sizes.safetensors");
    Safetensors.write(file, Map.of("config", config), entries());
    BrokenFiles.assertRefused(file, () -> WeightsFile.read(file, NONE), cause);
  }

  /** A hundred gigabytes of nothing take no place on a disk. */
  @Test
  void holesAreNotRead() throws IOException {
    SequencedMap<String, Safetensors.Entry> entries = entries();
    Map<String, Object> header = new LinkedHashMap<>();
    header.put("__metadata__", WeightsFile.metadata(SMALL));
    long end = 0;
    for (Map.Entry<String, Safetensors.Entry> entry : entries.entrySet()) {
      int floats = entry.getValue().values().length;
      header.put(entry.getKey(), tensor(entry.getValue().shape(), end));
      end += (long) floats * Float.BYTES;
    }
    for (int i = 0; i < 100; i++) {
      header.put("training." + i, tensor(List.of(1 << 28), end));
      end += 1L << 30;
    }
    byte[] text = JsonWriter.write(header).getBytes(StandardCharsets.UTF_8);
    Path file = BrokenFiles.file(folder.resolve("holes"), text.length, text, new byte[0]);
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(8 + text.length + end);
    } catch (IOException e) {
      assumeTrue(false, "no holes here: " + e);
    }
    assumeTrue(Runtime.getRuntime().maxMemory() < end, "a large heap");
    try (Arena arena = Arena.ofConfined()) {
      assertEquals(SMALL, WeightsFile.read(file, arena).configuration());
    }
    BrokenFiles.assertRefused(file, () -> Safetensors.read(file), "more than the heap of");
  }

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
    for (Layout.Tensor t : Layout.of(SMALL).tensors()) {
      entries.put(
          t.name(), new Safetensors.Entry(t.shape(), new float[t.rows() * t.denseColumns()]));
    }
    return entries;
  }

  private static Map<String, Object> tensor(List<Integer> shape, long start) {
    long floats = shape.stream().mapToLong(n -> n).reduce(1, (a, b) -> a * b);
    return Map.of(
        "dtype",
        "F32",
        "shape",
        shape,
        "data_offsets",
        List.of(start, start + floats * Float.BYTES));
  }
}
