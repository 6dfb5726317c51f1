package io.github.tapehead.model.imports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tapehead.model.WeightsFile;
import io.github.tapehead.model.inference.Model;
import io.github.tapehead.model.inference.Session;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Networks of other programs, imported by the mappings under {@code docs}, answer as they did. */
class ImportParityTest {
  private static final Path DOCS =
      Path.of(System.getProperty("basedir", "")).toAbsolutePath().resolveSibling("docs");

  private static final int STEPS = 12;
  private static final double TOLERANCE = 1e-5;

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "pytorch-ntm, 9, 8, 100, 128, 20",
    "pytorch-ntm, 3, 2, 5, 7, 4",
    "pytorch-ntm, 1, 1, 1, 3, 1",
    "pytorch-ntm-2017, 9, 8, 100, 128, 20",
    "pytorch-ntm-2017, 3, 2, 5, 7, 4",
    "pytorch-ntm-2017, 1, 1, 1, 3, 1",
    "tensorflow-ntm, 9, 8, 100, 128, 20",
    "tensorflow-ntm, 3, 2, 5, 7, 4",
    "tensorflow-ntm, 1, 1, 1, 3, 1"
  })
  void answersAsTheOtherProgram(
      String name, int inputs, int outputs, int hidden, int locations, int width)
      throws IOException {
    for (int seed = 0; seed < 5; seed++) {
      ForeignNtm foreign = foreign(name, inputs, outputs, hidden, locations, width, seed);
      foreign.write(folder.resolve("model.safetensors"));
      assertEquals(0, deviation(foreign, mapping(name, foreign), seed), TOLERANCE, "seed " + seed);
    }
  }

  /** What the test above would not see, it could not have shown. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "pytorch-ntm | '\"i\", \"f\", \"g\", \"o\"' | '\"i\", \"f\", \"o\", \"g\"'",
        "pytorch-ntm | '\"read.0.shift.+1\", \"read.0.shift.0\", \"read.0.shift.-1\"'"
            + " | '\"read.0.shift\"'",
        "pytorch-ntm | '[\"x\", \"r\"]' | '[\"r\", \"x\"]'",
        "pytorch-ntm | '\"erase\", \"add\"' | '\"add\", \"erase\"'",
        "pytorch-ntm | '\"initial_memory\": \"given\"' | '\"initial_memory\": \"learned\"'",
        "pytorch-ntm | '\"initial_state\": \"given\"' | '\"initial_state\": \"learned\"'",
        "pytorch-ntm-2017 | '\"softmax_relu\"' | '\"softmax\"'",
        "pytorch-ntm-2017 | '\"one_plus_relu\"' | '\"one_plus_softplus\"'",
        "tensorflow-ntm | '\"i\", \"g\", \"f\", \"o\"' | '\"i\", \"f\", \"g\", \"o\"'",
        "tensorflow-ntm | '\"plus\": {\"f\": 1}' | '\"plus\": {}'",
        "tensorflow-ntm | '\"write.0.shift.0\", \"write.0.shift.+1\"'"
            + " | '\"write.0.shift.+1\", \"write.0.shift.0\"'"
      })
  void aWrongMappingShows(String name, String right, String wrong) throws IOException {
    ForeignNtm foreign = foreign(name, 3, 2, 5, 7, 4, 2);
    foreign.write(folder.resolve("model.safetensors"));
    Path mapping = mapping(name, foreign);
    String text = Files.readString(mapping);
    assertTrue(text.contains(right), right);
    Files.writeString(mapping, text.replace(right, wrong));
    assertTrue(deviation(foreign, mapping, 1) > 100 * TOLERANCE);
  }

  private static ForeignNtm foreign(
      String name, int inputs, int outputs, int hidden, int locations, int width, long seed) {
    return name.startsWith("pytorch")
        ? new TorchNtm(name.endsWith("2017"), inputs, outputs, hidden, locations, width, seed)
        : new TensorflowNtm(inputs, outputs, hidden, locations, width, seed);
  }

  /** The largest difference of the logits over some steps. */
  private double deviation(ForeignNtm foreign, Path mapping, long seed) throws IOException {
    Path weights = folder.resolve("weights.safetensors");
    try (Arena arena = Arena.ofConfined()) {
      WeightsFile file = WeightsImport.read(mapping, folder.resolve("model.safetensors"), arena);
      WeightsFile.write(weights, file.configuration(), file.parameters(), file.metadata());
    }
    Random random = new Random(seed);
    float[] input = new float[foreign.inputs];
    float[] output = new float[foreign.outputs];
    double largest = 0;
    foreign.begin();
    try (Model model = Model.load(weights);
        Session session = model.session()) {
      for (int t = 0; t < STEPS; t++) {
        for (int i = 0; i < input.length; i++) {
          input[i] = random.nextInt(2);
        }
        double[] expected = foreign.step(input);
        session.step(input, output);
        for (int i = 0; i < output.length; i++) {
          largest = Math.max(largest, Math.abs(expected[i] - output[i]));
        }
      }
    }
    return largest;
  }

  /** The mapping of the documentation with the sizes of this network. */
  private Path mapping(String name, ForeignNtm foreign) throws IOException {
    String text = Files.readString(DOCS.resolve("mappings").resolve(name + ".json"));
    Map<String, Integer> sizes =
        Map.of(
            "inputs", foreign.inputs,
            "outputs", foreign.outputs,
            "hidden", foreign.hidden,
            "locations", foreign.locations,
            "width", foreign.width);
    for (Map.Entry<String, Integer> size : sizes.entrySet()) {
      text = text.replaceFirst("(\"" + size.getKey() + "\": )\\d+", "$1" + size.getValue());
    }
    return Files.writeString(folder.resolve("mapping.json"), text);
  }
}
