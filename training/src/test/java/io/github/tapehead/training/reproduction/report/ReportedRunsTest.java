package io.github.tapehead.training.reproduction.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tapehead.model.AccessOrder;
import io.github.tapehead.model.Activation;
import io.github.tapehead.model.ControllerKind;
import io.github.tapehead.model.HeadPart;
import io.github.tapehead.model.InitialMemory;
import io.github.tapehead.model.InitialState;
import io.github.tapehead.model.NetworkConfiguration;
import io.github.tapehead.training.NetworkKind;
import io.github.tapehead.training.Recipes;
import io.github.tapehead.training.StopReason;
import io.github.tapehead.training.TrainingConfiguration;
import io.github.tapehead.training.report.Program;
import io.github.tapehead.training.reproduction.Experiments;
import io.github.tapehead.training.reproduction.Findings;
import io.github.tapehead.training.reproduction.Plan;
import io.github.tapehead.training.reproduction.PlannedRun;
import io.github.tapehead.training.reproduction.RunPlace;
import io.github.tapehead.training.reproduction.Seeds;
import io.github.tapehead.training.task.Task;
import io.github.tapehead.training.task.Tasks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which runs a report is of, and what it says of them. */
class ReportedRunsTest extends MadeUpRuns {
  @Test
  void whatIsMissingOrCutShortIsSaidFirst() throws IOException {
    Task copy = Tasks.named("copy");
    Task sort = Tasks.named("sort");
    result(copy, 1, atOnce(20_000, 30, 0.09), 0.09, 0.1);
    write(copy, 2, StopReason.INTERRUPTED, null, 60, 60);
    write(sort, 1, StopReason.TIME, null, 50, 50);
    String report = report(List.of(copy, sort));
    int firstTask = report.indexOf("## Copy");
    String head = report.substring(0, firstTask);
    assertTrue(head.contains("* copy, lstm, interrupted: seed 2\n"), head);
    assertTrue(head.contains("* sort, lstm, not run: seed 2\n"), head);
    assertTrue(head.contains("train for 48 seconds"), head);
    assertTrue(
        head.contains(
            """
            These did reach it: copy lstm (1 of 1). What is less than in a full reproduction:

            * training: the time ended 1 of 2 runs, after 3.2 % of the 1,000,000 sequences that a \
            run may see; schedules of the learning rate and curricula are cut off there
            * seeds: 2, not 3
            * sequences of a test: 16, not 192 (copy, sort)
            * tasks left out: repeat-copy, recall, ngrams
            * networks left out: ntm-lstm, ntm-ff

            """),
        head);
    assertTrue(
        report.contains("| lstm | 0 of 1 | 0 for 200,000 sequences | time 1 | – | – | – | 50.0 |"),
        report);
  }

  @Test
  void brokenRunsThatNobodyAskedForArePassedOver() throws IOException {
    Task recall = Tasks.named("recall");
    result(recall, 1, null, 3, 3);
    result(recall, 2, null, 3, 3);
    Files.writeString(new RunPlace(root, recall, NetworkKind.LSTM, 2).folder().metrics(), "?");
    Path third = new RunPlace(root, recall, NetworkKind.LSTM, 3).folder().path();
    Files.createDirectories(third);
    Path first = new RunPlace(root, recall, NetworkKind.LSTM, 1).folder().result();
    Files.copy(first, third.resolve(first.getFileName()));
    Files.createDirectories(root.resolve("characters"));
    Plan plan = Plan.of(root, List.of(recall), BASELINE, Seeds.parse("1"), Recipes::of, task -> 16);
    String report = written(Findings.of(plan));
    assertFalse(report.contains("Beside what"), report);
    assertTrue(report.contains("runs of characters in the folder: add --text FILE"), report);
  }

  @Test
  void targetsThatDifferAreNamed() throws IOException {
    Task copy = Tasks.named("copy");
    result(copy, 1, null, 3, 3);
    settled(copy, 2, StopReason.LIMIT, 5, 1_000, 6);
    assertTrue(report(List.of(copy)).contains("lstm: Target: 0.1 bits; lstm (2): Target: 5 bits."));
  }

  @Test
  void otherSettingsHaveRowsOfTheirOwn() throws IOException {
    Task recall = Tasks.named("recall");
    result(recall, 1, null, 3, 3);
    write(recall, 2, StopReason.TIME, null, 5, 4);
    result(recall, 3, null, 4, 3);
    String report = report(List.of(recall));
    assertTrue(report.contains("uniform; unlike lstm: max seconds 48 |"), report);
    assertTrue(report.contains("**Cut short:** 1 of the 3 runs were allowed"), report);
    assertFalse(report.contains("What is less"), report);
    assertTrue(
        report.contains("| lstm | 0 of 2 | 0 for 2,000 sequences | limit 2 | – | – | – | 3.5000"),
        report);
    assertTrue(
        report.contains(
            "| lstm (2) | 0 of 1 | 0 for 2,000 sequences | time 1 | – | – | – | 5.0000 |"),
        report);
    assertTrue(
        report.contains(
            "| test | lstm, bits | wrong bits | paper | lstm (2), bits | wrong bits |\n"),
        report);
    assertTrue(report.contains("| lstm (2) | 2 | – |"), report);
  }

  @Test
  void whatIsUnusualOfANetworkIsSaid() throws IOException {
    Task copy = Tasks.named("copy");
    TrainingConfiguration usual = Recipes.of(copy, NetworkKind.LSTM);
    NetworkConfiguration network =
        NetworkConfiguration.ntm(ControllerKind.LSTM, copy.inputs(), copy.outputs())
            .withShiftRange(2)
            .withAccessOrder(AccessOrder.READ_WRITE)
            .withInitialState(InitialState.LEARNED)
            .withInitialMemory(new InitialMemory.Random())
            .withActivation(HeadPart.KEY, Activation.IDENTITY)
            .withHeadClip(20);
    write(usual.withNetwork(network), StopReason.DIVERGED, null, 3, 3);
    String report =
        written(
            Findings.of(
                new Plan(
                    List.of(
                        new PlannedRun(
                            new RunPlace(root, copy, NetworkKind.LSTM, 1),
                            usual.withNetwork(network),
                            16)))));
    assertTrue(
        report.contains(
            "| 1 write + 1 read, lstm 100, 128 × 20; shift range 2, access order read_write,"
                + " initial state learned, key activation identity, initial memory random,"
                + " head clip 20 |"),
        report);
  }

  @Test
  void whatElseIsInTheFolderIsReportedAndSaid() throws IOException {
    Task recall = Tasks.named("recall");
    Task sort = Tasks.named("sort");
    result(recall, 1, null, 3, 3);
    result(recall, 2, null, 3, 3);
    write(recall, 4, StopReason.TIME, null, 3, 3);
    result(sort, 7, null, 3, 3);
    result(sort, 8, null, 3, 3);
    Files.delete(new RunPlace(root, sort, NetworkKind.LSTM, 8).folder().metrics());
    write(sort, 9, StopReason.INTERRUPTED, null, 3, 3);
    Plan plan =
        Plan.of(root, List.of(recall), BASELINE, Seeds.parse("1,4"), Recipes::of, task -> 16);
    String report = written(Findings.of(plan));
    assertTrue(
        report.contains(
            """
            **Left out:**

            * recall, lstm, finished with other options: seed 4

            **Beside what the command asks for**, the folder holds these runs, reported here too:

            * recall, lstm: seed 2
            * recall, lstm, other options: seed 4
            * sort, lstm: seed 7

            """),
        report);
    assertTrue(report.contains("| lstm | 0 of 2 |"), report);
    assertTrue(report.contains("| lstm (2) | 0 of 1 |"), report);
    assertTrue(
        report.indexOf("## Associative recall") < report.indexOf("## Priority sort"), report);
  }

  @Test
  void allTasksOfAFolderAreLookedAt() throws IOException {
    assertEquals(Experiments.tasks(), Findings.tasksIn(root, Experiments.tasks()));
    result(Tasks.named("parentheses"), 1, null, 3, 3);
    assertEquals(Tasks.named("parentheses"), Findings.tasksIn(root, Experiments.tasks()).getLast());
  }

  @Test
  void versionsAreThoseOfTheRuns() throws IOException {
    Task copy = Tasks.named("copy");
    result(copy, 1, null, 3, 3);
    result(copy, 2, null, 3, 3);
    String version = Program.version();
    assertTrue(report(List.of(copy)).contains("| version | " + version + " |\n"));
    Path second = new RunPlace(root, copy, NetworkKind.LSTM, 2).folder().result();
    Files.writeString(second, Files.readString(second).replace(version, "tapehead 0"));
    String report = report(List.of(copy));
    assertTrue(report.contains("| version | " + version + " (1 runs) |\n"), report);
    assertTrue(report.contains("| version | tapehead 0 (1 runs) |\n"), report);
  }
}
