package io.github.tapehead.model.inference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tapehead.model.safetensors.Mutations;
import io.github.tapehead.model.safetensors.WeightsFormatException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damaged files of states: taken with finite numbers, or refused without a change. */
class MutatedSnapshotTest {
  private static final int FILES = 300;
  private static final long SEED = 1;

  @TempDir Path folder;

  @Test
  void areTakenOrRefused() throws IOException {
    Path file = folder.resolve("state.safetensors");
    Mutations mutations = new Mutations(new Random(SEED));
    int refused = 0;
    try (Arena arena = Arena.ofConfined();
        Model model = Models.of(Models.SMALL, 7);
        Session session = model.session()) {
      Models.run(session, Models.inputs(Models.SMALL, 3, 1));
      session.snapshot(file);
      byte[] valid = Files.readAllBytes(file);
      MemorySegment before = arena.allocate(session.snapshotBytes());
      MemorySegment after = arena.allocate(session.snapshotBytes());
      for (int i = 0; i < FILES; i++) {
        Files.write(file, i % 4 == 0 ? mutations.inData(valid) : mutations.anywhere(valid));
        session.snapshot(before);
        try {
          session.restore(file);
          session.snapshot(after);
          for (float value : after.asSlice(16).toArray(ValueLayout.JAVA_FLOAT_UNALIGNED)) {
            assertTrue(Float.isFinite(value), "file " + i + " of seed " + SEED);
          }
        } catch (WeightsFormatException e) {
          refused++;
          assertTrue(e.getMessage().startsWith(file + ": "), e.getMessage());
          session.snapshot(after);
          assertEquals(-1, before.mismatch(after), "file " + i + " of seed " + SEED);
        }
      }
    }
    assertTrue(refused > FILES / 3 && refused < FILES, refused + " refused");
  }
}
