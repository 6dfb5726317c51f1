package io.github.tapehead.training.reproduction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tapehead.training.Limits;
import io.github.tapehead.training.NetworkKind;
import io.github.tapehead.training.TinyCopy;
import io.github.tapehead.training.TrainingConfiguration;
import io.github.tapehead.training.run.PicturesException;
import io.github.tapehead.training.run.TestedTask;
import io.github.tapehead.training.run.TrainingRun;
import io.github.tapehead.training.task.TestSetting;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CampaignTest {
  @TempDir private Path root;

  private final List<String> ended = Collections.synchronizedList(new ArrayList<>());

  @Test
  void severalRunsAtOnceLearnTheSame() throws IOException {
    Plan alone = plan(root.resolve("alone"), 16);
    Plan together = plan(root.resolve("together"), 16);
    new Campaign(alone, 1, 1).run((run, outcome) -> {});
    new Campaign(together, 3, 1).run((run, outcome) -> {});
    for (int i = 0; i < 3; i++) {
      var first = alone.runs().get(i).finished().orElseThrow();
      var second = together.runs().get(i).finished().orElseThrow();
      assertEquals(first.result().bitsPerSequence(), second.result().bitsPerSequence());
      assertEquals(first.tests(), second.tests());
    }
  }

  @Test
  void afterAStopNoOtherRunBegins() throws IOException {
    Plan plan = plan(root, 16);
    Campaign campaign = new Campaign(plan, 1, 1);
    assertEquals(3, campaign.missing().size());
    campaign.run((run, outcome) -> {
      ended.add(run.place().toString());
      campaign.stop();
    });
    assertEquals(List.of("copy, ntm-lstm, seed 1"), ended);
    assertEquals(plan.runs().subList(1, 3), new Campaign(plan, 1, 1).missing());
    Findings findings = Findings.of(plan);
    assertEquals(1, findings.runs().size());
    assertEquals(
        List.of("not run", "not run"),
        findings.missing().stream().map(Findings.Missing::why).toList());
  }

  @Test
  void interruptedRunsAreRunAgain() throws IOException {
    Plan plan = plan(root, 16);
    PlannedRun first = plan.runs().getFirst();
    TrainingRun interrupted = new TrainingRun(first.configuration(), 1, 16);
    interrupted.stop();
    var outcome = interrupted.into(first.place().folder().path(), trainer -> {});
    assertEquals(1, outcome.result().steps());
    assertTrue(Files.exists(first.place().folder().weights()));
    assertTrue(first.finished().isEmpty());
    assertEquals("interrupted", Findings.of(plan).missing().getFirst().why());
    assertEquals(plan.runs(), new Campaign(plan, 1, 1).missing());
  }

  /** It needs only the steps that it has not done. */
  @Test
  void interruptedRunsGoOnFromTheirCheckpoint() throws IOException {
    var steps = new AtomicInteger();
    var stopped = new AtomicReference<Campaign>();
    var task =
        new TestedTask(
            TinyCopy.TASK.evaluations(),
            TinyCopy.TASK::pictured,
            () -> {
              if (steps.incrementAndGet() == 20) {
                stopped.get().stop();
              }
            });
    Plan plan = new Plan(plan(task, 16 * 50).runs().subList(0, 1));
    stopped.set(new Campaign(plan, 1, 1));
    stopped.get().run((run, outcome) -> ended.add("" + outcome.result().steps()));
    Path checkpoints = plan.runs().getFirst().place().folder().checkpoints().path();
    assertTrue(Files.exists(checkpoints));
    new Campaign(plan, 1, 1).run((run, outcome) -> ended.add("" + outcome.result().steps()));
    assertEquals(List.of("20", "50"), ended);
    assertEquals(50, steps.get());
    assertFalse(Files.exists(checkpoints), "a finished run is not gone on with");
  }

  @Test
  void onlyTheVeryRunCounts() throws IOException {
    PlannedRun run = plan(root, 16).runs().getFirst();
    new Campaign(new Plan(List.of(run)), 1, 1).run((planned, outcome) -> {});
    assertTrue(run.finished().isPresent());
    TrainingConfiguration longer = TinyCopy.configuration(160);
    assertTrue(new PlannedRun(run.place(), longer, 16).finished().isEmpty());
    assertTrue(new PlannedRun(run.place(), run.configuration(), 17).finished().isEmpty());
    assertTrue(new PlannedRun(run.place(), run.configuration(), 15).finished().isPresent());
  }

  @Test
  void theTimeAllowedNeedNotCount() throws IOException {
    PlannedRun run = plan(root, 16).runs().getFirst();
    Limits limits = run.configuration().limits();
    Plan longer = timed(run, limits.withMaxSeconds(1_000));
    Plan shorter = timed(run, limits.withMaxSeconds(500));
    new Campaign(longer, 1, 1).run((planned, outcome) -> {});
    assertEquals(1, shorter.replacing().size());
    assertEquals(List.of(), shorter.ofAnyTime().replacing());
    assertEquals(List.of(), new Campaign(shorter.ofAnyTime(), 1, 1).missing());
    Plan other = timed(run, new Limits(160, 0, 0, 500)).ofAnyTime();
    assertEquals(1, other.replacing().size());
    PlannedRun first = shorter.runs().getFirst();
    Plan otherSeed =
        new Plan(
            List.of(new PlannedRun(first.place(), first.configuration().withSeed(2), 16, true)));
    assertEquals(1, otherSeed.replacing().size());
  }

  private static Plan timed(PlannedRun run, Limits limits) {
    return new Plan(
        List.of(new PlannedRun(run.place(), run.configuration().withLimits(limits), 16)));
  }

  @Test
  void finishedRunsOfOtherSettingsAreInTheWay() throws IOException {
    Plan plan = plan(root, 16);
    PlannedRun first = plan.runs().getFirst();
    assertEquals(List.of(), plan.replacing());
    new Campaign(new Plan(List.of(first)), 1, 1).run((run, outcome) -> {});
    assertEquals(List.of(), plan.replacing());
    Plan longer = plan(root, 160);
    assertEquals(longer.runs().subList(0, 1), longer.replacing());
    PlannedRun tested = new PlannedRun(first.place(), first.configuration(), 17);
    assertEquals(List.of(tested), new Plan(List.of(tested)).replacing());
  }

  @Test
  void interruptedRunsOfOtherSettingsAreNotInTheWay() throws IOException {
    PlannedRun first = plan(root, 160).runs().getFirst();
    TrainingRun interrupted = new TrainingRun(first.configuration(), 1, 16);
    interrupted.stop();
    interrupted.into(first.place().folder().path(), trainer -> {});
    assertEquals(List.of(), plan(root, 16).replacing());
  }

  @Test
  void anErrorEndsTheCampaign() throws IOException {
    Plan plan = plan(root, 16);
    Campaign campaign = new Campaign(plan, 1, 1);
    Path folder = plan.runs().getFirst().place().folder().path();
    Files.createDirectories(folder.getParent());
    Files.createFile(folder);
    Campaign.Listener listener =
        new Campaign.Listener() {
          @Override
          public void ended(PlannedRun run, TrainingRun.Outcome outcome) {
            ended.add(run.place().toString());
          }

          @Override
          public void failed(PlannedRun run, Throwable cause) {
            ended.add(run.place() + " failed: " + cause.getClass().getSimpleName());
          }
        };
    assertThrows(FileAlreadyExistsException.class, () -> campaign.run(listener));
    assertEquals(List.of("copy, ntm-lstm, seed 1 failed: FileAlreadyExistsException"), ended);
  }

  @Test
  void picturesThatFailStopNoOtherRun() throws IOException {
    var task =
        new TestedTask(
            TinyCopy.TASK.evaluations(),
            () -> {
              throw new IllegalStateException("no fonts");
            });
    Plan plan = plan(task, 16);
    Campaign campaign = new Campaign(plan, 2, 1);
    var failure = assertThrows(PicturesException.class, () -> campaign.run((run, outcome) -> {}));
    assertEquals(2, failure.getSuppressed().length);
    assertEquals(3, Findings.of(plan).runs().size());
  }

  @Test
  void aStopByAnotherThreadEndsAllRuns() throws IOException {
    Set<Thread> training = ConcurrentHashMap.newKeySet();
    CompletableFuture<Void> twoAreTraining = new CompletableFuture<>();
    var task =
        new TestedTask(
            TinyCopy.TASK.evaluations(),
            TinyCopy.TASK::pictured,
            () -> {
              if (training.add(Thread.currentThread()) && training.size() == 2) {
                twoAreTraining.complete(null);
              }
            });
    Plan plan = plan(task, 1L << 40);
    Campaign campaign = new Campaign(plan, 2, 1000);
    twoAreTraining.thenRunAsync(campaign::stop);
    campaign.run(
        (run, outcome) -> ended.add(run.place().seed() + " " + outcome.result().stopReason()));
    assertEquals(Set.of("1 interrupted", "2 interrupted"), Set.copyOf(ended));
    assertEquals(
        List.of("interrupted", "interrupted", "not run"),
        Findings.of(plan).missing().stream().map(Findings.Missing::why).toList());
  }

  @Test
  void aRunStoppedAmongItsTestsIsRunAgain() throws IOException {
    AtomicReference<Campaign> stopped = new AtomicReference<>();
    List<TestSetting> settings =
        List.of(
            TestedTask.setting("first", () -> {}),
            TestedTask.setting("second", () -> stopped.get().stop()),
            TestedTask.setting("third", () -> {}));
    var task = new TestedTask(settings, settings::getFirst);
    Plan plan = new Plan(plan(task, 16).runs().subList(0, 1));
    stopped.set(new Campaign(plan, 1, 1));
    stopped
        .get()
        .run((run, outcome) ->
            ended.add(outcome.result().stopReason() + ", tests: " + outcome.evaluation().size()));
    assertEquals(List.of("limit, tests: 2"), ended);
    assertEquals("interrupted", Findings.of(plan).missing().getFirst().why());
    assertEquals(List.of(), plan.replacing());
    new Campaign(plan, 1, 1).run((run, outcome) -> {});
    assertEquals(3, plan.runs().getFirst().finished().orElseThrow().tests().size());
  }

  @Test
  void seedsMayBeAsLongAsTheyGet() throws IOException {
    Plan plan =
        Plan.of(
            root,
            List.of(TinyCopy.TASK),
            List.of(NetworkKind.NTM_LSTM),
            Seeds.parse(Long.MIN_VALUE + ",2"),
            (task, network) -> TinyCopy.configuration(16),
            task -> 16);
    new Campaign(plan, 1, 1).run((run, outcome) -> {});
    // Beyond all seeds.
    Files.createDirectories(root.resolve("copy/ntm-lstm/seed-9999999999999999999"));
    Findings findings = Findings.in(root, List.of(TinyCopy.TASK), List.of(NetworkKind.NTM_LSTM));
    assertEquals(
        List.of(Long.MIN_VALUE, 2L),
        findings.runs().stream().map(run -> run.place().seed()).toList());
  }

  @Test
  void aFolderWithoutResultsIsRefused() {
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> Findings.in(root, Experiments.tasks(), List.of(NetworkKind.values())))
            .getMessage();
    assertEquals(root + ": no finished run, expected TASK/NETWORK/seed-N/result.json", message);
  }

  private Plan plan(TestedTask task, long sequences) {
    return Plan.of(
        root,
        List.of(task),
        List.of(NetworkKind.NTM_LSTM),
        Seeds.parse("3"),
        (same, network) -> task.configuration(sequences),
        same -> 16);
  }

  private static Plan plan(Path root, long sequences) {
    return Plan.of(
        root,
        List.of(TinyCopy.TASK),
        List.of(NetworkKind.NTM_LSTM),
        Seeds.parse("3"),
        (task, network) -> TinyCopy.configuration(sequences),
        task -> 16);
  }
}
