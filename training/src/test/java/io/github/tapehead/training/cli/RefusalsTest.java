package io.github.tapehead.training.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a command says to options and files that it cannot use. */
class RefusalsTest {
  private static final String TINY =
      "--hidden 16 --locations 10 --width 6 --batch 4 --steps 1 --no-evaluate";

  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "train juggling | task: juggling, expected one of: copy, repeat-copy, recall, ngrams,"
            + " sort, parentheses, parentheses-2",
        "train copy --window 5 | --window: goes with task characters, not copy",
        "train characters | task characters: needs a text, add --text FILE",
        "train characters --text none.txt | none.txt: no such file",
        "autocomplete none.safetensors a | none.safetensors: no such file",
        "train copy --schedule sine | schedule: sine, expected constant, inverse:N, linear:N,"
            + " cosine:N or settling:N",
        "train copy --schedule cosine:x | schedule: cosine:x, expected a whole number of sequences"
            + " after the colon",
        "train copy --mode sideways | mode: sideways, expected synchronous, hogwild,"
            + " hogwild:N or local:N",
        "train copy --mode hogwild:4 | mode: hogwild:4, expected hogwild alone without"
            + " --distributed",
        "train copy --distributed | --distributed: expected to be started by mpirun, such as mpirun"
            + " -n 4 ./tapehead train copy --distributed; found no variable OMPI_COMM_WORLD_SIZE or"
            + " PMI_SIZE",
        "train copy --mode local:x | mode: local:x, expected a whole number of steps after the"
            + " colon",
        "train copy --workers 0 | workers: 0, must be from 1 to 1024",
        "train copy --workers 17 --batch 16 | workers: 17, must be at most the batch of 16 that"
            + " they share",
        "train copy --checkpoint-every -1 | checkpoint_every: -1, must be 0 or more",
        "train copy --keep-checkpoints 0 | keep_checkpoints: 0, must be at least 1",
        "train copy --memory-smoothing 3 | memory_smoothing: 3.0, but the network has no initial memory"
            + " that is learned, random or given",
        "train copy --target 0 --after-target 500 | after_target: 500, but there is no target: add"
            + " --target BITS",
        "train copy --target 0 --schedule settling:500 | schedule: settling:500 falls from the"
            + " target on, but there is none: add --target BITS, or choose another schedule",
        "train copy --own-moments | --own-moments and --max-stale: expected mode hogwild, found"
            + " synchronous",
        "train | Missing required parameter: 'TASK' (see tapehead train --help)",
        "train copy --max-seconds -1 | max_seconds: -1.0, must be 0 or more",
        "train copy --batch -1 | batch: -1, must be from 1 to 16384",
        "train copy --hidden 0 | hidden: 0, must be from 1 to 65536",
        "train copy --locations -128 | locations: -128, must be from 1 to 65536",
        "train copy --learning-rate 0 | learning_rate: 0.0, must be more than 0",
        "train copy --steps 0 | steps: 0, must be from 1 to 562949953421311",
        "train copy --steps 5 --max-sequences 5 | --steps and --max-sequences: only one of them",
        "train copy --no-memory --width 7 | --width: 7, but the network has no memory and no heads",
        "train copy --network lstm --head-clip 5 | --head-clip: 5.0, but the network has no memory and"
            + " no heads",
        "train copy -o /dev/null | /dev/null: is there and is no folder",
        "evaluate none.safetensors | none.safetensors: no such file",
        "show none.safetensors | none.safetensors: no such file",
        "info none.safetensors | none.safetensors: no such file",
        "verify none.safetensors | none.safetensors: no such file",
        "juggle | Unmatched argument at index 0: 'juggle' (see tapehead --help)",
      })
  void badInputIsOneLine(String command, String line) {
    assertEquals(2, run(command));
    assertEquals("tapehead: " + line + System.lineSeparator(), err.toString());
    assertEquals("", out.toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "train copy --controller gru",
        "train copy --clip value:-1",
        "train copy --clip soft:3",
        "train copy --optimizer lbfgs",
        "train copy --loss median",
        "train copy --hidden many",
        "train copy --shift-range 64",
        "train copy --target -1",
        "train copy --locations 65536 --width 65536",
      })
  void otherBadInputIsOneLineToo(String command) {
    assertEquals(2, run(command + " --output " + folder.resolve("never")));
    assertEquals(1, err.toString().lines().count(), err.toString());
    assertFalse(Files.exists(folder.resolve("never")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"evaluate", "show", "info", "verify"})
  void filesThatAreNoWeightsAreOneLine(String command) throws IOException {
    Path empty = Files.createFile(folder.resolve("empty.safetensors"));
    Path foreign = Files.writeString(folder.resolve("foreign.safetensors"), "no tensors here");
    for (Path path : new Path[] {empty, foreign}) {
      err.getBuffer().setLength(0);
      assertEquals(2, run(command + " " + path));
      assertEquals(1, err.toString().lines().count(), err.toString());
      assertTrue(err.toString().contains(path.getFileName().toString()), err.toString());
    }
  }

  @Test
  void truncatedWeightsAreOneLine() throws IOException {
    assertEquals(0, run("train copy " + TINY + " --output " + folder));
    Path weights = folder.resolve("weights.safetensors");
    byte[] bytes = Files.readAllBytes(weights);
    Files.write(weights, Arrays.copyOf(bytes, bytes.length - 100));
    assertEquals(2, run("evaluate " + weights));
    assertEquals(1, err.toString().lines().count(), err.toString());
  }

  @Test
  void stackTracesOnlyWhenAskedFor() {
    assertEquals(2, run("train copy --batch 0 --stacktrace"));
    assertTrue(err.toString().contains("\tat io.github.tapehead"), err.toString());
  }

  private int run(String command) {
    return Main.commandLine()
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(command.strip().split(" +"));
  }
}
