package io.github.tapehead.model.safetensors;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tapehead.model.GoldenFixture;
import io.github.tapehead.model.json.Json;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class SafetensorsTest {
  static final List<String> FIXTURES = GoldenFixture.ALL;

  /** Values that a careless conversion would change. */
  private static final float[] BITS = {
    0f,
    -0f,
    1f,
    -1.5f,
    Float.MIN_VALUE,
    Float.MAX_VALUE,
    Float.POSITIVE_INFINITY,
    Float.intBitsToFloat(0x7fc00000),
    Float.intBitsToFloat(0xffc12345),
    (float) Math.PI,
    1e-6f,
    Float.MIN_NORMAL
  };

  @TempDir Path folder;

  @Test
  void keepsEveryBit() throws IOException {
    Path file = folder.resolve("weights.safetensors");
    SequencedMap<String, Safetensors.Entry> entries = new LinkedHashMap<>();
    entries.put("b.matrix", new Safetensors.Entry(List.of(3, 4), BITS));
    entries.put("a.vector", new Safetensors.Entry(List.of(2), new float[] {3, 4}));
    entries.put("\u03b2 \"quoted\"", new Safetensors.Entry(List.of(1, 1, 1), new float[] {5}));
    Map<String, String> metadata =
        Map.of("config", "{\"a\": \"b\\n\"}", "note", "\u00e9\ud834\udd1e");
    Safetensors.write(file, metadata, entries);

    Safetensors read = Safetensors.read(file);
    assertEquals(metadata, read.metadata());
    assertEquals(entries.keySet(), Set.copyOf(read.names()));
    for (String name : entries.keySet()) {
      assertEquals(entries.get(name).shape(), read.shape(name), name);
      assertArrayEquals(bits(entries.get(name).values()), bits(read.floats(name)), name);
    }
  }

  /** Read by hand: two mistakes of ours that cancel would still be a file nobody else reads. */
  @Test
  void writesTheFormat() throws IOException {
    Path file = folder.resolve("weights.safetensors");
    SequencedMap<String, Safetensors.Entry> entries = new LinkedHashMap<>();
    entries.put("b", new Safetensors.Entry(List.of(3, 4), BITS));
    entries.put("a", new Safetensors.Entry(List.of(2), new float[] {3, 4}));
    Safetensors.write(file, Map.of("k", "v"), entries);

    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    int headerLength = Math.toIntExact(bytes.getLong(0));
    assertEquals(0, headerLength % 8, "the data should be aligned");
    String header = new String(bytes.array(), 8, headerLength, StandardCharsets.UTF_8);
    assertTrue(header.startsWith("{"), header);
    Map<?, ?> json = (Map<?, ?>) Json.read(header);
    assertEquals(Map.of("k", "v"), json.get("__metadata__"));
    Map<?, ?> b = (Map<?, ?>) json.get("b");
    Map<?, ?> a = (Map<?, ?>) json.get("a");
    assertEquals("F32", b.get("dtype"));
    assertEquals(List.of(3L, 4L), b.get("shape"));
    int from = ((Long) ((List<?>) b.get("data_offsets")).get(0)).intValue();
    assertEquals(List.of((long) from, from + 48L), b.get("data_offsets"));
    float[] values = new float[12];
    bytes.position(8 + headerLength + from);
    bytes.slice().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
    assertArrayEquals(bits(BITS), bits(values));
    assertEquals(56L, Math.max(from + 48L, (Long) ((List<?>) a.get("data_offsets")).get(1)));
    assertEquals(8 + headerLength + 56, bytes.capacity());
  }

  @ParameterizedTest
  @FieldSource("FIXTURES")
  void readsWhatOthersWrote(String name) throws IOException {
    Path file = folder.resolve(name + ".safetensors");
    try (var in = SafetensorsTest.class.getResourceAsStream("/golden/" + name + ".safetensors")) {
      Files.copy(in, file);
    }
    Safetensors read = Safetensors.read(file);
    Map<String, float[]> expected = GoldenFixture.read(name).tensors();
    assertEquals(expected.keySet(), Set.copyOf(read.names()));
    expected.forEach((tensor, values) -> assertArrayEquals(values, read.floats(tensor), tensor));
  }

  /** Headers of odd lengths, scalars and empty tensors are all within the format. */
  @Test
  void readsUnalignedScalarAndEmptyTensors() throws IOException {
    String header =
        "{\"s\":{\"dtype\":\"F32\",\"shape\":[],\"data_offsets\":[0,4]},"
            + "\"e\":{\"dtype\":\"F32\",\"shape\":[2,0],\"data_offsets\":[4,4]},"
            + "\"v\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}";
    byte[] data = {0, 0, (byte) 0x80, 0x3f, 0, 0, 0, 0x40};
    for (int blanks = 0; blanks < 8; blanks++) {
      Path file = BrokenFiles.file(folder.resolve("f"), header + " ".repeat(blanks), data);
      Safetensors read = Safetensors.read(file);
      assertEquals(Map.of(), read.metadata());
      assertArrayEquals(new float[] {1}, read.floats("s"));
      assertArrayEquals(new float[] {}, read.floats("e"));
      assertArrayEquals(new float[] {2}, read.floats("v"));
      assertEquals(List.of(2, 0), read.shape("e"));
    }
  }

  @Test
  void replacesAFileAndLeavesNothingElse() throws IOException {
    Path file = folder.resolve("weights.safetensors");
    Safetensors.write(file, Map.of(), entry(1, 2, 3));
    Safetensors.write(file, Map.of(), entry(4));
    assertArrayEquals(new float[] {4}, Safetensors.read(file).floats("a"));
    assertEquals(List.of(file), contents());
  }

  /** A failed write must not cost the weights that were there. */
  @Test
  void failedWriteKeepsTheOldFile() throws IOException {
    Path file = folder.resolve("weights.safetensors");
    Safetensors.write(file, Map.of(), entry(1, 2, 3));
    SequencedMap<String, Safetensors.Entry> wrong = new LinkedHashMap<>();
    assertThrows(
        IllegalArgumentException.class,
        () -> {
          wrong.put("a", new Safetensors.Entry(List.of(7), new float[] {1}));
          Safetensors.write(file, Map.of(), wrong);
        });
    assertArrayEquals(new float[] {1, 2, 3}, Safetensors.read(file).floats("a"));
    assertEquals(List.of(file), contents());
  }

  @Test
  void writeNamesTheFileItCannotMake() throws IOException {
    Path missing = folder.resolve("missing");
    Path file = missing.resolve("weights.safetensors");
    IOException e =
        assertThrows(IOException.class, () -> Safetensors.write(file, Map.of(), entry(1)));
    assertTrue(e.getMessage().contains(missing.toString()), e.getMessage());

    Path occupied = Files.createDirectories(folder.resolve("occupied/by/others")).getParent();
    e = assertThrows(IOException.class, () -> Safetensors.write(occupied, Map.of(), entry(1)));
    assertTrue(e.getMessage().contains("by"), e.getMessage());
    assertEquals(List.of(folder.resolve("occupied")), contents());
    try (Stream<Path> files = Files.list(folder.resolve("occupied"))) {
      assertEquals(List.of(occupied), files.toList());
    }
  }

  private static SequencedMap<String, Safetensors.Entry> entry(float... values) {
    SequencedMap<String, Safetensors.Entry> entries = new LinkedHashMap<>();
    entries.put("a", new Safetensors.Entry(List.of(values.length), values));
    return entries;
  }

  private List<Path> contents() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }

  private static int[] bits(float[] values) {
    int[] bits = new int[values.length];
    Arrays.setAll(bits, i -> Float.floatToRawIntBits(values[i]));
    return bits;
  }
}
