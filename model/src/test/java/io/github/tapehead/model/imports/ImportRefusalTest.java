package io.github.tapehead.model.imports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tapehead.model.ControllerKind;
import io.github.tapehead.model.NetworkConfiguration;
import io.github.tapehead.model.safetensors.BrokenFiles;
import io.github.tapehead.model.safetensors.WeightsFormatException;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Mappings that are wrong are refused with their file, the entry or tensor, and the cause. */
class ImportRefusalTest {
  private static final NetworkConfiguration SMALL =
      NetworkConfiguration.ntm(ControllerKind.LSTM, 2, 2).withHidden(3).withMemory(5, 2);

  @TempDir private Path folder;
  private ImportCase small;

  @BeforeEach
  void prepare() {
    small = new ImportCase(folder, SMALL);
  }

  /** The entry of output.weight, [3 + 2, 2]. Its place in the table is 4. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'from': 'none' | table[4].from: none: missing in the source",
        "'from': 'turned'"
            + " | table[4].from: turned: 2 × 5, expected 5 × 2; it fits with transpose",
        "'from': 'fit', 'transpose': true"
            + " | table[4].from: fit: 5 × 2 before it is transposed, expected 2 × 5",
        "'from': ['fit', 'deep'] | table[4].from[1]: deep: shape [5, 2, 2], expected two"
            + " dimensions at most; give it a shape",
        "'from': {'tensor': 'turned', 'shape': [5, 3]}"
            + " | table[4].from: turned: shape [2, 5] in the source, cannot become [5, 3]",
        "'from': {'tensor': 'turned', 'shape': [5, 0]}"
            + " | table[4].from.shape: [5, 0], expected one or two sizes of 1 or more",
        "'from': {'tensor': 'fit', 'rows': '0:6'}"
            + " | table[4].from: fit: rows 0:6, expected a range within 0:5",
        "'from': {'tensor': 'fit', 'rows': '3:3'}"
            + " | table[4].from.rows: 3:3, expected a range such as 0:20",
        "'from': {'tensor': 'fit', 'rows': 'h'}"
            + " | table[4].from.rows: h, expected a range such as 0:20",
        "'from': {'tensor': 'fit', 'column': '0:2'}"
            + " | table[4].from: unknown key column, written by a newer version?",
        "'from': {'rows': '0:2'} | table[4].from: no key tensor",
        "'from': 'empty' | table[4].from: empty: is empty",
        "'from': 5 | table[4].from: 5, expected the name of a tensor, or an object with it",
        "'from': [] | table[4].from: [], expected a source or a list of them",
        "'transpose': true | table[4] (output.weight): expected either from or value",
        "'from': 'fit', 'value': 0 | table[4] (output.weight): expected either from or value",
        "'value': '0' | table[4].value: 0, expected a number that is finite as a float32",
        "'value': 1e39 | table[4].value: 1.0E39, expected a number that is finite as a float32",
        "'from': 'fit', 'transpose': 1 | table[4].transpose: 1, expected true or false",
        "'from': 'fit', 'scale': 2 | table[4]: unknown key scale, written by a newer version?",
        "'from': 'fit', 'plus': {'0:1': 1}"
            + " | table[4] (output.weight).plus: of a matrix, expected a vector",
        "'from': 'fit', 'rows': 'x' | table[4] (output.weight).rows: x, expected names such as"
            + " h, r, r.0, or a range within 0:5",
        "'from': 'fit', 'rows': ['h', 'r.1'] | table[4] (output.weight).rows: r.1, expected names",
        "'from': 'fit', 'rows': '0:6' | table[4] (output.weight).rows: 0:6, expected names",
        "'from': 'fit', 'rows': [] | table[4].rows: [], expected a name or a list of names",
        "'from': 'fit', 'rows': [1] | table[4].rows: [1], expected a name or a list of names",
        "'from': 'fit', 'columns': 'y'"
            + " | table[4] (output.weight).columns: y, expected a range within 0:2",
        "'from': {'tensor': 'fit', 'rows': '0:3'}, 'rows': 'h'"
            + " | output.weight: rows 3:5 (r.0), all columns not given, expected once",
        "'from': 'fit', 'rows': ['h', 'h'] | output.weight: rows 0:3 (h), all columns given twice,"
            + " expected once",
        "'from': 'fit', 'rows': ['h', '2:4']"
            + " | output.weight: rows 2:3 (h), all columns given twice, expected once",
        "'from': 'fit', 'columns': ['0:1', '0:1']"
            + " | output.weight: all rows, columns 0:1 given twice, expected once",
        "'from': 'large' | table[4].from: large: 6 × 2, expected 5 × 2",
        "'from': {'tensor': 'large', 'rows': '1:6'}"
            + " | source large: rows 0:1, columns 0:2 not used, expected all of 6 × 2",
        "'from': ['fit', {'tensor': 'fit', 'shape': [1, 10]}]"
            + " | table[4].from[1]: fit: 1 × 10, expected 5 × 2",
        "'from': ['line', {'tensor': 'line', 'shape': [5, 2]}]"
            + " | table[4].from[0]: line: 1 × 10, expected 5 × 2",
        "'from': ['huge', 'huge'] | table[4] (output.weight): Infinity from 6.805646932770577E38"
            + " at row 0, column 0, expected a finite number"
      })
  void entries(String entry, String message) throws IOException {
    String name = entry.replaceAll(".*'(none|fit|turned|deep|empty|large|line|huge)'.*", "$1");
    small.tensor("fit", 5, 2)[0] = 1;
    small.tensor("turned", 2, 5);
    small.tensor("deep", 5, 2, 2);
    small.tensor("empty", 0, 2);
    small.tensor("large", 6, 2);
    small.tensor("line", 10);
    small.tensor("huge", 5, 2)[0] = Float.MAX_VALUE;
    small
        .tensors
        .keySet()
        .removeIf(t -> !t.contains(".") && !t.equals(name) && !entry.contains("'" + t + "'"));
    assertRefused(small.instead("output.weight", entry).text(), message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"table\" | \"tables\" | mapping: no key table",
        "\"config\" | \"network\" | mapping: no key config",
        "\"hidden\": 3 | \"hidden\": 0 | hidden: 0, must be from 1 to 65536",
        "\"hidden\": 3 | \"hidden\": 4 | table[0].from: controller.0.weight: 7 × 12, expected",
        "\"layers\": 1 | \"layers\": 7 | config.layers: 7, more than the 6 entries of the table",
        "\"layers\": 1 | \"layers\": 2 | controller.1.weight: not in the table, expected shape",
        "\"inputs\" | \"input\" | config: no key inputs",
        "\"to\": \"heads.bias\" | \"to\": \"heads\" | table[3].to: heads, expected one of [contr",
        "\"to\": \"heads.bias\" | \"from\": \"heads.bias\" | JSON at character",
        "\"to\": \"heads.bias\", | \"rows\": \"0:1\", | table[3]: no key to",
        "\"to\": \"heads.bias\" | \"rows\": \"0:1\", \"to\": \"heads.bias\""
            + " | table[3] (heads.bias).rows: of a vector, expected columns alone",
        "\"to\": \"heads.bias\" | \"plus\": {\"key\": null}, \"to\": \"heads.bias\""
            + " | table[3] (heads.bias).plus.key: null, expected a number that is finite",
        "\"to\": \"heads.bias\" | \"plus\": {\"keys\": 1}, \"to\": \"heads.bias\""
            + " | table[3] (heads.bias).plus: columns: keys, expected names such as key, write.0,",
        "\"to\": \"heads.bias\" | \"columns\": \"key\", \"plus\": {\"gate\": 1}, \"to\":"
            + " \"heads.bias\" | table[3] (heads.bias).plus: columns 6:8, expected some that the"
            + " entry gives",
        "\"to\": \"heads.bias\" | \"columns\": \"read.0.shift.+2\", \"to\": \"heads.bias\""
            + " | (heads.bias).columns: read.0.shift.+2, expected names such as key, write.0,",
        "\"to\": \"output.bias\" | \"to\": \"heads.bias\""
            + " | heads.bias: all columns given twice, expected once",
        "\"to\": \"heads.bias\" | \"columns\": [\"key\", \"gate\", \"sharpening\", \"shift\","
            + " \"erase\", \"add\"], \"to\": \"heads.bias\" | heads.bias: columns 4:6"
            + " (write.0.key_strength to read.0.key_strength) not given, expected once",
        "\"from\": \"heads.bias\" | \"value\": 0"
            + " | source heads.bias: not used, expected in the table or under ignore",
        "}]} | }], \"ignore\": [\"heads.bias\"]} | ignore: heads.bias, but the table uses it",
        "}]} | }], \"ignore\": [\"steps\"]} | ignore: steps, not there",
        "}]} | }], \"ignore\": [\"a\", \"a\"]} | ignore: a, expected names, each once",
        "}]} | }], \"ignore\": [3]} | ignore: 3, expected names, each once",
        "}]} | }], \"ignore\": \"a\"} | mapping.ignore: a, expected a list of names",
        "}]} | }], \"notes\": 1} | mapping: unknown key notes, written by a newer version?",
        "}]} | }, 3]} | table[6]: 3, expected a JSON object",
        "{\"config\" | [\"config\" | mapping: JSON at character 9"
      })
  void mappings(String right, String wrong, String message) throws IOException {
    String text = small.text();
    assertTrue(text.contains(right), right);
    assertRefused(text.replace(right, wrong), message);
  }

  /** One shape for one source; other shapes would hide what is not used. */
  @Test
  void oneShapeForASource() throws IOException {
    small.tensor("both", 3, 4);
    small.instead(
        "controller.0.bias",
        "'columns': '0:4', 'from': {'tensor': 'both', 'rows': '0:1'}",
        "'columns': '4:12', 'from': {'tensor': 'both', 'shape': [1, 12], 'columns': '4:12'}");
    assertRefused(small.text(), "source both: used as 3 × 4 and as 1 × 12, expected one shape");
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY})
  void sourcesThatAreNotFinite(float value) throws IOException {
    small.tensors.get("heads.bias").values()[7] = value;
    Exception e = assertThrows(WeightsFormatException.class, () -> small.read());
    assertEquals(
        small.source + ": heads.bias: holds " + value + " at index 7, not finite", e.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"F64", "F16", "BF16"})
  void sourcesOfOtherTypes(String type) throws IOException {
    small.read();
    String header =
        "{\"a\": {\"dtype\": \"" + type + "\", \"shape\": [1], \"data_offsets\": [0, 4]}}";
    BrokenFiles.file(small.source, header, new byte[4]);
    Exception e =
        assertThrows(
            WeightsFormatException.class,
            () -> WeightsImport.read(small.mapping, small.source, null));
    assertEquals(small.source + ": a: dtype " + type + ", expected F32", e.getMessage());
  }

  private void assertRefused(String text, String message) {
    BrokenFiles.assertRefused(small.mapping, () -> small.read(text), message);
  }
}
