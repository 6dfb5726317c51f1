package io.github.tapehead.training.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluateCommandTest {
  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void repeatsAreTestedWithEveryLength() {
    train("repeat-copy", "--no-evaluate");
    assertEquals(
        List.of("length 3, 2 times", "length 3, 4 times", "length 5, 2 times", "length 5, 4 times"),
        names(evaluate("--length 3,5 --repeats 2,4 --sequences 16")));
    assertEquals(List.of("length 10, 7 times"), names(evaluate("--repeats 7 --sequences 16")));
  }

  @Test
  void onlyRepeatCopyHasRepeats() {
    train("copy", "--no-evaluate");
    assertEquals(2, run("evaluate " + weights() + " --repeats 7"));
    assertEquals(
        "tapehead: --repeats: goes with task repeat-copy, not copy" + System.lineSeparator(),
        err.toString());
  }

  @Test
  void aTaskSaysHowManySequencesItNeeds() throws IOException {
    train("ngrams", "--evaluate");
    JsonElement trained = JsonParser.parseString(Files.readString(folder.resolve("result.json")));
    JsonArray tests = trained.getAsJsonObject().getAsJsonArray("evaluation");
    assertEquals(1_008, tests.get(0).getAsJsonObject().get("sequences").getAsInt());
    assertEquals(tests, evaluate("--batch 16"));
    JsonElement few = evaluate("--sequences 5 --batch 5").get(0);
    assertEquals(5, few.getAsJsonObject().get("sequences").getAsInt());
  }

  private static List<String> names(JsonArray tests) {
    return StreamSupport.stream(tests.spliterator(), false)
        .map(test -> test.getAsJsonObject().get("test").getAsString())
        .toList();
  }

  private void train(String task, String tests) {
    String tiny = " --hidden 8 --locations 6 --width 4 --batch 4 --steps 1 ";
    assertEquals(0, run("train " + task + tiny + tests + " -o " + folder), err.toString());
  }

  private JsonArray evaluate(String options) {
    assertEquals(0, run("evaluate " + weights() + " " + options + " --json"), err.toString());
    return JsonParser.parseString(out.toString().lines().toList().getLast()).getAsJsonArray();
  }

  private Path weights() {
    return folder.resolve("weights.safetensors");
  }

  private int run(String command) {
    return Main.commandLine()
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(command.strip().split(" +"));
  }
}
