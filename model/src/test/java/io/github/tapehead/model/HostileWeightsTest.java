package io.github.tapehead.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.tapehead.model.json.JsonWriter;
import io.github.tapehead.model.safetensors.BrokenFiles;
import io.github.tapehead.model.safetensors.Safetensors;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.foreign.Arena;
import java.lang.foreign.SegmentAllocator;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Weights files that ask for more than they have. */
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
