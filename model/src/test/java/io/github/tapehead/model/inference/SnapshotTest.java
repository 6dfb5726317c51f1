package io.github.tapehead.model.inference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tapehead.model.NetworkConfiguration;
import io.github.tapehead.model.safetensors.Safetensors;
import io.github.tapehead.model.safetensors.WeightsFormatException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A state that was saved goes on bit by bit; what is no state is refused and changes nothing. */
class SnapshotTest {
  @TempDir Path folder;

  static List<NetworkConfiguration> kinds() {
    return Models.KINDS;
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void sessionGoesOnInAnother(NetworkConfiguration c) throws IOException {
    float[] before = Models.inputs(c, 5, 1);
    float[] after = Models.inputs(c, 6, 2);
    Path file = folder.resolve("session.safetensors");
    try (Model model = Models.of(c, 7);
        Session first = model.session();
        Session second = model.session();
        Session third = model.session()) {
      Models.run(first, before);
      byte[] heap = new byte[(int) first.snapshotBytes() + 1];
      // At an odd address: no alignment is asked for.
      MemorySegment segment = MemorySegment.ofArray(heap).asSlice(1);
      first.snapshot(segment);
      first.snapshot(file);
      float[] expected = Models.run(first, after);

      Models.run(second, Models.inputs(c, 4, 3));
      second.restore(segment);
      assertArrayEquals(expected, Models.run(second, after));

      Models.run(third, Models.inputs(c, 3, 4));
      third.restore(file);
      assertArrayEquals(expected, Models.run(third, after));
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void oneSequenceOfABatchComesAndGoes(NetworkConfiguration c) {
    try (Arena arena = Arena.ofConfined();
        Model model = Models.of(c, 7);
        Session alone = model.session();
        SessionBatch batch = model.sessions(3);
        SessionBatch undisturbed = model.sessions(3)) {
      float[] inputs = Models.inputs(c, 3, 1);
      float[] outputs = new float[3 * c.outputs()];
      float[] expected = new float[3 * c.outputs()];
      batch.step(inputs, outputs);
      undisturbed.step(inputs, outputs);
      Models.run(alone, Models.inputs(c, 4, 2));
      MemorySegment segment = arena.allocate(alone.snapshotBytes());
      alone.snapshot(segment);

      batch.restore(1, segment);
      batch.step(inputs, outputs);
      undisturbed.step(inputs, expected);
      float[] own = Models.run(alone, Arrays.copyOfRange(inputs, 4, 8));
      for (int i = 0; i < outputs.length; i++) {
        boolean restored = i / c.outputs() == 1;
        float value = restored ? own[i % c.outputs()] : expected[i];
        assertEquals(value, outputs[i], restored ? 1e-6f * (1 + Math.abs(value)) : 0);
      }

      batch.reset(1);
      MemorySegment again = arena.allocate(alone.snapshotBytes());
      batch.snapshot(1, again);
      alone.reset();
      alone.snapshot(segment);
      assertEquals(-1, segment.mismatch(again));
    }
  }

  @Test
  void segmentsThatAreNoSnapshots() {
    try (Arena arena = Arena.ofConfined();
        Model model = Models.of(Models.SMALL, 7);
        Model other = Models.of(Models.SMALL, 8);
        Session session = model.session();
        Session stranger = other.session()) {
      MemorySegment good = arena.allocate(session.snapshotBytes());
      session.snapshot(good);
      long bytes = good.byteSize();
      assertArgument(
          "snapshot: " + (bytes - 1) + " bytes, expected " + bytes,
          () -> session.restore(good.asSlice(1)));
      assertArgument(
          "snapshot: " + (bytes - 4) + " bytes, expected " + bytes,
          () -> session.snapshot(good.asSlice(4)));
      assertArgument(
          "snapshot: read-only, expected memory to write to",
          () -> session.snapshot(good.asReadOnly()));
      assertTrue(
          assertThrows(IllegalArgumentException.class, () -> stranger.restore(good))
              .getMessage()
              .matches("snapshot: of model [0-9a-f]{16}, expected [0-9a-f]{16}"));
      MemorySegment bad = arena.allocate(bytes).copyFrom(good);
      bad.set(ValueLayout.JAVA_FLOAT, bytes - 4, Float.NaN);
      assertArgument("snapshot: read_weightings holds NaN, not finite", () -> session.restore(bad));
      bad.set(ValueLayout.JAVA_BYTE, 0, (byte) 0);
      assertArgument(
          "snapshot: begins with 6461656865706100, expected 6461656865706174",
          () -> session.restore(bad));
      MemorySegment after = arena.allocate(bytes);
      session.snapshot(after);
      assertEquals(-1, good.mismatch(after), "a refused snapshot changes nothing");
    }
  }

  @Test
  void filesThatAreNoSnapshots() throws IOException {
    Path weights = folder.resolve("weights.safetensors");
    Models.write(weights, Models.SMALL, 7);
    Path good = folder.resolve("good.safetensors");
    try (Model model = Model.load(weights);
        Model other = Models.of(Models.SMALL, 8);
        Session session = model.session();
        Session stranger = other.session()) {
      session.snapshot(good);
      assertFile(weights, "format: tapehead-1, expected tapehead-session-1", session);
      String fingerprint = Safetensors.read(good).metadata().get("model");
      assertThrows(IOException.class, () -> session.restore(folder.resolve("none")));
      String message =
          assertThrows(WeightsFormatException.class, () -> stranger.restore(good)).getMessage();
      assertTrue(message.startsWith(good + ": model: " + fingerprint + ", expected "), message);
      changed(good, e -> e.remove("reads"), "reads: missing, expected [2, 5]", session);
      changed(
          good,
          e -> e.put("reads", new Safetensors.Entry(List.of(10), new float[10])),
          "reads: shape [10], expected [2, 5]",
          session);
      changed(
          good,
          e -> {
            float[] values = new float[10];
            values[3] = Float.POSITIVE_INFINITY;
            e.put("reads", new Safetensors.Entry(List.of(2, 5), values));
          },
          "reads: holds Infinity at index 3, not finite",
          session);
      changed(
          good,
          e -> e.put("more", new Safetensors.Entry(List.of(1), new float[1])),
          "more: not a state, expected one of [hidden.0, cell.0, hidden.1, cell.1, memory, reads,"
              + " write_weightings, read_weightings]",
          session);
      byte[] all = Files.readAllBytes(good);
      Path cut = folder.resolve("cut.safetensors");
      for (int length : new int[] {0, 7, 100, all.length - 1}) {
        Files.write(cut, Arrays.copyOf(all, length));
        WeightsFormatException e =
            assertThrows(WeightsFormatException.class, () -> session.restore(cut));
        assertTrue(e.getMessage().startsWith(cut + ": "), e.getMessage());
      }
      Path missing = folder.resolve("no-folder").resolve("file");
      assertThrows(IOException.class, () -> session.snapshot(missing));
    }
  }

  private void changed(
      Path good,
      Consumer<SequencedMap<String, Safetensors.Entry>> change,
      String cause,
      Session session)
      throws IOException {
    Safetensors tensors = Safetensors.read(good);
    SequencedMap<String, Safetensors.Entry> entries = new LinkedHashMap<>();
    for (String name : tensors.names()) {
      entries.put(name, new Safetensors.Entry(tensors.shape(name), tensors.floats(name)));
    }
    change.accept(entries);
    Path file = folder.resolve("changed.safetensors");
    Safetensors.write(file, Map.copyOf(tensors.metadata()), entries);
    assertFile(file, cause, session);
  }

  private static void assertFile(Path file, String cause, Session session) {
    WeightsFormatException e =
        assertThrows(WeightsFormatException.class, () -> session.restore(file));
    assertEquals(file + ": " + cause, e.getMessage());
  }

  private static void assertArgument(String message, Executable call) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
  }
}
