package io.github.tapehead.training.checkpoint;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tapehead.model.safetensors.WeightsFormatException;
import io.github.tapehead.training.TinyCopy;
import io.github.tapehead.training.Trainer;
import io.github.tapehead.training.TrainingConfiguration;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checkpoints with bytes that are missing, too many or others: refused, or the same. */
class DamagedCheckpointTest {
  private static final int FILES = 300;
  private static final long SEED = 2;

  /** About what the header has. */
  private static final int HEADER = 4000;

  private static final TrainingConfiguration CONFIGURATION = TinyCopy.configuration(1);

  @TempDir Path folder;

  @Test
  void areRefusedOrTheSame() throws IOException {
    Path file = folder.resolve("checkpoint.safetensors");
    Snapshot snapshot;
    try (Trainer trainer = new Trainer(CONFIGURATION)) {
      snapshot = trainer.snapshot();
    }
    CheckpointFile.write(file, CONFIGURATION, snapshot);
    byte[] valid = Files.readAllBytes(file);
    var random = new Random(SEED);
    int refused = 0;
    for (int i = 0; i < FILES; i++) {
      Files.write(file, damaged(valid, i, random));
      try {
        Snapshotted.assertSame(snapshot, CheckpointFile.read(file).snapshot(), "file " + i);
      } catch (WeightsFormatException e) {
        refused++;
        assertTrue(e.getMessage().startsWith(file + ": "), e.getMessage());
      }
    }
    assertTrue(refused > FILES * 9 / 10, refused + " refused");
  }

  private static byte[] damaged(byte[] valid, int number, Random random) {
    int at = random.nextInt(number % 8 < 4 ? HEADER : valid.length - 64);
    int length = 1 + random.nextInt(64);
    byte[] some = Arrays.copyOfRange(valid, at, at + length);
    byte[] others = new byte[length];
    random.nextBytes(others);
    var bytes = new ByteArrayOutputStream();
    bytes.write(valid, 0, at);
    switch (number % 4) {
      case 0 -> bytes.writeBytes(others);
      case 1 -> {
        bytes.writeBytes(some);
        bytes.writeBytes(some);
      }
      case 2 -> {
        bytes.writeBytes(others);
        bytes.writeBytes(some);
      }
      default -> {
        // These are missing.
      }
    }
    bytes.write(valid, at + length, valid.length - at - length);
    return bytes.toByteArray();
  }
}
