package io.github.tapehead.training.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tapehead.model.ControllerKind;
import io.github.tapehead.model.Layout;
import io.github.tapehead.model.NetworkConfiguration;
import io.github.tapehead.model.Parameters;
import io.github.tapehead.model.WeightsFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportCommandTest {
  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private Path weights;

  @BeforeEach
  void writeWeights() throws IOException {
    weights = folder.resolve("weights.safetensors");
    NetworkConfiguration c = NetworkConfiguration.ntm(ControllerKind.LSTM, 3, 2).withHidden(5);
    try (Arena arena = Arena.ofConfined()) {
      WeightsFile.write(weights, c, new Parameters(Layout.of(c), arena), Map.of());
    }
  }

  @Test
  void writesBothFilesAndNamesThem() {
    Path model = folder.resolve("network.onnx");
    Path initial = folder.resolve("network.initial.onnx");
    assertEquals(0, run(weights, model), err.toString());
    assertEquals(List.of(model.toString(), initial.toString()), out.toString().lines().toList());
    assertTrue(Files.exists(model));
    assertTrue(Files.exists(initial));
  }

  @Test
  void badInputIsOneLine() {
    Path model = folder.resolve("network.onnx");
    assertError("none.safetensors: no such file", Path.of("none.safetensors"), model);
    assertError("network: expected a name that ends in .onnx", weights, Path.of("network"));
    Path nowhere = folder.resolve("nowhere").resolve("network.onnx");
    assertError(nowhere.getParent() + ": no such folder", weights, nowhere);
  }

  @Test
  void hasHelp() {
    assertEquals(0, Main.commandLine().setOut(new PrintWriter(out)).execute("export", "--help"));
    assertTrue(out.toString().startsWith("Usage: tapehead export"), out.toString());
  }

  private void assertError(String message, Path weightsFile, Path model) {
    err.getBuffer().setLength(0);
    assertEquals(2, run(weightsFile, model));
    assertEquals("tapehead: " + message + System.lineSeparator(), err.toString());
  }

  private int run(Path weightsFile, Path model) {
    return Main.commandLine()
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute("export", weightsFile.toString(), model.toString());
  }
}
