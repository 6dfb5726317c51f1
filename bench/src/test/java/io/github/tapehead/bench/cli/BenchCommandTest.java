package io.github.tapehead.bench.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tapehead.bench.Recordings;
import io.github.tapehead.bench.results.Recording;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class BenchCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path folder;

  @Test
  void comparingARecordingWithItselfFindsNothing() {
    String full = Recordings.at(Recordings.FULL).toString();
    assertEquals(0, run("compare", full, full));
    assertTrue(out.toString().contains("nothing regressed beyond 1.1×"), out.toString());
  }

  @Test
  void aRegressionIsExitCodeOne() throws IOException {
    Path slow = Recordings.copy(Recordings.FULL, folder);
    Path results = slow.resolve(Recording.RESULTS);
    Files.writeString(results, Files.readString(results).replaceAll("\"us/op\"", "\"ms/op\""));
    assertEquals(1, run("compare", Recordings.at(Recordings.FULL).toString(), slow.toString()));
    assertTrue(out.toString().contains("regressed beyond 1.1×"), out.toString());
  }

  @Test
  void aFolderWithoutResultsIsBadInput() {
    assertEquals(2, run("compare", folder.toString(), folder.toString()));
    assertTrue(
        err.toString().startsWith("tapehead: results.json: not found in " + folder + "; expected"),
        err.toString());
    assertEquals(2, run("compare", "nowhere", "nowhere"));
    assertEquals(2, run("record", "--only", "nothing"));
  }

  @Test
  void theReportTakesAllFoldersBesideThePage() throws IOException {
    Recordings.copy(Recordings.FULL, folder);
    Recordings.copy(Recordings.OLDER, folder);
    Path page = folder.resolve("README.md");
    assertEquals(0, run("report", "--output", page.toString()));
    assertTrue(out.toString().contains("2 recording(s)"), out.toString());
    assertTrue(Files.readString(page).contains(Recordings.OLDER));
  }

  private int run(String... arguments) {
    CommandLine command = BenchCommand.commandLine();
    command.setOut(new PrintWriter(out, true));
    command.setErr(new PrintWriter(err, true));
    return command.execute(arguments);
  }
}
