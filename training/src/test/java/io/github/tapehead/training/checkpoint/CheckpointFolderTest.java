package io.github.tapehead.training.checkpoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.github.tapehead.model.WeightsFile;
import io.github.tapehead.model.safetensors.Safetensors;
import io.github.tapehead.training.LearningRate;
import io.github.tapehead.training.Limits;
import io.github.tapehead.training.TinyCopy;
import io.github.tapehead.training.Trainer;
import io.github.tapehead.training.TrainingConfiguration;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is on the disk, and what is made of it when it is not what was written. */
class CheckpointFolderTest {
  private static final TrainingConfiguration CONFIGURATION = TinyCopy.configuration(16 * 6);

  @TempDir private Path path;

  private final List<String> warnings = new ArrayList<>();
  private CheckpointFolder folder;
  private Snapshot end;
  private float[] parameters;
  private Path last;
  private byte[] bytes;

  @BeforeEach
  void train() throws IOException {
    folder = new CheckpointFolder(path.resolve("checkpoints"));
    try (Trainer trainer = new Trainer(CONFIGURATION)) {
      trainer.addListener(new CheckpointListener(trainer, folder, 2, 2));
      trainer.run();
      end = trainer.snapshot();
      parameters = trainer.parameters().flat().segment().toArray(ValueLayout.JAVA_FLOAT);
      assertEquals(List.of("step-000000000006.safetensors"), names());
      var values = new LinkedHashMap<>(end.values());
      for (int step : new int[] {3, 4, 5, 6}) {
        values.put("step", "" + step);
        folder.write(step, 3, CONFIGURATION, new Snapshot(values, end.tensors()));
      }
    }
    assertEquals(
        List.of(
            "step-000000000004.safetensors",
            "step-000000000005.safetensors",
            "step-000000000006.safetensors"),
        names());
    last = folder.path().resolve("step-000000000006.safetensors");
    bytes = Files.readAllBytes(last);
  }

  @Test
  void theLastOneIsReadAsItWasWritten() throws IOException {
    CheckpointFile read = folder.last(CONFIGURATION, warnings::add).orElseThrow();
    assertEquals(last, read.file());
    Snapshotted.assertSame(end, read.snapshot(), "");
    assertEquals(end.values(), read.snapshot().values());
    assertEquals(List.of(), warnings);
  }

  @Test
  void itIsAWeightsFileToo() throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      WeightsFile weights = WeightsFile.read(last, arena);
      assertEquals(CONFIGURATION.network(), weights.configuration());
      assertEquals("copy", weights.metadata().get("task"));
      assertArrayEquals(
          parameters, weights.parameters().flat().segment().toArray(ValueLayout.JAVA_FLOAT));
    }
  }

  @Test
  void truncatedOnesAreSkipped() throws IOException {
    long header = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
    int data = Math.toIntExact(8 + header);
    List<Integer> sizes = new ArrayList<>(List.of(0, 1, 7, 8, 9, 8 + data / 2, data - 1, data));
    int at = data;
    for (String name : Safetensors.read(last).names()) {
      int length = 4 * Safetensors.read(last).floats(name).length;
      sizes.addAll(List.of(at + length / 2, Math.min(at + length, bytes.length - 1)));
      at += length;
    }
    assertEquals(bytes.length, at);
    for (int size : sizes) {
      Files.write(last, Arrays.copyOf(bytes, size));
      assertSkipped("cut to " + size + " bytes");
    }
    Files.write(last, Arrays.copyOf(bytes, bytes.length + 1));
    assertSkipped("one byte more");
  }

  @Test
  void flippedBitsAreNoticed() throws IOException {
    var random = new Random(1);
    for (int i = 0; i < 200; i++) {
      // Half of them in the header, of which every part says something else.
      int at = i % 2 == 0 ? random.nextInt(4000) : random.nextInt(bytes.length);
      int bit = random.nextInt(8);
      byte[] flipped = bytes.clone();
      flipped[at] ^= (byte) (1 << bit);
      Files.write(last, flipped);
      assertSkipped("bit " + bit + " of byte " + at);
    }
  }

  @Test
  void foldersAreSkipped() throws IOException {
    Files.delete(last);
    Files.createDirectory(last);
    assertSkipped("a folder");
    assertTrue(warnings.getLast().endsWith("is a folder, expected a file"), warnings.getLast());
  }

  @Test
  void unreadableOnesAreSkipped() throws IOException {
    assumeFalse(System.getProperty("user.name").equals("root"), "root may read everything");
    assertTrue(last.toFile().setReadable(false));
    assertSkipped("unreadable");
  }

  @Test
  void otherVersionsAndOtherFilesAreSkipped() throws IOException {
    Files.write(
        last,
        new String(bytes, StandardCharsets.ISO_8859_1)
            .replace("tapehead-checkpoint-1", "tapehead-checkpoint-2")
            .getBytes(StandardCharsets.ISO_8859_1));
    assertSkipped("another version");
    assertEquals(
        "checkpoint skipped: "
            + last
            + ": checkpoint: tapehead-checkpoint-2, expected tapehead-checkpoint-1",
        warnings.getLast());
    Files.copy(
        folder.path().resolve("step-000000000004.safetensors"),
        last,
        StandardCopyOption.REPLACE_EXISTING);
    assertSkipped("another step");
    Files.writeString(last, "{\"no\": \"checkpoint\"}");
    assertSkipped("a text");
  }

  @Test
  void whatAWriterThatDiedHasLeftIsNoCheckpoint() throws IOException {
    Path left = folder.path().resolve(".step-000000000007.safetensors123.tmp");
    Files.write(left, Arrays.copyOf(bytes, 100));
    assertEquals(last, folder.last(CONFIGURATION, warnings::add).orElseThrow().file());
    assertEquals(List.of(), warnings);
    folder.clearTemporary();
    assertFalse(Files.exists(left));
  }

  @Test
  void noneThatIsWholeIsAnError() throws IOException {
    for (String name : names()) {
      Files.write(folder.path().resolve(name), new byte[0]);
    }
    Exception e = assertThrows(IOException.class, () -> folder.last(CONFIGURATION, warnings::add));
    assertEquals(
        folder.path() + ": 3 checkpoints, none of them whole, expected one at least",
        e.getMessage());
    assertEquals(3, warnings.size());
    folder.clear();
    assertFalse(Files.exists(folder.path()));
    assertTrue(folder.last(CONFIGURATION, warnings::add).isEmpty());
  }

  @Test
  void laterOnesThatWereSkippedDoNotPushOutNewOnes() throws IOException {
    Files.write(last, new byte[0]);
    var values = new LinkedHashMap<>(end.values());
    values.put("step", "5");
    folder.write(5, 1, CONFIGURATION, new Snapshot(values, end.tensors()));
    assertEquals(
        List.of("step-000000000005.safetensors", "step-000000000006.safetensors"), names());
    assertSkipped("later");
  }

  @Test
  void otherOptionsAreRefusedByName() throws IOException {
    assertRefused(CONFIGURATION.withSeed(2), "seed: 1, expected 2");
    assertRefused(CONFIGURATION.withBatch(8), "batch: 16, expected 8");
    assertRefused(
        CONFIGURATION.withNetwork(TinyCopy.network().withHidden(25)),
        "network.hidden: 24, expected 25");
    assertRefused(
        CONFIGURATION.withLearningRate(new LearningRate.Constant(0.5f)),
        "learning_rate: " + CONFIGURATION.learningRate().rate() + ", expected 0.5");
    var longer = CONFIGURATION.withLimits(new Limits(1000, 0.5, 3, 7));
    assertTrue(folder.last(longer, warnings::add).isPresent());
    assertEquals(List.of(), warnings);
  }

  private void assertRefused(TrainingConfiguration wanted, String difference) {
    Exception e =
        assertThrows(IllegalArgumentException.class, () -> folder.last(wanted, warnings::add));
    assertEquals(last + ": of a training with other options: " + difference, e.getMessage());
  }

  /** The one before is used, and a warning names the file. */
  private void assertSkipped(String how) throws IOException {
    warnings.clear();
    CheckpointFile used = folder.last(CONFIGURATION, warnings::add).orElseThrow();
    assertEquals(folder.path().resolve("step-000000000005.safetensors"), used.file(), how);
    assertEquals(1, warnings.size(), how);
    String warning = warnings.getFirst();
    assertTrue(warning.startsWith("checkpoint skipped: " + last + ": "), how + ": " + warning);
  }

  private List<String> names() throws IOException {
    try (var files = Files.list(folder.path())) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
