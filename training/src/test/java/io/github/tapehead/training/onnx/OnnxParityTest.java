package io.github.tapehead.training.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OrtException;
import io.github.tapehead.kernels.Matrix;
import io.github.tapehead.model.NetworkConfiguration;
import io.github.tapehead.model.WeightsFile;
import io.github.tapehead.model.inference.Model;
import io.github.tapehead.model.inference.SessionBatch;
import io.github.tapehead.training.onnx.OnnxRuntime.Tensor;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** ONNX Runtime computes from the exported files what our sessions compute. */
class OnnxParityTest {
  private static final int STEPS = 20;
  private static final double TOLERANCE = 1e-5;

  @TempDir private Path folder;

  @BeforeAll
  static void available() {
    OnnxRuntime.assumeAvailable();
  }

  static Stream<Arguments> cases() {
    return OnnxCases.all().keySet().stream()
        .flatMap(name -> Stream.of(Arguments.of(name, 1), Arguments.of(name, 3)));
  }

  @ParameterizedTest(name = "{0}, batch {1}")
  @MethodSource("cases")
  void sequencesAreThoseOfSessions(String name, int batch) throws IOException, OrtException {
    NetworkConfiguration c = OnnxCases.all().get(name);
    Path file = folder.resolve("network.onnx");
    try (Arena arena = Arena.ofConfined()) {
      WeightsFile weights = OnnxCases.weights(c, arena);
      OnnxExport.write(file, weights);
      try (Model model = Model.of(weights.parameters());
          SessionBatch sessions = model.sessions(batch);
          OnnxRuntime step = new OnnxRuntime(file)) {
        assertEquals(c.toJson(), step.metadata().get("config"));
        Map<String, Tensor> state = initialState(file, batch);
        compare("before the first step", sessions, state);
        run(step, sessions, state);
      }
    }
  }

  private static void run(OnnxRuntime step, SessionBatch sessions, Map<String, Tensor> state)
      throws OrtException {
    NetworkConfiguration c = sessions.model().configuration();
    Random random = new Random(7);
    float[] input = new float[sessions.size() * c.inputs()];
    float[] logits = new float[sessions.size() * c.outputs()];
    for (int t = 0; t < STEPS; t++) {
      for (int i = 0; i < input.length; i++) {
        input[i] = (float) random.nextGaussian();
      }
      sessions.step(input, logits);
      Map<String, Tensor> inputs = new HashMap<>(state);
      inputs.put("input", new Tensor(List.of((long) sessions.size(), (long) c.inputs()), input));
      Map<String, Tensor> outputs = step.run(inputs);
      String when = "step " + t;
      assertClose(when + ": logits", logits, outputs.get("logits").values());
      state.replaceAll((name, before) -> {
        Tensor after = outputs.get("next_" + name);
        assertEquals(before.shape(), after.shape(), name);
        return after;
      });
      assertEquals(1 + state.size(), outputs.size());
      compare(when, sessions, state);
    }
  }

  private static Map<String, Tensor> initialState(Path file, int batch) throws OrtException {
    Path initial = OnnxExport.initialFile(file);
    if (!Files.exists(initial)) {
      return new HashMap<>();
    }
    try (OnnxRuntime graph = new OnnxRuntime(initial)) {
      return graph.runInitial(batch);
    }
  }

  private static void compare(String when, SessionBatch sessions, Map<String, Tensor> state) {
    state.forEach((name, tensor) -> {
      assertEquals(sessions.size(), tensor.shape().getFirst(), name);
      float[] expected = dense(name, sessions.state(name), sessions);
      assertClose(when + ": " + name, expected, tensor.values());
    });
  }

  /** A state as a dense tensor, [batch × …]; a session holds the memory by components. */
  private static float[] dense(String name, Matrix state, SessionBatch sessions) {
    int rows = state.rows() / sessions.size();
    int columns = state.columns();
    boolean transposed = name.equals("memory");
    float[] values = new float[state.rows() * columns];
    for (int r = 0; r < state.rows(); r++) {
      int first = r / rows * rows * columns;
      for (int i = 0; i < columns; i++) {
        int within = transposed ? i * rows + r % rows : r % rows * columns + i;
        values[first + within] = state.get(r, i);
      }
    }
    return values;
  }

  private static void assertClose(String what, float[] expected, float[] found) {
    assertEquals(expected.length, found.length, what);
    double largest = 1;
    for (float value : expected) {
      assertTrue(Float.isFinite(value), what);
      largest = Math.max(largest, Math.abs(value));
    }
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], found[i], TOLERANCE * largest, what + " at " + i);
    }
  }
}
