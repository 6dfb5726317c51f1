package io.github.tapehead.model.imports;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tapehead.model.ControllerKind;
import io.github.tapehead.model.JavaProcess;
import io.github.tapehead.model.Layout;
import io.github.tapehead.model.NetworkConfiguration;
import io.github.tapehead.model.Parameters;
import io.github.tapehead.model.safetensors.BrokenFiles;
import io.github.tapehead.model.safetensors.WeightsFormatException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mappings that were made to deceive or damaged: a clear refusal, whatever they say. */
class HostileMappingTest {
  private static final int MUTATIONS = 3000;
  private static final NetworkConfiguration SMALL =
      NetworkConfiguration.ntm(ControllerKind.LSTM, 2, 2).withHidden(3).withMemory(5, 2);

  @TempDir private Path folder;
  private ImportCase small;

  @BeforeEach
  void prepare() {
    small = new ImportCase(folder, SMALL);
  }

  /** Small files that ask for much work or memory. */
  @Test
  void hostileMappings() throws IOException {
    String plain = small.text();
    String bias = "\"to\": \"heads.bias\"";
    String twice = "\"columns\": [" + String.join(",", Collections.nCopies(9000, "\"1:2\"")) + "]";
    assertRefused(
        plain.replace(bias, twice + ", " + bias),
        "table[3] (heads.bias): the table has more than 8192 pieces");
    assertRefused(
        plain.replace("\"from\": \"heads.bias\"", "\"from\": " + "[".repeat(40)), "nesting");
    assertRefused(
        plain.replace("\"table\": [", "\"table\": [" + "0,".repeat(9000)),
        "table: 9006 entries, must be at most 8192");
    assertRefused(plain + " ".repeat(1 << 21), "bytes, must be at most 2097152");
    Files.write(small.mapping, new byte[] {'"', (byte) 0xff, '"'});
    BrokenFiles.assertRefused(
        small.mapping, () -> WeightsImport.read(small.mapping, small.source, null), "not UTF-8");
    BrokenFiles.assertRefused(
        folder, () -> WeightsImport.read(folder, small.source, null), "is a folder");
    Path none = folder.resolve("none.json");
    assertThrows(NoSuchFileException.class, () -> WeightsImport.read(none, small.source, null));
  }

  /** A mapping of constants asks for 128 MB with a source of a few bytes. */
  @Test
  void networksLargerThanTheHeap() throws IOException, InterruptedException {
    small.read();
    small.more("'ignore': ['" + String.join("', '", small.tensors.keySet()) + "']");
    String text =
        small
            .text()
            .replace("\"inputs\": 2,", "\"inputs\": 2000,")
            .replace("\"hidden\": 3,", "\"hidden\": 2000,")
            .replaceAll("\"from\": \"[^\"]*\"", "\"value\": 0");
    Files.writeString(small.mapping, text);
    String files = small.mapping + " " + small.source;
    String main = "-Xmx64m --add-modules jdk.incubator.vector " + Import.class.getName();
    String found = JavaProcess.run(List.of((main + " " + files).split(" ")));
    assertTrue(found.contains(small.mapping + ": weights of 128"), found);
    assertTrue(found.endsWith(" has room for"), found);
  }

  /** Imports by the mapping and the source that are given, and prints the refusal. */
  static final class Import {
    private Import() {}

    public static void main(String[] files) throws IOException {
      try (Arena arena = Arena.ofConfined()) {
        WeightsImport.read(Path.of(files[0]), Path.of(files[1]), arena);
      } catch (WeightsFormatException e) {
        System.out.println(e.getMessage());
      }
    }
  }

  /** Words that are dropped, doubled, swapped and replaced by those of elsewhere. */
  @Test
  void damagedMappings() throws IOException {
    String gates = "'columns': ['i', 'g', 'f', 'o']";
    small.tensor("kernel", 4, 12);
    small.tensor("recurrent", 12, 3);
    small.instead(
        "controller.0.weight",
        "'rows': ['x', 'r.0'], 'from': {'tensor': 'kernel', 'rows': '0:4'}, " + gates,
        "'rows': 'h', 'from': 'recurrent', 'transpose': true, " + gates);
    small.instead("output.bias", "'value': -0.5, 'plus': {'0:1': 1}");
    small.read();
    List<String> words = List.of(small.text().split("(?<=[^\\w.])|(?=[^\\w.])"));
    List<String> others = new ArrayList<>(words);
    others.addAll(List.of("-1", "0", "65536", "9223372036854775807", "1e999", "null", "key"));
    others.addAll(List.of("read.0", "write.0.shift.+9", "0:4294967296", "\u0000", "\"\"", "[]"));
    Random random = new Random(5);
    int refused = 0;
    for (int i = 0; i < MUTATIONS; i++) {
      List<String> damaged = new ArrayList<>(words);
      int at = random.nextInt(damaged.size());
      switch (random.nextInt(4)) {
        case 0 -> damaged.remove(at);
        case 1 -> damaged.add(at, damaged.get(at));
        case 2 -> Collections.swap(damaged, at, random.nextInt(damaged.size()));
        default -> damaged.set(at, others.get(random.nextInt(others.size())));
      }
      refused += refused(String.join("", damaged)) ? 1 : 0;
    }
    assertTrue(refused > MUTATIONS / 2 && refused < MUTATIONS, refused + " refused");
  }

  /** What is not refused has given all weights, finite ones. */
  private boolean refused(String text) throws IOException {
    Files.writeString(small.mapping, text);
    try (Arena arena = Arena.ofConfined()) {
      Parameters read = WeightsImport.read(small.mapping, small.source, arena).parameters();
      for (Layout.Tensor tensor : read.layout().tensors()) {
        for (float value : read.get(tensor.name())) {
          assertTrue(Float.isFinite(value), text);
        }
      }
      return false;
    } catch (WeightsFormatException e) {
      assertTrue(e.getMessage().startsWith(small.mapping.toString()), e.getMessage());
      assertTrue(e.getMessage().length() < 600, e.getMessage());
      return true;
    }
  }

  private void assertRefused(String text, String message) {
    BrokenFiles.assertRefused(small.mapping, () -> small.read(text), message);
  }
}
