package io.github.tapehead.training;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.tapehead.model.inference.Model;
import io.github.tapehead.model.inference.Session;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
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
    try (Model model = Model.load(weights);
        Session session = model.session()) {
      float[] input = new float[model.configuration().inputs()];
      float[] output = new float[model.configuration().outputs()];
      input[8] = 1; // start
      session.step(input, output);
      input[8] = 0;
      for (boolean[] vector : vectors) {
        for (int bit = 0; bit < vector.length; bit++) {
          input[bit] = vector[bit] ? 1 : 0;
        }
        session.step(input, output);
      }
      Arrays.fill(input, 0);
      input[9] = 1; // end
      session.step(input, output);
      input[9] = 0;
      boolean[][] copy = new boolean[vectors.length][output.length];
      for (boolean[] vector : copy) {
        session.step(input, output);
        for (int bit = 0; bit < vector.length; bit++) {
          vector[bit] = output[bit] > 0;
        }
      }
      return copy;
    }
  }
}
