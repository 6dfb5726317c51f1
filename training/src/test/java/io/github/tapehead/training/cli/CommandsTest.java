package io.github.tapehead.training.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.tapehead.training.text.SampleText;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandsTest {
  private static final String TINY =
      "--hidden 16 --locations 10 --width 6 --batch 4 --steps 3 --seed 5";

  private static final String NEWLINE = System.lineSeparator();

  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void trainThenEvaluateShowAndInfo() throws IOException {
    assertEquals(0, run("train copy " + TINY + " --json --output " + folder), err.toString());
    JsonObject json = lastLine();
    assertEquals(json, JsonParser.parseString(Files.readString(folder.resolve("result.json"))));
    assertEquals(3, json.get("steps").getAsInt());
    assertEquals(5, json.getAsJsonArray("evaluation").size());
    assertEquals(2, Files.readAllLines(folder.resolve("metrics.csv")).size());
    for (String picture : new String[] {"learning-curve", "attention"}) {
      assertTrue(Files.exists(folder.resolve(picture + ".png")), picture);
      assertTrue(Files.exists(folder.resolve(picture + ".svg")), picture);
    }
    assertEquals("", err.toString());

    Path weights = folder.resolve("weights.safetensors");
    out.getBuffer().setLength(0);
    assertEquals(0, run("evaluate " + weights + " --length 10 --json"), err.toString());
    String[] lines = out.toString().split("\n");
    assertEquals(
        json.getAsJsonArray("evaluation").get(0),
        JsonParser.parseString(lines[lines.length - 1]).getAsJsonArray().get(0),
        "evaluate repeats the test of train");

    assertEquals(0, run("show " + weights + " --length 4 -o " + folder), err.toString());
    assertTrue(Files.size(folder.resolve("copy-4.png")) > 0);

    out.getBuffer().setLength(0);
    assertEquals(0, run("info " + weights), err.toString());
    assertTrue(out.toString().contains("controller.0.weight"), out.toString());
    assertTrue(out.toString().contains("lanes"), out.toString());
  }

  @Test
  void aTrainingGoesOnFromItsCheckpoint() throws IOException {
    String train = "train copy " + TINY + " --no-evaluate --resume --output " + folder;
    assertEquals(0, run(train + " --checkpoint-every 2"), err.toString());
    Path checkpoint = folder.resolve("checkpoints/step-000000000003.safetensors");
    assertEquals(0, run("evaluate " + checkpoint + " --length 10"), err.toString());
    assertEquals(2, run(train.replace("--hidden 16", "--hidden 17")));
    assertEquals(
        "tapehead: "
            + checkpoint
            + ": of a training with other options: network.hidden: 16, expected 17"
            + NEWLINE,
        err.toString());
    assertEquals(0, run((train + " --json").replace("--steps 3", "--steps 7")));
    assertEquals(7, lastLine().get("steps").getAsInt());
    err.getBuffer().setLength(0);
    Files.write(folder.resolve("checkpoints/step-000000000007.safetensors"), new byte[0]);
    assertEquals(2, run(train));
    String[] lines = err.toString().split("\\R");
    assertTrue(lines[0].startsWith("tapehead: checkpoint skipped: "), lines[0]);
    assertTrue(lines[1].endsWith("none of them whole, expected one at least"), lines[1]);
    assertEquals(0, run(train.replace("--resume", "--replace")));
  }

  @Test
  void theResultOfOtherOptionsIsNotReplacedUnlessAskedFor() throws IOException {
    String train = "train copy " + TINY + " --no-evaluate --output " + folder + " ";
    Path result = folder.resolve("result.json");
    assertEquals(0, run(train), err.toString());
    assertEquals(0, run(train), "the same options again: " + err);
    assertRefused("network.locations: 10, expected 11", train.replace("10 ", "11 "));
    assertRefused("seed: 5, expected 6", train.replace("--seed 5", "--seed 6"));
    assertRefused("task: copy, expected sort", train.replace("copy", "sort"));
    String longer = train.replace("--steps 3", "--steps 4");
    assertRefused("max_sequences: 12, expected 16", longer);
    assertEquals(0, run(longer + "--resume --checkpoint-every 0"), err.toString());
    assertRefused("max_sequences: 16, expected 12", train);
    Files.delete(folder.resolve("checkpoints/step-000000000003.safetensors"));
    assertRefused("max_sequences: 16, expected 12", train + "--resume");
    assertEquals(0, run(train + "--replace"), err.toString());
    Files.writeString(result, "{}");
    assertRefused("result.json: not understood, of another version?", train);
  }

  /** They are one training: each may replace the other's result. */
  @Test
  void aFeedForwardControllerChoosesItsNetworkUnlessOneIsGiven() throws IOException {
    String tiny = TINY.replace("steps 3", "steps 1");
    String train = "train recall " + tiny + " --no-evaluate --output " + folder + " ";
    assertEquals(0, run(train + "--controller ff"), err.toString());
    assertEquals(0, run(train + "--network ntm-ff"), err.toString());
    assertRefused(
        "network.controller: ff, expected lstm", train + "--network ntm-ff --controller lstm");
    assertRefused(
        "network.read_heads: 4, expected 1", train + "--network ntm-lstm --controller ff");
    assertRefused("network.controller: ff, expected lstm", train + "--controller lstm");
  }

  private void assertRefused(String difference, String command) throws IOException {
    Path result = folder.resolve("result.json");
    String before = Files.readString(result);
    err.getBuffer().setLength(0);
    assertEquals(2, run(command));
    assertEquals(
        "tapehead: "
            + folder
            + ": result of other options, "
            + difference
            + "; choose another folder with -o, or --replace to lose that and train anew"
            + NEWLINE,
        err.toString());
    assertEquals(before, Files.readString(result));
  }

  @Test
  void charactersAreTrainedEvaluatedAndContinued() throws IOException {
    Path text = Files.writeString(folder.resolve("text"), SampleText.of(3_000, 1));
    String train = "train characters --window 20 --text " + text + " --output " + folder + " ";
    assertEquals(0, run(train + TINY), err.toString());
    assertRefused("window: 20, expected 21", train.replace("--window 20", "--window 21") + TINY);
    assertTrue(out.toString().contains("6-gram model, bits per character"), out.toString());
    assertTrue(out.toString().startsWith("characters: ended at the limit after"), out.toString());
    assertEquals(3, out.toString().split("wrong symbols per sequence", -1).length, "" + out);
    Path weights = folder.resolve("weights.safetensors");
    String evaluate = "evaluate " + weights + " --window 20 --text " + text;
    assertEquals(0, run(evaluate), err.toString());

    assertEquals(0, run(evaluate + " --ngram-order 3"), err.toString());
    assertTrue(out.toString().contains("3-gram model, bits per character"), out.toString());
    err.getBuffer().setLength(0);
    assertEquals(0, run("autocomplete " + weights + " a字€b --length 1"));
    assertEquals(
        "tapehead: prefix: the network knows no 字 (U+5B57), U+20AC; it is shown an unknown"
            + " character instead"
            + NEWLINE,
        err.toString());

    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    assertEquals(0, run("autocomplete " + weights + " abc --length 30 --seed 3"), err.toString());
    assertEquals("", err.toString());
    String first = out.toString();
    assertTrue(first.startsWith("abc"), first);
    assertEquals(33, first.stripTrailing().codePointCount(0, first.stripTrailing().length()));
    out.getBuffer().setLength(0);
    run("autocomplete " + weights + " abc --length 30 --seed 3");
    assertEquals(first, out.toString());
  }

  @Test
  void onlyNetworksOfCharactersCanContinueATextAndTheyNeedItsText() throws IOException {
    assertEquals(0, run("train copy --no-evaluate --output " + folder + " " + TINY));
    Path weights = folder.resolve("weights.safetensors");
    assertEquals(2, run("autocomplete " + weights + " abc"));
    assertEquals(
        "tapehead: " + weights + ": no network of task characters, expected one" + NEWLINE,
        err.toString());
    err.getBuffer().setLength(0);
    assertEquals(2, run("evaluate " + weights + " --text README.md"));
    assertEquals("tapehead: --text: goes with task characters, not copy" + NEWLINE, err.toString());
  }

  @Test
  void theBaselineHasNoMemory() throws IOException {
    String options = " --no-memory --hidden 16 --batch 4 --steps 2 --no-evaluate --output ";
    assertEquals(0, run("train copy" + options + folder), err.toString());
    assertFalse(Files.exists(folder.resolve("attention.png")));
    JsonObject json =
        JsonParser.parseString(Files.readString(folder.resolve("result.json"))).getAsJsonObject();
    assertEquals(0, json.getAsJsonArray("evaluation").size());
    Path weights = folder.resolve("weights.safetensors");
    assertEquals(0, run("show " + weights + " --length 4 -o " + folder), err.toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "train", "reproduce", "evaluate", "show", "info", "verify", "autocomplete"})
  void everyCommandHasHelp(String command) {
    assertEquals(0, run(command + " --help"));
    assertTrue(out.toString().startsWith("Usage: tapehead"), out.toString());
    assertEquals("", err.toString());
  }

  private int run(String command) {
    return Main.commandLine()
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(command.strip().split(" +"));
  }

  private JsonObject lastLine() {
    String[] lines = out.toString().split("\n");
    return JsonParser.parseString(lines[lines.length - 1]).getAsJsonObject();
  }
}
