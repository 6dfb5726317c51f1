package io.github.tapehead.training.reproduction.report;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tapehead.training.NetworkKind;
import io.github.tapehead.training.StopReason;
import io.github.tapehead.training.reproduction.RunPlace;
import io.github.tapehead.training.task.CharacterTask;
import io.github.tapehead.training.task.Task;
import io.github.tapehead.training.task.Tasks;
import io.github.tapehead.training.text.Corpus;
import io.github.tapehead.training.text.SampleText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The tables and charts of reports. */
class ReproductionReportTest extends MadeUpRuns {
  @Test
  void mediansAndRangesStandBesideThePaper() throws IOException {
    Task recall = Tasks.named("recall");
    result(recall, 1, atOnce(20_000, 30.04, 0.09), 0.09, 1);
    result(recall, 2, null, 3.5, 5);
    String report = report(List.of(recall));
    assertTrue(report.contains("`./tapehead reproduce --seeds 2`"), report);
    assertTrue(report.contains("by tapehead 1 on 2026-02-03."), report);
    assertFalse(report.contains("Left out"), report);
    assertFalse(report.contains("Cut short"), report);
    assertTrue(report.contains("Target: 0.1 bits."), report);
    assertTrue(
        report.contains(
            "| lstm | 1 of 2 | 1 for 2,000 sequences; worst mean 0.0900 | limit 1 | – (20,000), 1 of 2 | – (20,000), 1 of 2"
                + " | – (30.0), 1 of 2 | 1.7950 (0.0900–3.5000) | not 0 after"
                + " 1,000,000 (section 4.3) |"),
        report);
    assertTrue(
        report.contains(
            "| 6 items | 3.0000 (1.0000–5.0000) | 4.0000 (2.0000–6.0000) of 18 | ≈ 2 (plot, Figure 11) |"),
        report);
    assertTrue(
        report.contains("| 8 items | 4.0000 (2.0000–6.0000) | 5.0000 (3.0000–7.0000) of 18 | – |"),
        report);
    assertTrue(report.contains("3 × 256, 1e-4 (Table 3) |"), report);
    assertTrue(report.contains("| 1,344,518 |"), report);
    for (String picture : List.of("recall-learning.svg", "recall-tests.svg")) {
      assertTrue(report.contains("(" + picture + ")"), picture);
      assertTrue(Files.readString(root.resolve(picture)).strip().endsWith("</svg>"), picture);
    }
    assertTrue(Files.readString(root.resolve("recall-tests.svg")).contains("<svg"));
    assertFalse(report.contains("Use of the memory"), report);
  }

  @Test
  void figuresOfATaskStandBesideThePaper() throws IOException {
    Task repeat = Tasks.named("repeat-copy");
    result(repeat, 1, null, 3, 3);
    String report = report(List.of(repeat));
    assertTrue(
        report.contains(
            "| network | test | bits | wrong bits | wrong bits of vectors | wrong end markers | paper |"),
        report);
    assertTrue(report.contains("of 909 | 127.5 | 127.5 | "), report);
  }

  @Test
  void nGramsStandBesideTheOptimumOfTheSameSequences() throws IOException {
    Task ngrams = Tasks.named("ngrams");
    result(ngrams, 1, null, 130, 130);
    result(ngrams, 2, null, 131, 131.5);
    String report = report(List.of(ngrams));
    assertTrue(
        report.contains(
            "| lstm | 200 bits | 130.8 (130.0–131.5) | 131.8 (131.0–132.5) of 195 | 127.5 | 3.2500"
                + " (2.5000–4.0000) | ≈ 3 (plot, Figure 13) |"),
        report);
    assertTrue(report.contains("No target."), report);
    assertTrue(report.contains("| lstm | – | – | limit 2 |"), report);
    assertFalse(Files.exists(root.resolve("ngrams-tests.svg")));
  }

  @Test
  void charactersStandBesideTheNGramModel() throws IOException {
    Task characters = new CharacterTask(Corpus.of(SampleText.of(2_000, 1), 0.25), 20);
    result(characters, 1, null, 60, 50);
    write(characters, 2, StopReason.DIVERGED, null, 80, 50);
    String report = report(List.of(characters));
    assertTrue(report.contains("1,500 characters to learn, 500 held out"), report);
    assertTrue(
        report.contains(
            "| lstm | 2, 1 diverged | – (127.500), 1 of 2 | – (0.000), 1 of 2 | 70.0"
                + " (60.0–80.0) | 32,000 | 40 |\n"
                + "| 6-gram model | – | 127.500 | – | – | – | – |\n"),
        report);
  }

  @Test
  void charactersThatAllDivergedHaveNoTests() throws IOException {
    Task characters = new CharacterTask(Corpus.of(SampleText.of(2_000, 1), 0.25), 20);
    write(characters, 1, StopReason.DIVERGED, null, 80, 50);
    String report = report(List.of(characters));
    assertTrue(report.contains("No run was tested. Of lstm, 1 of 1 seeds diverged"), report);
    assertTrue(report.contains("| lstm | 1, 1 diverged | – | – |"), report);
  }

  @Test
  void copiesNeedTheWeights() throws IOException {
    Task copy = Tasks.named("copy");
    result(copy, 1, null, 3, 3);
    assertFalse(report(List.of(copy)).contains("Copies"));
  }

  @Test
  void lossesBelowFullSizeAreNotThoseOfTheTask() throws IOException {
    Task repeat = Tasks.named("repeat-copy");
    reach = 1;
    result(repeat, 1, null, 3, 3);
    result(repeat, 2, null, 4, 3);
    reach = 0.75;
    result(repeat, 3, null, 12, 3);
    String report = report(List.of(repeat));
    assertTrue(report.contains("| 4.0000 (3.0000–4.0000), 2 of 3; 12.0 at reach 0.75 |"), report);
    assertTrue(report.contains("(repeat-copy-learning.svg)\n\n*Dotted: "), report);
    String chart = Files.readString(root.resolve("repeat-copy-learning.svg"));
    assertTrue(chart.contains("stroke-dasharray:1,3"), "dotted");
    reach = 0.5;
    result(repeat, 1, null, 3, 3);
    result(repeat, 2, null, 4, 3);
    report = report(List.of(repeat));
    assertTrue(report.contains("| 4.0000 (3.0000–12.0) at reach 0.5 to 0.75 |"), report);
  }

  @Test
  void earlierVersionsLeftTheReachInTheMetricsOnly() throws IOException {
    Task repeat = Tasks.named("repeat-copy");
    reach = 0.75;
    result(repeat, 1, null, 12, 3);
    Path file = new RunPlace(root, repeat, NetworkKind.LSTM, 1).folder().result();
    Files.writeString(file, Files.readString(file).replace("\"reach\"", "\"other\""));
    String report = report(List.of(repeat));
    assertTrue(report.contains("| 12.0 at reach 0.75 |"), report);
  }

  @Test
  void onlyRunsThatWentOnToTheEndStayedBelowTheirTarget() throws IOException {
    Task copy = Tasks.named("copy");
    settled(copy, 1, StopReason.TARGET, 0.1, 1_000, 0.09);
    settled(copy, 2, StopReason.TARGET, 0.1, 1_000, 0.13);
    settled(copy, 3, StopReason.LIMIT, 0.1, 1_000, 0.15);
    settled(copy, 4, StopReason.TIME, 0.1, 1_000, 0.05);
    settled(copy, 5, StopReason.DIVERGED, 0.1, 1_000, 0.06);
    String report = report(List.of(copy));
    assertTrue(
        report.contains(
            "| lstm | 5 of 5 | 2 for 1,000 sequences; worst mean 0.1100 (0.0900–0.1300) |"
                + " diverged 1, limit 1, time 1 | 20,000 | – (25,000), 2 of 5 |"),
        report);
  }

  @Test
  void failuresAreCountedAndSaid() throws IOException {
    Task recall = Tasks.named("recall");
    result(recall, 1, atOnce(20_000, 30, 0.09), 0.09, 1);
    result(recall, 2, atOnce(30_000, 40, 0.09), 0.09, 2);
    result(recall, 3, atOnce(40_000, 50, 0.09), 0.09, Double.NaN);
    write(recall, 4, StopReason.DIVERGED, null, 70, 1);
    write(recall, 5, StopReason.LIMIT, null, 60, 3);
    String report = report(List.of(recall));
    assertTrue(
        report.contains("| 40,000 (20,000–40,000), 3 of 5 | 40,000 (20,000–40,000), 3 of 5 |"),
        report);
    assertTrue(
        report.contains(
            "| 6 items | 3.0000 (1.0000–3.0000), 3 of 5 | 4.0000 (2.0000–4.0000) of 18, 3 of 5 |"),
        report);
    assertTrue(
        report.contains(
            "Each test has 16 sequences. Of lstm, 1 of 5 seeds diverged and were not tested. Of"
                + " lstm, 6 of 24 losses in tests are not finite.\n"),
        report);
  }

  @Test
  void eachSeedHasARow() throws IOException {
    Task repeat = Tasks.named("repeat-copy");
    settled(repeat, 7, StopReason.TARGET, 0.1, 1_000, 0.09);
    settled(repeat, 8, StopReason.TIME, 0.1, 1_000, 0.5);
    result(repeat, 9, null, 3, Double.NaN);
    skipped = 120;
    reach = 0.75;
    write(repeat, 10, StopReason.DIVERGED, null, 12, 1);
    String report = report(List.of(repeat));
    String rows =
        """
        | network | seed | sequences until reached once | seconds | for good | worst after \
        | bits at the end | skipped | ended by \
        | length 10, 10 times | length 20, 10 times | length 10, 20 times |
        |---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|
        | lstm | 7 | 20,000 | 30.0 | 25,000 | 0.0900 | 0.0400 | 0 | target \
        | 1.0000 | 2.0000 | 3.0000 |
        | lstm | 8 | 20,000 | 30.0 | – | 0.5000 | 0.0400 | 0 | time \
        | 1.0000 | 2.0000 | 3.0000 |
        | lstm (2) | 9 | – | – | – | – | 3.0000 | 0 | limit \
        | not finite | not finite | not finite |
        | lstm (2) | 10 | – | – | – | – | 12.0 at reach 0.75 | 120 | diverged | – | – | – |
        """;
    assertTrue(report.contains(rows), report);
  }
}
