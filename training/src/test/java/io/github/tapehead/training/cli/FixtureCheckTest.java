package io.github.tapehead.training.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tapehead.kernels.Matrix;
import io.github.tapehead.model.Initialization;
import io.github.tapehead.model.Layout;
import io.github.tapehead.model.NetworkConfiguration;
import io.github.tapehead.model.Parameters;
import io.github.tapehead.model.safetensors.Safetensors;
import io.github.tapehead.training.RandomStreams;
import io.github.tapehead.training.TinyCopy;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Fixtures of this implementation's own making: right, wrong and incomplete ones. */
class FixtureCheckTest {
  private static final int STEPS = 6;
  private static final int BATCH = 2;
  private static final int SCORED = 2;

  @TempDir private Path folder;

  /** Outputs that do not fill a vector. */
  private final NetworkConfiguration network =
      NetworkConfiguration.fromJson(
          TinyCopy.network().toJson().replace("\"outputs\": 8", "\"outputs\": 3"));

  private final SequencedMap<String, Safetensors.Entry> tensors = new LinkedHashMap<>();
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void makeInputs() {
    var random = RandomStreams.of(1);
    Parameters parameters = new Parameters(Layout.of(network), Arena.ofAuto());
    Initialization.initialize(parameters, network, random.initialization());
    for (Layout.Tensor tensor : parameters.layout().tensors()) {
      put("param." + tensor.name(), tensor.shape(), parameters.get(tensor.name()));
    }
    float[] x = new float[STEPS * BATCH * network.inputs()];
    float[] y = new float[SCORED * BATCH * network.outputs()];
    for (int i = 0; i < x.length; i++) {
      x[i] = random.training().nextInt(2);
    }
    for (int i = 0; i < y.length; i++) {
      y[i] = random.training().nextInt(2);
    }
    put("x", List.of(STEPS, BATCH, network.inputs()), x);
    put("y", List.of(SCORED, BATCH, network.outputs()), y);
  }

  @Test
  void ownFiguresAreWithinToleranceAndMissingOnesAreNamed() throws IOException {
    addOwnFigures();
    assertEquals(0, verify(), err + out.toString());
    assertTrue(line("loss").endsWith("ok"), out.toString());
    assertTrue(line("memory_final").endsWith("ok"), out.toString());
    assertTrue(line("grad.heads.bias").endsWith("ok"), out.toString());
    assertTrue(line("w_read").endsWith("not in the file"), out.toString());
  }

  @Test
  void aWrongGradientIsBeyond() throws IOException {
    addOwnFigures();
    float[] gradient = tensors.get("grad.heads.bias").values();
    gradient[0] += 1;
    put("grad.heads.bias", List.of(gradient.length), gradient);
    assertEquals(1, verify());
    assertTrue(line("grad.heads.bias").endsWith("BEYOND"), out.toString());
    assertTrue(line("loss").endsWith("ok"), out.toString());
  }

  @Test
  void tensorsThatNothingIsComparedWithAreNamed() throws IOException {
    put("surprise", List.of(1), new float[] {1});
    assertEquals(0, verify());
    assertTrue(line("surprise").endsWith("not compared"), out.toString());
  }

  @Test
  void missingParametersAndWrongShapesAreBadInput() throws IOException {
    put("h", List.of(1, 2), new float[2]);
    assertEquals(2, verify());
    assertTrue(err.toString().contains("h: shape [1, 2], expected [6, 2, 24]"), err.toString());
    err.getBuffer().setLength(0);
    tensors.remove("param.heads.weight");
    assertEquals(2, verify());
    assertTrue(err.toString().contains("param.heads.weight: missing"), err.toString());
    assertEquals(1, err.toString().lines().count());
  }

  private void addOwnFigures() throws IOException {
    try (Fixture fixture = new Fixture(write())) {
      fixture.run();
      put("loss", List.of(1), new float[] {(float) fixture.loss()});
      for (Layout.Tensor tensor : fixture.gradients().layout().tensors()) {
        float[] gradient = fixture.gradients().get(tensor.name());
        put("grad." + tensor.name(), tensor.shape(), gradient);
      }
      Matrix memory = fixture.network().memory(STEPS - 1);
      int n = network.locations();
      int m = network.width();
      float[] values = new float[BATCH * n * m];
      for (int b = 0; b < BATCH; b++) {
        for (int i = 0; i < n; i++) {
          for (int j = 0; j < m; j++) {
            values[(b * n + i) * m + j] = memory.get(b * m + j, i);
          }
        }
      }
      put("memory_final", List.of(BATCH, n, m), values);
    }
  }

  private void put(String name, List<Integer> shape, float[] values) {
    tensors.put(name, new Safetensors.Entry(shape, values));
  }

  private Path write() throws IOException {
    Path path = folder.resolve("fixture.safetensors");
    Safetensors.write(path, Map.of("config", network.toJson()), tensors);
    return path;
  }

  private int verify() throws IOException {
    return Main.commandLine()
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute("verify", write().toString());
  }

  private String line(String tensor) {
    return out.toString()
        .lines()
        .filter(line -> line.startsWith(tensor + " "))
        .findFirst()
        .orElse("no line for " + tensor);
  }
}
