package io.github.tapehead.training.reproduction.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.tapehead.model.NetworkConfiguration;
import io.github.tapehead.model.WeightsFile;
import io.github.tapehead.training.TinyCopy;
import io.github.tapehead.training.Trainer;
import io.github.tapehead.training.report.Attention;
import io.github.tapehead.training.task.CopyTask;
import io.github.tapehead.training.task.TestSetting;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CopiedVectorsTest {
  private static final int LENGTH = 6;

  @TempDir private Path folder;

  /** A network that has learned nothing: its outputs are neither all ones nor all zeros. */
  @Test
  void vectorsAreThoseOfTheFirstSequence() throws IOException {
    Path file = folder.resolve("weights");
    try (Trainer trainer = new Trainer(TinyCopy.configuration(16));
        Arena arena = Arena.ofConfined()) {
      NetworkConfiguration network = trainer.configuration().network();
      WeightsFile.write(file, network, trainer.parameters(), Map.of());
      WeightsFile weights = WeightsFile.read(file, arena);
      TestSetting setting = new CopyTask().setting(LENGTH);
      List<CopiedVectors> copies = CopiedVectors.of(weights, setting, 17, 5);
      assertEquals(32, copies.size());
      Attention attention =
          Attention.trace(network, weights.parameters(), new CopyTask(), setting, 5);
      CopiedVectors first = copies.getFirst();
      assertEquals(LENGTH, first.targets().length);
      assertEquals(LENGTH, first.outputs().length);
      long wrongBits = 0;
      for (int i = 0; i < LENGTH; i++) {
        for (int bit = 0; bit < CopyTask.BITS; bit++) {
          int step = LENGTH + 2 + i;
          assertEquals(attention.targets()[bit][step], first.targets()[i] >> bit & 1);
          wrongBits += (first.targets()[i] ^ first.outputs()[i]) >> bit & 1;
        }
      }
      assertEquals(attention.wrongBits(), wrongBits);
    }
  }
}
