package io.github.tapehead.training.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tapehead.training.text.Corpus;
import io.github.tapehead.training.text.SampleText;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xml.sax.InputSource;

class ReproduceCommandTest {
  private static final String TINY =
      " --layers 1 --hidden 8 --batch 2 --test-sequences 1 --every 1 --output ";
  private static final String TINY_MEMORY =
      " --locations 10 --width 4 --read-heads 1 --write-heads 2 --key-strength-bias 4";

  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void runsWhatIsMissingAndReports() throws Exception {
    String command =
        "reproduce --task copy,sort --network ntm-ff,lstm --seeds 7, --steps 2"
            + TINY_MEMORY
            + TINY;
    assertEquals(0, run(command + folder), err.toString());
    assertTrue(out.toString().contains("4 runs, 0 of them finished already"), out.toString());
    for (String task : List.of("copy", "sort")) {
      for (String network : List.of("ntm-ff", "lstm")) {
        Path run = folder.resolve(task).resolve(network).resolve("seed-7");
        for (String file : List.of("weights.safetensors", "result.json", "metrics.csv")) {
          assertTrue(Files.size(run.resolve(file)) > 0, run + " " + file);
        }
        assertTrue(
            out.toString()
                .contains(
                    task
                        + ", "
                        + network
                        + ", seed 7: ended at the limit, target not reached,"
                        + " after 4 sequences in "),
            out.toString());
      }
    }
    checkReport(Files.readString(folder.resolve("report.md")));

    Path result = folder.resolve("copy/lstm/seed-7/result.json");
    String first = Files.readString(result);
    assertEquals(0, again(command + folder), err.toString());
    assertTrue(out.toString().contains("4 runs, 4 of them finished already"), out.toString());
    assertEquals(first, Files.readString(result));

    Files.delete(result);
    assertEquals(0, again(command + folder), err.toString());
    assertTrue(out.toString().contains("4 runs, 3 of them finished already"), out.toString());
    assertTrue(out.toString().contains("1/1  copy, lstm, seed 7: "), out.toString());
    String second = Files.readString(result);
    assertNotEquals(first, second);

    assertEquals(0, again("reproduce --report-only --task copy -o " + folder), err.toString());
    String report = Files.readString(folder.resolve("report.md"));
    assertTrue(report.contains("* copy, ntm-lstm, not run: seed 7\n"), report);
    assertFalse(report.contains("## Priority sort"), report);
    assertEquals(second, Files.readString(result));

    String other = "reproduce --task copy --network lstm --seeds 7, --steps 3";
    err.getBuffer().setLength(0);
    assertEquals(2, again(other + TINY + folder));
    assertEquals(
        "tapehead: "
            + result.getParent()
            + ": finished with other options, expected another folder with -o, or --replace to"
            + " lose that and run anew"
            + System.lineSeparator(),
        err.toString());
    assertEquals(second, Files.readString(result));

    assertEquals(0, again(other + " --replace" + TINY + folder), err.toString());
    assertTrue(out.toString().contains("1 runs, 0 of them finished already"), out.toString());
    assertTrue(Files.readString(result).contains("\"steps\": 3"));
    report = Files.readString(folder.resolve("report.md"));
    assertTrue(report.contains("* copy, ntm-ff: seed 7\n* sort, ntm-ff: seed 7\n"), report);
    assertTrue(report.contains("## Priority sort"), report);
  }

  /** With fewer runs each of them is allowed more time. */
  @Test
  void quickRunsAreTheSameWhateverTimeTheyAreAllowed() throws IOException {
    String options = " --quick --network ntm-ff --jobs 1 --steps 2" + TINY + folder;
    assertEquals(0, run("reproduce --task copy,sort" + options), err.toString());
    assertEquals(0, again("reproduce --task copy" + options), err.toString());
    assertTrue(out.toString().contains("1 runs, 1 of them finished already"), out.toString());
    String report = Files.readString(folder.resolve("report.md"));
    assertTrue(report.contains("* sequences of a test: 16, not 192 (copy, sort)\n"), report);
    assertTrue(report.contains("* networks left out: ntm-lstm, lstm\n"), report);
  }

  private void checkReport(String report) throws Exception {
    assertTrue(
        report.contains("`./tapehead reproduce --task copy,sort --network ntm-ff,lstm"), report);
    for (String row :
        List.of(
            "| ntm-ff | 2 write + 1 read, ff 8, 10 × 4 |",
            "| ntm-ff | 2 write + 1 read, ff 8, 10 × 4; initial memory learned |",
            "| lstm | lstm 8; initial state learned |",
            "| ntm-ff | 0 of 1 | 0 for 5,000 sequences | limit 1 | – | – |",
            "| length 120 |",
            "### Copies, vector by vector",
            "Of 120 vectors, means of 16 sequences",
            "| ntm-ff | 1 | 0",
            "| lstm | 1 | 0",
            "with 0 slips; paper: Figure 5.",
            "| 20 vectors |",
            "≈ 58 after 1,000,000 (plot, Figure 18)",
            "· priority, within 2 for ")) {
      assertTrue(report.contains(row), row + " in " + report);
    }
    assertFalse(report.contains("Left out"), report);
    for (String picture :
        List.of(
            "copy-learning.svg",
            "copy-tests.svg",
            "copy-ntm-ff-copies.png",
            "copy-ntm-ff-copies.svg",
            "copy-lstm-copies.png",
            "copy-ntm-ff-attention.svg",
            "copy-ntm-ff-attention.png",
            "sort-learning.svg",
            "sort-ntm-ff-attention.png",
            "sort-ntm-ff-locations.png",
            "sort-ntm-ff-locations.svg")) {
      assertTrue(report.contains("(" + picture + ")"), picture);
    }
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".svg")).toList()) {
        assertEquals("svg", rootElement(file), file.toString());
      }
    }
  }

  @Test
  void charactersAreReportedBesideTheNGramModel() throws Exception {
    Path text = Files.writeString(folder.resolve("text"), SampleText.of(3_000, 1));
    Path runs = folder.resolve("runs");
    String command =
        "reproduce --task characters --text %s --window 20 --seeds 3,5 --steps 2 --hidden 8%s"
            .formatted(text, " --batch 2 --test-sequences 1 -o " + runs);
    assertEquals(0, run(command), err.toString());
    assertTrue(out.toString().contains("6 runs, 0 of them finished already"), out.toString());
    String report = Files.readString(runs.resolve("report.md"));
    for (String part :
        List.of(
            "## Characters of a text\n",
            "2,700 characters to learn, 300 held out, of ",
            "SHA-256 of the text `" + Corpus.read(text).digest() + "`",
            "Each test has 16 sequences. Each window has 20 characters;",
            "| 6-gram model | – | ",
            " wrong symbols in this sequence.",
            "(characters-learning.svg)",
            "(characters-ntm-lstm-attention.png)")) {
      assertTrue(report.contains(part), part + " in " + report);
    }
    for (String network : List.of("ntm-lstm", "ntm-ff", "lstm")) {
      assertTrue(
          report
              .lines()
              .anyMatch(line ->
                  line.matches(
                      "\\| "
                          + network
                          + " \\| 2 \\|( \\d\\.\\d{3} \\([\\d.]+–[\\d.]+\\) \\|){2} 114.* \\| 4 .*")),
          report);
    }
    assertFalse(report.contains("stayed below"), report);

    assertEquals(0, again(command), err.toString());
    assertTrue(out.toString().contains("6 runs, 6 of them finished already"), out.toString());
    String reportOnly =
        "reproduce --report-only --task characters --window 20 --text %s -o " + runs;
    assertEquals(0, again(reportOnly.formatted(text)), err.toString());

    Files.writeString(text, Files.readString(text).replace("Ada", "daA"));
    assertEquals(2, again(command));
    assertTrue(err.toString().contains("finished with other options"), err.toString());
    err.getBuffer().setLength(0);
    assertEquals(2, again(reportOnly.formatted(text)));
    assertEquals(
        "tapehead: "
            + runs
            + ": no finished run, expected TASK/NETWORK/seed-N/result.json; characters, ntm-lstm,"
            + " seed 3: run with other text"
            + System.lineSeparator(),
        err.toString());
  }

  @Test
  void aTextAddsCharactersToTheUsualTasks() throws IOException {
    Path text = Files.writeString(folder.resolve("text"), SampleText.of(3_000, 1));
    assertEquals(2, run("reproduce --quick --seeds 1000 --jobs 1 --text " + text));
    assertTrue(err.toString().contains("--quick: 18000 runs leave"), err.toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--task juggling | task: juggling, expected one of: copy, repeat-copy, recall, ngrams,"
            + " sort, parentheses, parentheses-2",
        "--task characters | task characters: needs a text, add --text FILE",
        "--task copy,characters | task characters: needs a text, add --text FILE",
        "--window 5 | task characters: needs a text, add --text FILE",
        "--task copy,sort --text FILE | --text: goes with task characters, not copy,sort",
        "--task copy --window 5 | --window: goes with task characters, not copy",
        "--task characters --text none.txt | none.txt: no such file",
        "--jobs 0 | jobs: 0, must be at least 1",
        "--every 0 | every: 0, must be at least 1",
        "--test-sequences 0 | test_sequences: 0, must be at least 1",
        "--hidden 0 | hidden: 0, must be from 1 to 65536",
        "--controller ff | --controller: not here, --network chooses the kinds",
        "--no-memory | --no-memory: not here, --network chooses the kinds",
        "--seed 3 | Unknown options: '--seed', '3' (see tapehead reproduce --help)",
        "--report-only --seeds 3 | --report-only: goes with --task, --text, --window, --network and"
            + " --output only, not with --seeds",
        "--report-only --hidden 3 | --report-only: goes with --task, --text, --window, --network and"
            + " --output only, not with --hidden",
        "--quick --seeds 1000 --jobs 1 | --quick: 15000 runs leave 0 seconds each, expected at"
            + " least 10: fewer tasks, networks or seeds",
        "--network lstm --locations 50 | --locations: 50, but the network has no memory and no heads",
        "--network lstm --key-strength-bias 5 | key_strength_bias: 5.0, but the network has no heads",
        "--task copy --memory-smoothing 3 | memory_smoothing: 3.0, but the network has no initial"
            + " memory that is learned, random or given",
        "--quick --max-seconds 900 | --quick and --max-seconds: only one of them, --quick sets the"
            + " seconds of each run",
        "--max-seconds -1 | max_seconds: -1.0, must be 0 or more",
      })
  void badInputIsOneLine(String options, String line) {
    Path never = folder.resolve("never");
    assertEquals(2, run("reproduce " + options + " -o " + never));
    assertEquals("tapehead: " + line + System.lineSeparator(), err.toString());
    assertEquals("", out.toString());
    assertFalse(Files.exists(never));
  }

  @Test
  void otherBadInputIsOneLineToo() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    for (String options :
        List.of("--seeds none", "--seeds 1,1", "--network gru", "-o " + file, "--report-only")) {
      err.getBuffer().setLength(0);
      String path = options.startsWith("-o") ? "" : " -o " + folder;
      assertEquals(2, run("reproduce " + options + path));
      assertEquals(1, err.toString().lines().count(), err.toString());
    }
  }

  private int again(String command) {
    out.getBuffer().setLength(0);
    return run(command);
  }

  private int run(String command) {
    return Main.commandLine()
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(command.strip().split(" +"));
  }

  private static String rootElement(Path svg) throws Exception {
    var factory = DocumentBuilderFactory.newInstance();
    // The document type names a file on the network.
    factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
    var source = new InputSource(new StringReader(Files.readString(svg)));
    return factory.newDocumentBuilder().parse(source).getDocumentElement().getTagName();
  }
}
