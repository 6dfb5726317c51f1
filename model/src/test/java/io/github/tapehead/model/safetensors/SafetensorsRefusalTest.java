package io.github.tapehead.model.safetensors;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are damaged, or that were made to do damage. */
class SafetensorsRefusalTest {
  private static final String VALID =
      "{\"first\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},"
          + "\"second\":{\"dtype\":\"F32\",\"shape\":[1,1],\"data_offsets\":[8,12]}}";

  private static final byte[] DATA = new byte[12];

  @TempDir Path folder;

  @Test
  void takesTheFileThatTheOthersDamage() throws IOException {
    Safetensors.read(BrokenFiles.file(folder.resolve("valid"), VALID, DATA));
  }

  /** Every shorter file is damaged, wherever it was cut. */
  @Test
  void refusesTruncation() throws IOException {
    Path whole = BrokenFiles.file(folder.resolve("whole"), VALID, DATA);
    byte[] bytes = Files.readAllBytes(whole);
    for (int length = 0; length < bytes.length; length++) {
      Path cut = folder.resolve("cut.safetensors");
      Files.write(cut, Arrays.copyOf(bytes, length));
      BrokenFiles.assertRefused(cut, () -> Safetensors.read(cut));
    }
  }

  /** No array may be made of a length that only the file vouches for. */
  @ParameterizedTest
  @ValueSource(
      longs = {
        0,
        1,
        150,
        1 << 20,
        Integer.MAX_VALUE,
        Integer.MAX_VALUE + 1L,
        1L << 32,
        Long.MAX_VALUE,
        Long.MAX_VALUE - 7,
        Long.MIN_VALUE,
        -1,
        -8
      })
  void refusesALyingHeaderLength(long length) throws IOException {
    byte[] header = VALID.getBytes(StandardCharsets.UTF_8);
    Path file = BrokenFiles.file(folder.resolve("lies.safetensors"), length, header, DATA);
    BrokenFiles.assertRefused(file, () -> Safetensors.read(file));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "weights", "[]", "null", "{", "{}}", "{\"first\":}", "\u0000"})
  void refusesAHeaderThatIsNoObject(String header) throws IOException {
    Path file = BrokenFiles.file(folder.resolve("header.safetensors"), header, new byte[0]);
    BrokenFiles.assertRefused(file, () -> Safetensors.read(file));
  }

  @Test
  void refusesAHeaderThatIsNotUtf8() throws IOException {
    byte[] header = VALID.replace("first", "fir\u00ff").getBytes(StandardCharsets.ISO_8859_1);
    Path file = BrokenFiles.file(folder.resolve("latin.safetensors"), header.length, header, DATA);
    BrokenFiles.assertRefused(file, () -> Safetensors.read(file));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // from | to | a word of the message
        "\"second\" | \"first\" | once",
        "[0,8] | [0,4] | first",
        "[0,8] | [0,12] | first",
        "[0,8] | [8,0] | first",
        "[0,8] | [-8,0] | first",
        "[0,8] | [0] | first",
        "[0,8] | [0,8,12] | first",
        "[0,8] | 8 | first",
        "[0,8] | [0.0,8.0] | first",
        "[0,8] | [\"0\",\"8\"] | first",
        "[0,8] | [4,12] | first",
        "[0,8] | [0,9223372036854775807] | first",
        "[8,12] | [4,8] | second",
        "[8,12] | [0,4] | ''",
        "[8,12] | [12,16] | second",
        "[8,12] | [9223372036854775804,9223372036854775807] | second",
        "[8,12] | [-9223372036854775808,-9223372036854775804] | second",
        ",\"data_offsets\":[8,12] | '' | second",
        "[1,1] | [2,1] | second",
        "[1,1] | [-1,-1] | second",
        "[1,1] | [1,0] | second",
        "[1,1] | 1 | second",
        "[1,1] | null | second",
        "[1,1] | [1.0] | second",
        "[1,1] | [\"1\"] | second",
        "[1,1] | [[1]] | second",
        // 2^62 values are 2^64 bytes; 2^64 + 1 and 2^32 + 1 values look like 1 to careless code.
        "[1,1] | [2147483648,2147483648] | second",
        "[1,1] | [4294967297] | second",
        "[1,1] | [274177,67280421310721] | second",
        "[1,1] | [65536,65536,65536,65536] | second",
        "[1,1] | [0,65536,65536,65536,65536] | second",
        "\"shape\":[1,1], | '' | second",
        "\"dtype\":\"F32\",\"shape\":[2] | \"shape\":[2] | first",
        "\"dtype\":\"F32\",\"shape\":[2] | \"dtype\":32,\"shape\":[2] | first",
        "\"dtype\":\"F32\",\"shape\":[2] | \"dtype\":\"F64\",\"shape\":[1] | F64",
        "\"dtype\":\"F32\",\"shape\":[2] | \"dtype\":\"BF16\",\"shape\":[4] | BF16",
        "\"dtype\":\"F32\",\"shape\":[2] | \"dtype\":\"I32\",\"shape\":[2] | I32",
        "\"dtype\":\"F32\",\"shape\":[2] | \"dtype\":\"f32\",\"shape\":[2] | f32",
        "{\"first\" | {\"zeroth\":1,\"first\" | zeroth",
        "{\"first\" | {\"__metadata__\":1,\"first\" | __metadata__",
        "{\"first\" | {\"__metadata__\":{\"step\":1},\"first\" | step",
        "{\"first\" | {\"__metadata__\":{\"step\":null},\"first\" | step"
      })
  void refusesAWrongEntry(String from, String to, String word) throws IOException {
    String header = VALID.replace(from, to);
    assertTrue(!header.equals(VALID), from);
    Path file = BrokenFiles.file(folder.resolve("entry.safetensors"), header, DATA);
    BrokenFiles.assertRefused(file, () -> Safetensors.read(file), word);
  }

  /** Bytes that no tensor owns: a second file could hide there. */
  @Test
  void refusesGaps() throws IOException {
    Path behind = BrokenFiles.file(folder.resolve("behind"), VALID, new byte[16]);
    BrokenFiles.assertRefused(behind, () -> Safetensors.read(behind));
    String moved = VALID.replace("[8,12]", "[12,16]");
    Path between = BrokenFiles.file(folder.resolve("between"), moved, new byte[16]);
    BrokenFiles.assertRefused(between, () -> Safetensors.read(between), "second");
    moved = moved.replace("[0,8]", "[4,12]");
    Path before = BrokenFiles.file(folder.resolve("before"), moved, new byte[16]);
    BrokenFiles.assertRefused(before, () -> Safetensors.read(before), "first");
  }

  /** Deep nesting must end in a refusal, not in an overflowing stack. */
  @Test
  void refusesDeepNesting() throws IOException {
    String header = "{\"first\":" + "[".repeat(1_000_000) + "]".repeat(1_000_000) + "}";
    Path file = BrokenFiles.file(folder.resolve("deep"), header, new byte[0]);
    BrokenFiles.assertRefused(file, () -> Safetensors.read(file));
  }

  @Test
  void namesAFileThatIsNotThere() {
    Path file = folder.resolve("missing.safetensors");
    IOException e = assertThrows(IOException.class, () -> Safetensors.read(file));
    assertTrue(e.getMessage().contains("missing.safetensors"), e.getMessage());
  }

  @Test
  void refusesAFolder() throws IOException {
    Path file = Files.createDirectory(folder.resolve("folder.safetensors"));
    IOException e = assertThrows(IOException.class, () -> Safetensors.read(file));
    assertTrue(e.getMessage().contains("folder.safetensors"), e.getMessage());
  }
}
