package io.github.tapehead.training;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.tapehead.kernels.Matrix;
import io.github.tapehead.model.Network;
import io.github.tapehead.model.WeightsFile;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How to use trained weights with the Java API; the README shows the method {@code copy}. */
class InferenceExampleTest {
  @Test
  void copies(@TempDir Path folder) throws IOException {
    Path weights = folder.resolve("weights.safetensors");
    TrainingExampleTest.train(weights, new Limits(16, 0.1));
    boolean[][] copied = copy(weights, new boolean[5][8]);
    assertEquals(5, copied.length);
    assertEquals(8, copied[0].length);
  }

  static boolean[][] copy(Path weights, boolean[][] vectors) throws IOException {
    int length = vectors.length;
    int steps = 2 * length + 2;
    try (Arena arena = Arena.ofConfined()) {
      WeightsFile file = WeightsFile.read(weights, arena);
      try (Network network = new Network(file.configuration(), 1, steps)) {
        network.load(file.parameters());
        Matrix inputs = network.inputs(steps);
        inputs.set(0, 8, 1); // start
        for (int i = 0; i < length; i++) {
          for (int bit = 0; bit < 8; bit++) {
            inputs.set(1 + i, bit, vectors[i][bit] ? 1 : 0);
          }
        }
        inputs.set(length + 1, 9, 1); // end
        network.forward(steps);
        boolean[][] copy = new boolean[length][8];
        for (int i = 0; i < length; i++) {
          for (int bit = 0; bit < 8; bit++) {
            copy[i][bit] = network.logits(steps).get(length + 2 + i, bit) > 0;
          }
        }
        return copy;
      }
    }
  }
}
