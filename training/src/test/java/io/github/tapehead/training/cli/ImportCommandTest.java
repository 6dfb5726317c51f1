package io.github.tapehead.training.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tapehead.model.ControllerKind;
import io.github.tapehead.model.NetworkConfiguration;
import io.github.tapehead.model.WeightsFile;
import io.github.tapehead.model.safetensors.Safetensors;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportCommandTest {
  private static final NetworkConfiguration BASELINE =
      NetworkConfiguration.ntm(ControllerKind.FEED_FORWARD, 2, 1).withHidden(3).withoutMemory();

  private static final String MAPPING =
      """
      {"config": %s,
       "table": [
         {"to": "controller.0.weight", "from": "a.weight", "transpose": true},
         {"to": "controller.0.bias", "from": "a.bias"},
         {"to": "output.weight", "from": "b.weight", "transpose": true},
         {"to": "output.bias", "value": 0.5}]}
      """
          .formatted(BASELINE.toJson());

  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private Path source;
  private Path mapping;
  private Path weights;

  @BeforeEach
  void writeSource() throws IOException {
    source = folder.resolve("source.safetensors");
    mapping = Files.writeString(folder.resolve("mapping.json"), MAPPING);
    weights = folder.resolve("weights.safetensors");
    SequencedMap<String, Safetensors.Entry> tensors = new LinkedHashMap<>();
    float[] weight = {1, 2, 3, 4, 5, 6};
    tensors.put("a.weight", new Safetensors.Entry(List.of(3, 2), weight));
    tensors.put("a.bias", new Safetensors.Entry(List.of(3), new float[] {7, 8, 9}));
    tensors.put("b.weight", new Safetensors.Entry(List.of(1, 3), new float[] {10, 11, 12}));
    Safetensors.write(source, Map.of("format", "pt"), tensors);
  }

  @Test
  void writesAWeightsFileThatIsReadAndWrittenAgain() throws IOException {
    assertEquals(0, run(source, "--mapping", mapping, "-o", weights), err.toString());
    assertEquals(weights + ": 4 tensors, 13 parameters", out.toString().strip());
    try (Arena arena = Arena.ofConfined()) {
      WeightsFile file = WeightsFile.read(weights, arena);
      assertEquals(BASELINE, file.configuration());
      assertArrayEquals(
          new float[] {1, 3, 5, 2, 4, 6}, file.parameters().get("controller.0.weight"));
      assertArrayEquals(new float[] {10, 11, 12}, file.parameters().get("output.weight"));
      assertArrayEquals(new float[] {0.5f}, file.parameters().get("output.bias"));
    }
    Path again = folder.resolve("again.safetensors");
    assertEquals(0, run(weights, "--output", again), err.toString());
    assertArrayEquals(Files.readAllBytes(weights), Files.readAllBytes(again));
    assertEquals(0, run(again, "-o", again), err.toString());
    assertArrayEquals(Files.readAllBytes(weights), Files.readAllBytes(again));
  }

  /** Metadata stay; what a checkpoint has besides goes. */
  @Test
  void aCheckpointBecomesAWeightsFile() throws IOException {
    run(source, "--mapping", mapping, "-o", weights);
    Safetensors read = Safetensors.read(weights);
    SequencedMap<String, Safetensors.Entry> tensors = new LinkedHashMap<>();
    for (String name : read.names().stream().sorted().toList()) {
      tensors.put(name, new Safetensors.Entry(read.shape(name), read.floats(name)));
    }
    tensors.put("training.moments", new Safetensors.Entry(List.of(1), new float[1]));
    Path checkpoint = folder.resolve("checkpoint.safetensors");
    Map<String, String> metadata = new LinkedHashMap<>(read.metadata());
    metadata.put("task", "copy");
    Safetensors.write(checkpoint, metadata, tensors);
    assertEquals(0, run(checkpoint, "-o", checkpoint), err.toString());
    Safetensors after = Safetensors.read(checkpoint);
    assertEquals(List.copyOf(read.names()), List.copyOf(after.names()));
    assertEquals("copy", after.metadata().get("task"));
  }

  @Test
  void badInputIsOneLineAndNothingIsWritten() throws IOException {
    Files.writeString(mapping, MAPPING.replace("\"a.bias\"", "\"c.bias\""));
    assertError(mapping + ": table[1].from: c.bias: missing in the source", mapping);
    Files.writeString(mapping, MAPPING.replace("{\"to\": \"output.bias\", \"value\": 0.5}", "2"));
    assertError(mapping + ": table[3]: 2, expected a JSON object", mapping);
    assertError("none.json: no such file", Path.of("none.json"));
    assertEquals(2, run(source, "-o", weights));
    assertTrue(err.toString().contains(source + ": no config in the metadata"), err.toString());
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(2, files.count());
    }
  }

  @Test
  void anOldFileStaysWhenTheImportFails() throws IOException {
    byte[] old = {1, 2, 3};
    Files.write(weights, old);
    Files.writeString(mapping, MAPPING.replace("\"value\": 0.5", "\"from\": \"a.bias\""));
    assertError(mapping + ": table[3].from: a.bias: 1 × 3, expected 1 × 1", mapping);
    assertArrayEquals(old, Files.readAllBytes(weights));
  }

  @Test
  void hasHelp() {
    assertEquals(0, Main.commandLine().setOut(new PrintWriter(out)).execute("import", "--help"));
    assertTrue(out.toString().startsWith("Usage: tapehead import"), out.toString());
  }

  private void assertError(String message, Path mappingFile) {
    err.getBuffer().setLength(0);
    assertEquals(2, run(source, "--mapping", mappingFile, "-o", weights));
    assertEquals("tapehead: " + message + System.lineSeparator(), err.toString());
    err.getBuffer().setLength(0);
  }

  private int run(Object... arguments) {
    String[] words = Stream.of(arguments).map(Object::toString).toArray(String[]::new);
    return Main.commandLine()
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(Stream.concat(Stream.of("import"), Stream.of(words)).toArray(String[]::new));
  }
}
