package io.github.tapehead.model.inference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tapehead.kernels.Matrix;
import io.github.tapehead.model.NetworkConfiguration;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** Ways into a session, and what it says to wrong ones. */
class SessionTest {
  private static final NetworkConfiguration C = Models.SMALL;
  private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;

  @Test
  void loadedModelGivesWhatItsParametersGive(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("weights.safetensors");
    Models.write(file, C, 7);
    float[] inputs = Models.inputs(C, 5, 1);
    try (Model loaded = Model.load(file);
        Model made = Models.of(C, 7);
        Session one = loaded.session();
        Session other = made.session()) {
      assertEquals("test", loaded.metadata().get("task"));
      assertEquals(C, loaded.configuration());
      assertArrayEquals(Models.run(other, inputs), Models.run(one, inputs));
    }
  }

  /** Arrays, heap and native memory at any address: the same bits. */
  @Test
  void everyKindOfMemory() {
    float[] inputs = Models.inputs(C, 4, 1);
    int in = C.inputs() * Float.BYTES;
    int out = C.outputs() * Float.BYTES;
    try (Arena arena = Arena.ofConfined();
        Model model = Models.of(C, 7);
        Session session = model.session()) {
      float[] expected = Models.run(session, inputs);
      MemorySegment[] pairs = {
        arena.allocate(in + out),
        arena.allocate(in + out + 1, 4).asSlice(1),
        MemorySegment.ofArray(new float[C.inputs() + C.outputs()]),
        MemorySegment.ofArray(new byte[in + out + 3]).asSlice(3),
        Arena.ofAuto().allocate(in + out)
      };
      for (MemorySegment pair : pairs) {
        session.reset();
        for (int t = 0; t < 4; t++) {
          MemorySegment input = pair.asSlice(0, in);
          MemorySegment output = pair.asSlice(in, out);
          MemorySegment.copy(inputs, t * C.inputs(), input, FLOAT, 0, C.inputs());
          session.step(input.asReadOnly(), output);
          for (int i = 0; i < C.outputs(); i++) {
            float found = output.get(FLOAT, (long) i * Float.BYTES);
            assertEquals(expected[t * C.outputs() + i], found);
          }
        }
      }
      MemorySegment all = arena.allocate(16L * in);
      MemorySegment.copy(inputs, 0, all, FLOAT, 0, inputs.length);
      session.reset();
      session.run(all.asSlice(0, 4L * in), all.asSlice(4L * in, 4L * out));
      float[] found = all.asSlice(4L * in, 4L * out).toArray(ValueLayout.JAVA_FLOAT);
      assertArrayEquals(expected, found);
    }
  }

  @Test
  void wrongSizesAndMemoryThatCannotBeWritten() {
    try (Arena arena = Arena.ofConfined();
        Model model = Models.of(C, 7);
        Session session = model.session();
        SessionBatch batch = model.sessions(2)) {
      MemorySegment in = arena.allocate(16);
      MemorySegment out = arena.allocate(12);
      MemorySegment before = arena.allocate(session.snapshotBytes());
      session.snapshot(before);
      assertArgument("input: 3 floats, expected 4 floats", () -> session.step(out, out));
      assertArgument("output: 4 floats, expected 3 floats", () -> session.step(in, in));
      assertArgument("input: 15 bytes, expected 4 floats", () -> session.step(in.asSlice(1), out));
      assertArgument(
          "input: 5 floats, expected 4 floats", () -> session.step(new float[5], new float[3]));
      assertArgument(
          "output: 2 floats, expected 3 floats", () -> session.step(new float[4], new float[2]));
      assertArgument(
          "input: 6 floats, expected a multiple of 4",
          () -> session.run(new float[6], new float[3]));
      assertArgument(
          "output: 3 floats, expected 6 floats", () -> session.run(new float[8], new float[3]));
      assertArgument(
          "input: 4 floats, expected 8 floats", () -> batch.step(new float[4], new float[6]));
      assertArgument(
          "output: read-only, expected memory to write to",
          () -> session.step(in, out.asReadOnly()));
      Arena gone = Arena.ofConfined();
      MemorySegment closed = gone.allocate(12);
      gone.close();
      assertArgument("output: closed, expected memory to write to", () -> session.step(in, closed));
      assertArgument("batch: 0, must be at least 1", () -> model.sessions(0));
      assertThrows(IndexOutOfBoundsException.class, () -> batch.reset(2));
      CompletableFuture.runAsync(() ->
              assertArgument(
                  "output: of another thread, expected one of this thread",
                  () -> session.step(MemorySegment.ofArray(new float[4]), out)))
          .join();
      MemorySegment after = arena.allocate(session.snapshotBytes());
      session.snapshot(after);
      assertEquals(-1, before.mismatch(after), "a refused step changes nothing");
    }
  }

  @Test
  void viewsShowTheStateAndCannotBeWritten() {
    try (Model model = Models.of(C, 7);
        Session session = model.session()) {
      assertEquals("1x7", session.state("cell.1").toString().substring(0, 3));
      Models.run(session, Models.inputs(C, 3, 1));
      Matrix weighting = session.state("write_weightings");
      float sum = 0;
      for (int i = 0; i < C.locations(); i++) {
        sum += weighting.get(0, i);
      }
      assertEquals(1, sum, 1e-5);
      assertEquals(C.width(), session.state("memory").rows());
      assertEquals(2, session.state("read_weightings").rows());
      assertThrows(IllegalArgumentException.class, () -> weighting.set(0, 0, 1));
      assertArgument(
          "state: cell.2, expected one of [hidden.0, cell.0, hidden.1, cell.1, memory, reads,"
              + " write_weightings, read_weightings]",
          () -> session.state("cell.2"));
    }
  }

  @Test
  void closedSessionsAndModels() {
    Model model = Models.of(C, 7);
    Session closed = model.session();
    Session open = model.session();
    Matrix view = closed.state("memory");
    closed.close();
    closed.close();
    assertClosed("session: closed", closed);
    assertThrows(IllegalStateException.class, () -> view.get(0, 0));
    Models.run(open, Models.inputs(C, 2, 1));
    model.close();
    model.close();
    assertClosed("model: closed", open);
    assertState("model: closed", model::session);
    assertState("model: closed", () -> model.sessions(2));
    assertState("model: closed", () -> model.warmUp(Duration.ofSeconds(1)));
    open.close();
    assertClosed("session: closed", open);
  }

  @Test
  void warmUpEndsByItselfOrAtItsLimit() {
    try (Model model = Models.of(C, 7)) {
      WarmUp cut = model.warmUp(Duration.ofMillis(1));
      assertFalse(cut.steady());
      WarmUp whole = model.warmUp(3, Duration.ofMinutes(2));
      assertTrue(whole.steady(), whole.toString());
      assertTrue(whole.steps() > 0 && whole.step().toNanos() > 0, whole.toString());
    }
  }

  private static void assertClosed(String message, Session session) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(16);
      Executable[] calls = {
        () -> session.step(new float[4], new float[3]),
        () -> session.step(state, arena.allocate(12)),
        () -> session.run(new float[8], new float[6]),
        session::reset,
        () -> session.state("memory")
      };
      for (Executable call : calls) {
        assertState(message, call);
      }
    }
  }

  private static void assertState(String message, Executable call) {
    assertEquals(message, assertThrows(IllegalStateException.class, call).getMessage());
  }

  private static void assertArgument(String message, Executable call) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
  }
}
