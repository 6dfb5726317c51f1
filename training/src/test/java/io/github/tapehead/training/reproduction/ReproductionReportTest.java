package io.github.tapehead.training.reproduction;

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
import io.github.tapehead.training.EvaluationResult;
import io.github.tapehead.training.Limits;
import io.github.tapehead.training.NetworkKind;
import io.github.tapehead.training.Recipes;
import io.github.tapehead.training.StopReason;
import io.github.tapehead.training.TrainingConfiguration;
import io.github.tapehead.training.TrainingResult;
import io.github.tapehead.training.report.Program;
import io.github.tapehead.training.report.ResultFile;
import io.github.tapehead.training.task.Task;
import io.github.tapehead.training.task.Tasks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reports of results that were made up. */
class ReproductionReportTest {
  private static final List<NetworkKind> BASELINE = List.of(NetworkKind.LSTM);
  private static final ReportHead HEAD =
      new ReportHead("tapehead 1", LocalDate.of(2026, 2, 3), "./tapehead reproduce --seeds 2");

  @TempDir private Path root;

  /** Of the curriculum of the next runs, at their end. */
  private double reach = 1;

  private long skipped;

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
            "| lstm | 1 of 2 | – | limit 1 | – (20,000), 1 of 2 | – (20,000), 1 of 2"
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
  void nGramsStandBesideTheOptimumOfTheSameSequences() throws IOException {
    Task ngrams = Tasks.named("ngrams");
    result(ngrams, 1, null, 130, 130);
    result(ngrams, 2, null, 131, 131.5);
    String report = report(List.of(ngrams));
    assertTrue(
        report.contains(
            "| lstm | 200 bits | 130.8 (130.0–131.5) | 131.8 (131.0–132.5) of 195 | 127.5 (127.5–127.5) | 3.2500"
                + " (2.5000–4.0000) | ≈ 3 (plot, Figure 13) |"),
        report);
    assertFalse(Files.exists(root.resolve("ngrams-tests.svg")));
  }

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

            * training: the time ended 1 of 2 runs, after 32.0 % of the 100,000 sequences that a \
            run may see; schedules of the learning rate and curricula are cut off there
            * seeds: 2, not 3
            * sequences of a test: 16, not 192 (copy, sort)
            * tasks left out: repeat-copy, recall, ngrams
            * networks left out: ntm-lstm, ntm-ff

            """),
        head);
    assertTrue(report.contains("| lstm | 0 of 1 | – | time 1 | – | – | – | 50.0 |"), report);
  }

  @Test
  void otherSettingsHaveRowsOfTheirOwn() throws IOException {
    Task repeat = Tasks.named("repeat-copy");
    result(repeat, 1, null, 3, 3);
    write(repeat, 2, StopReason.TIME, null, 5, 4);
    result(repeat, 3, null, 4, 3);
    String report = report(List.of(repeat));
    assertTrue(report.contains("uniform; unlike lstm: max seconds 48 |"), report);
    assertTrue(report.contains("| lstm | 0 of 2 | – | limit 2 | – | – | – | 3.5000"), report);
    assertTrue(report.contains("| lstm (2) | 0 of 1 | – | time 1 | – | – | – | 5.0000 |"), report);
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
    Task copy = Tasks.named("copy");
    Task sort = Tasks.named("sort");
    result(copy, 1, null, 3, 3);
    result(copy, 2, null, 3, 3);
    write(copy, 4, StopReason.TIME, null, 3, 3);
    result(sort, 7, null, 3, 3);
    result(sort, 8, null, 3, 3);
    Files.delete(new RunPlace(root, sort, NetworkKind.LSTM, 8).folder().metrics());
    write(sort, 9, StopReason.INTERRUPTED, null, 3, 3);
    Plan plan = Plan.of(root, List.of(copy), BASELINE, Seeds.parse("1,4"), Recipes::of, task -> 16);
    String report = written(Findings.of(plan));
    assertTrue(
        report.contains(
            """
            **Left out:**

            * copy, lstm, finished with other options: seed 4

            **Beside what the command asks for**, the folder holds these runs, reported here too:

            * copy, lstm: seed 2
            * copy, lstm, other options: seed 4
            * sort, lstm: seed 7

            """),
        report);
    assertTrue(report.contains("| lstm | 0 of 2 |"), report);
    assertTrue(report.contains("| lstm (2) | 0 of 1 |"), report);
    assertTrue(report.indexOf("## Copy") < report.indexOf("## Priority sort"), report);
  }

  @Test
  void allTasksOfAFolderAreLookedAt() throws IOException {
    assertEquals(Experiments.tasks(), Findings.tasksIn(root));
    result(Tasks.named("parentheses"), 1, null, 3, 3);
    assertEquals(Tasks.named("parentheses"), Findings.tasksIn(root).getLast());
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
                + " diverged 1, limit 1, time 1 | 20,000 (20,000–20,000) |"
                + " – (25,000–25,000), 2 of 5 |"),
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

  private static TrainingResult.Target atOnce(long sequences, double seconds, double worst) {
    var moment = new TrainingResult.Moment(sequences, seconds);
    return new TrainingResult.Target(moment, moment, worst);
  }

  /** A run that reached its target and was to go on. */
  private void settled(
      Task task, long seed, StopReason reason, double targetBits, long after, double worst)
      throws IOException {
    Limits limits = new Limits(1_000_000, targetBits, after);
    var first = new TrainingResult.Moment(20_000, 30);
    var forGood = reason == StopReason.TARGET ? new TrainingResult.Moment(25_000, 40) : null;
    var target = new TrainingResult.Target(first, forGood, worst);
    write(
        Recipes.of(task, NetworkKind.LSTM).withSeed(seed).withLimits(limits),
        reason,
        target,
        0.04,
        1);
  }

  private String report(List<Task> tasks) throws IOException {
    return written(Findings.in(root, tasks, BASELINE));
  }

  private String written(Findings findings) throws IOException {
    Path page = new ReproductionReport(root, findings).write(HEAD);
    assertEquals(root.resolve("report.md"), page);
    return Files.readString(page);
  }

  private void result(
      Task task, long seed, TrainingResult.Target target, double bits, double firstTest)
      throws IOException {
    StopReason reason = target == null ? StopReason.LIMIT : StopReason.TARGET;
    write(task, seed, reason, target, bits, firstTest);
  }

  /** Runs that end by time have a time limit; the tests' losses are one apart. */
  private void write(
      Task task,
      long seed,
      StopReason reason,
      TrainingResult.Target target,
      double bits,
      double firstTest)
      throws IOException {
    TrainingConfiguration usual = Recipes.of(task, NetworkKind.LSTM).withSeed(seed);
    boolean timed = reason == StopReason.TIME || target != null && task.name().equals("copy");
    TrainingConfiguration configuration =
        timed ? usual.withLimits(usual.limits().withMaxSeconds(48)) : usual;
    write(configuration, reason, target, bits, firstTest);
  }

  private void write(
      TrainingConfiguration configuration,
      StopReason reason,
      TrainingResult.Target target,
      double bits,
      double firstTest)
      throws IOException {
    Task task = configuration.task();
    var settings = task.evaluations();
    List<EvaluationResult.Figure> figures =
        task.measures().stream()
            .map(measure -> new EvaluationResult.Figure(measure.name(), 127.5))
            .toList();
    List<EvaluationResult> tests =
        IntStream.range(0, settings.size())
            .mapToObj(i ->
                new EvaluationResult(
                    settings.get(i), 16, firstTest + i, 1 + firstTest + i, figures))
            .toList();
    var result =
        new TrainingResult(
            reason,
            32_000,
            2_000,
            skipped,
            40,
            bits,
            0,
            reach,
            TrainingResult.Staleness.NONE,
            target);
    var folder = new RunPlace(root, task, NetworkKind.LSTM, configuration.seed()).folder();
    Files.createDirectories(folder.path());
    Files.writeString(folder.weights(), "");
    List<EvaluationResult> made = reason == StopReason.DIVERGED ? List.of() : tests;
    new ResultFile(configuration, result, made).write(folder.result());
    Files.writeString(
        folder.metrics(),
        "sequences,mean_bits_last_1000,reach\n16,80,0.125\n160,40,0.5\n320,20,%s\n32000,%s,%s\n"
            .formatted(Math.min(reach, 0.75), bits, reach));
  }
}
