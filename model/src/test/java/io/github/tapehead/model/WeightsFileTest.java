package io.github.tapehead.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tapehead.model.safetensors.BrokenFiles;
import io.github.tapehead.model.safetensors.Safetensors;
import io.github.tapehead.model.safetensors.WeightsFormatException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class WeightsFileTest {
  static final List<String> FIXTURES = GoldenFixture.ALL;

  private static final NetworkConfiguration PAPER =
      NetworkConfiguration.ntm(ControllerKind.LSTM, 10, 8);

  @TempDir Path folder;

  private final Arena arena = Arena.ofConfined();

  static List<NetworkCase> cases() {
    return NetworkCase.random(30, 6);
  }

  @AfterEach
  void closeArena() {
    arena.close();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void keepsEveryBit(NetworkCase networkCase) throws IOException {
    NetworkConfiguration configuration = networkCase.configuration();
    Parameters parameters = new Parameters(Layout.of(configuration), arena);
    networkCase.parameters().forEach(parameters::set);
    Path file = folder.resolve("weights.safetensors");
    WeightsFile.write(file, configuration, parameters, Map.of("task", "copy", "step", "1000"));

    WeightsFile read = WeightsFile.read(file, arena);
    assertEquals(configuration, read.configuration());
    assertEquals("copy", read.metadata().get("task"));
    assertEquals("1000", read.metadata().get("step"));
    networkCase
        .parameters()
        .forEach((name, v) -> assertArrayEquals(v, read.parameters().get(name), name));
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(List.of(file), files.toList());
    }
  }

  /** A checkpoint is a weights file with more in it. */
  @Test
  void tensorsOfATrainingAreLeftAlone() throws IOException {
    Path file = written();
    Safetensors tensors = Safetensors.read(file);
    SequencedMap<String, Safetensors.Entry> entries = new LinkedHashMap<>();
    entries.put("training.a", new Safetensors.Entry(List.of(2), new float[] {1, Float.NaN}));
    for (String name : tensors.names()) {
      entries.put(name, new Safetensors.Entry(tensors.shape(name), tensors.floats(name)));
    }
    Safetensors.write(file, WeightsFile.metadata(PAPER), entries);
    Parameters read = WeightsFile.read(file, arena).parameters();
    for (String name : tensors.names()) {
      assertArrayEquals(tensors.floats(name), read.get(name), name);
    }
    entries.put("trainings", entries.remove("training.a"));
    Safetensors.write(file, WeightsFile.metadata(PAPER), entries);
    Exception e = assertThrows(WeightsFormatException.class, () -> WeightsFile.read(file, arena));
    assertEquals(file + ": trainings: not a tensor of this configuration", e.getMessage());
  }

  /** What others find in the file: names, dense shapes, the configuration. */
  @Test
  void writesNamesShapesAndConfiguration() throws IOException {
    Safetensors read = Safetensors.read(written());
    Map<String, List<Integer>> shapes = ParameterShapes.of(PAPER);
    assertEquals(shapes.keySet(), Set.copyOf(read.names()));
    shapes.forEach((name, shape) -> assertEquals(shape, read.shape(name), name));
    String config = read.metadata().get("config");
    assertEquals(PAPER, NetworkConfiguration.fromJson(config));
  }

  /** A file that an independent implementation could have written. */
  @ParameterizedTest
  @FieldSource("FIXTURES")
  void readsTheParametersOfAFixture(String name) throws IOException {
    GoldenFixture fixture = GoldenFixture.read(name);
    Map<String, List<Integer>> shapes = ParameterShapes.of(fixture.configuration());
    SequencedMap<String, Safetensors.Entry> entries = new LinkedHashMap<>();
    fixture
        .under("param.")
        .forEach((k, v) -> entries.put(k, new Safetensors.Entry(shapes.get(k), v)));
    String config = fixture.configuration().toJson().replace("\"memory\": \"ntm\", ", "");
    Path file = folder.resolve("others.safetensors");
    Safetensors.write(file, Map.of("config", config), entries.reversed());
    WeightsFile read = WeightsFile.read(file, arena);
    assertEquals(fixture.configuration(), read.configuration());
    fixture.under("param.").forEach((k, v) -> assertArrayEquals(v, read.parameters().get(k), k));
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
  void refusesWeightsThatAreNotFinite(float value) throws IOException {
    Path file =
        changed(entries -> {
          entries.get("heads.bias").values()[91] = value;
          return entries;
        });
    BrokenFiles.assertRefused(
        file, () -> WeightsFile.read(file, arena), "heads.bias: holds " + value + " at index 91");
  }

  @Test
  void refusesAMissingTensor() throws IOException {
    Path file =
        changed(entries -> {
          entries.remove("output.bias");
          return entries;
        });
    BrokenFiles.assertRefused(file, () -> WeightsFile.read(file, arena), "output.bias");
  }

  @Test
  void refusesATensorTooMany() throws IOException {
    Path file =
        changed(entries -> {
          entries.put("heads.scale", new Safetensors.Entry(List.of(1), new float[1]));
          return entries;
        });
    BrokenFiles.assertRefused(file, () -> WeightsFile.read(file, arena), "heads.scale");
  }

  /** The right number of values is not enough: a transposed matrix has that too. */
  @Test
  void refusesATransposedTensor() throws IOException {
    Path file =
        changed(entries -> {
          float[] values = entries.get("heads.weight").values();
          entries.put("heads.weight", new Safetensors.Entry(List.of(92, 100), values));
          return entries;
        });
    BrokenFiles.assertRefused(
        file, () -> WeightsFile.read(file, arena), "heads.weight", "92", "100");
  }

  @Test
  void refusesAFileWithoutConfiguration() throws IOException {
    Path file = rewritten(Map.of("note", "none"), e -> e);
    BrokenFiles.assertRefused(file, () -> WeightsFile.read(file, arena), "config");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"hidden\": 100 | \"hidden\": 101 | controller.0.weight",
        "\"outputs\": 8 | \"outputs\": 9 | output.",
        "\"locations\": 128 | \"locations\": 0 | locations",
        "\"width\": 20 | \"width\": 21 | controller.0.weight",
        "\"layers\": 1 | \"layers\": 2 | controller.1.",
        "\"controller\": \"lstm\" | \"controller\": \"ff\" | controller.0.",
        "\"controller\": \"lstm\" | \"controller\": \"gru\" | gru",
        "\"fixed\" | \"learned\" | initial.",
        "\"layers\": 1 | \"layers\": 1, \"dropout\": 0.5 | dropout",
        "\"layers\": 1, | '' | layers",
        "{ | [ | config",
        // Sizes whose products wrap around in 32 bits, some of them to 0.
        "\"read_heads\": 1 | \"read_heads\": 65536 | ''",
        "\"width\": 20 | \"width\": 65536 | ''",
        "\"hidden\": 100 | \"hidden\": 65536 | ''",
        "\"read_heads\": 1 | \"hidden\": 100, \"read_heads\": 1 | once"
      })
  void refusesAConfigurationThatDoesNotFit(String from, String to, String word) throws IOException {
    String config = PAPER.toJson().replace(from, to);
    assertTrue(!config.equals(PAPER.toJson()), from);
    Path file = rewritten(Map.of("config", config), e -> e);
    BrokenFiles.assertRefused(file, () -> WeightsFile.read(file, arena), word);
  }

  /** All sizes at their largest: the product of two of them no longer fits an int. */
  @Test
  void refusesSizesThatOverflow() throws IOException {
    String config = PAPER.toJson();
    for (String size : List.of("inputs", "outputs", "hidden", "width", "read_heads")) {
      config = config.replaceAll("(\"" + size + "\": )\\d+", "$1" + 65536);
    }
    Path file = rewritten(Map.of("config", config), e -> e);
    BrokenFiles.assertRefused(file, () -> WeightsFile.read(file, arena));
  }

  @Test
  void namesAFileThatIsNotThere() {
    Path file = folder.resolve("missing.safetensors");
    IOException e = assertThrows(IOException.class, () -> WeightsFile.read(file, arena));
    assertTrue(e.getMessage().contains("missing.safetensors"), e.getMessage());
  }

  @Test
  void refusesToWriteParametersOfAnotherNetwork() throws IOException {
    Parameters parameters =
        new Parameters(
            Layout.of(NetworkConfiguration.ntm(ControllerKind.FEED_FORWARD, 10, 8)), arena);
    Path file = folder.resolve("weights.safetensors");
    assertThrows(
        IllegalArgumentException.class, () -> WeightsFile.write(file, PAPER, parameters, Map.of()));
    assertTrue(Files.notExists(file));
  }

  /** The paper's network with weights that differ. */
  private Path written() throws IOException {
    Parameters parameters = new Parameters(Layout.of(PAPER), arena);
    new NetworkCase(1, PAPER, 1, 1, 1).parameters().forEach(parameters::set);
    Path file = folder.resolve("weights.safetensors");
    WeightsFile.write(file, PAPER, parameters, Map.of());
    return file;
  }

  private Path changed(UnaryOperator<SequencedMap<String, Safetensors.Entry>> change)
      throws IOException {
    return rewritten(Map.of("config", PAPER.toJson()), change);
  }

  private Path rewritten(
      Map<String, String> metadata, UnaryOperator<SequencedMap<String, Safetensors.Entry>> change)
      throws IOException {
    Safetensors read = Safetensors.read(written());
    SequencedMap<String, Safetensors.Entry> entries = new LinkedHashMap<>();
    for (String name : read.names()) {
      float[] values = read.floats(name);
      entries.put(
          name, new Safetensors.Entry(read.shape(name), Arrays.copyOf(values, values.length)));
    }
    Path file = folder.resolve("changed.safetensors");
    Safetensors.write(file, new HashMap<>(metadata), change.apply(entries));
    return file;
  }
}
