package io.github.tapehead.training.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class MainTest {
  @Test
  void versionNamesTheProgramAndTheJvm() {
    StringWriter out = new StringWriter();
    int exitCode = Main.commandLine().setOut(new PrintWriter(out)).execute("--version");
    assertEquals(0, exitCode);
    assertTrue(out.toString().startsWith("tapehead "), out.toString());
    assertTrue(out.toString().contains("JVM " + Runtime.version()), out.toString());
  }

  @Test
  void withoutArgumentsTheUsageIsPrinted() {
    StringWriter out = new StringWriter();
    assertEquals(0, Main.commandLine().setOut(new PrintWriter(out)).execute());
    assertTrue(out.toString().startsWith("Usage: tapehead "), out.toString());
  }

  @Test
  void anUnknownOptionIsAUsageError() {
    StringWriter err = new StringWriter();
    assertEquals(2, Main.commandLine().setErr(new PrintWriter(err)).execute("--nonsense"));
    assertTrue(err.toString().contains("--nonsense"), err.toString());
  }

  /** Not the last one silently, with the other options of its group forgotten. */
  @Test
  void anOptionGivenTwiceIsAUsageError() {
    StringWriter err = new StringWriter();
    String[] arguments = {"train", "copy", "--output", "runs", "--every", "1", "--every", "2"};
    assertEquals(2, Main.commandLine().setErr(new PrintWriter(err)).execute(arguments));
    assertEquals(
        "tapehead: option '--every' should be specified only once (see tapehead train --help)",
        err.toString().strip());
  }
}
