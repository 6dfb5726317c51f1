package io.github.tapehead.training.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tapehead.training.Communicator;
import io.github.tapehead.training.Curriculum;
import io.github.tapehead.training.LearningRate;
import io.github.tapehead.training.Limits;
import io.github.tapehead.training.Optimizer;
import io.github.tapehead.training.Parallelism;
import io.github.tapehead.training.Start;
import io.github.tapehead.training.StopReason;
import io.github.tapehead.training.ThreadCommunicator;
import io.github.tapehead.training.TinyCopy;
import io.github.tapehead.training.Trainer;
import io.github.tapehead.training.TrainingConfiguration;
import io.github.tapehead.training.TrainingResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A training that goes on from a snapshot is the one that never stopped. */
class ResumedTrainingTest {
  /** Large, so that few steps fill a window. */
  private static final int BATCH = 100;

  private static final List<Parallelism> REPEATABLE =
      List.of(
          new Parallelism.Synchronous(1),
          new Parallelism.Synchronous(2),
          new Parallelism.Synchronous(3),
          new Parallelism.Local(1, 5),
          new Parallelism.Local(3, 4));

  static Stream<TrainingConfiguration> configurations() {
    List<Optimizer> optimizers =
        List.of(new Optimizer.RmsProp(), new Optimizer.Adam(), new Optimizer.Sgd());
    // The least reach grows whenever a window is full.
    List<Curriculum> curricula =
        List.of(new Curriculum.None(), new Curriculum.Uniform(), new Curriculum.Growing(1e6, 3));
    return optimizers.stream()
        .flatMap(optimizer ->
            curricula.stream()
                .flatMap(curriculum ->
                    REPEATABLE.stream().map(mode -> configuration(optimizer, curriculum, mode))));
  }

  @ParameterizedTest
  @MethodSource("configurations")
  void isTheSameToTheLastBit(TrainingConfiguration configuration) {
    var whole = new Snapshotted.Reports();
    Snapshot end;
    Map<Long, Snapshot> middle;
    try (Trainer trainer = new Trainer(configuration)) {
      var snapping = new Snapping(trainer, 7, 30);
      trainer.addListener(whole);
      trainer.addListener(snapping);
      assertEquals(StopReason.TARGET, trainer.run().stopReason());
      end = trainer.snapshot();
      middle = snapping.snapshots;
    }
    assertTrue(middle.size() == 2, middle.keySet().toString());
    for (var from : middle.entrySet()) {
      try (Trainer trainer = new Trainer(configuration)) {
        var reports = new Snapshotted.Reports();
        trainer.addListener(reports);
        trainer.restore(from.getValue());
        Snapshotted.assertSame(from.getValue(), trainer.snapshot(), "restored ");
        trainer.run();
        String of = "from step " + from.getKey() + " ";
        int begin = Math.toIntExact(from.getKey());
        assertEquals(whole.steps.subList(begin, whole.steps.size()), reports.steps, of);
        Snapshotted.assertSame(end, trainer.snapshot(), of);
      }
    }
  }

  /** Two processes of two workers; what rank 0 has is enough for both. */
  @ParameterizedTest
  @ValueSource(strings = {"synchronous", "local", "hogwild"})
  void processesGoOnFromWhatRank0Has(String mode) {
    Parallelism parallelism =
        switch (mode) {
          case "local" -> new Parallelism.Local(2, 2, 4);
          // One worker a process waits for nobody and for everybody.
          case "hogwild" -> new Parallelism.Hogwild(1, 2, Parallelism.Moments.SHARED, 0, 4);
          default -> new Parallelism.Synchronous(2, 2);
        };
    TrainingConfiguration configuration =
        configuration(new Optimizer.RmsProp(), new Curriculum.Uniform(), parallelism);
    List<Snapshot[]> whole =
        ThreadCommunicator.run(2, processes -> snapshots(configuration, processes, null));
    List<Snapshot[]> resumed =
        ThreadCommunicator.run(
            2, processes -> snapshots(configuration, processes, whole.getFirst()[0]));
    Snapshotted.assertSame(whole.getFirst()[1], resumed.getFirst()[1], "at the end ");
    int more = mode.equals("synchronous") ? 0 : 1;
    int size = whole.getFirst()[0].values().size();
    assertTrue(size > whole.get(1)[0].values().size() || more == 0);
  }

  /** Each with a listener; only rank 0 has a folder. */
  @ParameterizedTest
  @ValueSource(strings = {"synchronous", "local"})
  void onlyRank0Writes(String mode, @TempDir Path path) throws IOException {
    Parallelism parallelism =
        mode.equals("local") ? new Parallelism.Local(1, 2, 4) : new Parallelism.Synchronous(1, 2);
    TrainingConfiguration configuration =
        configuration(new Optimizer.Adam(), new Curriculum.Uniform(), parallelism);
    var folder = new CheckpointFolder(path);
    List<Snapshot> ends =
        ThreadCommunicator.run(
            2,
            processes -> {
              try (Trainer trainer = new Trainer(configuration, processes)) {
                CheckpointFolder mine = processes.rank() == 0 ? folder : null;
                trainer.addListener(new CheckpointListener(trainer, mine, 16, 2));
                trainer.run();
                return trainer.snapshot();
              }
            });
    CheckpointFile last = folder.last(configuration, line -> {}).orElseThrow();
    Snapshotted.assertSame(ends.getFirst(), last.snapshot(), "");
    Set<String> values = last.snapshot().values().keySet();
    assertEquals(mode.equals("local"), values.contains("worker.1.random"), values.toString());
  }

  /** One in the middle and one at the end. */
  private static Snapshot[] snapshots(
      TrainingConfiguration configuration, Communicator processes, Snapshot from) {
    try (Trainer trainer = new Trainer(configuration, processes)) {
      var snapping = new Snapping(trainer, 20);
      trainer.addListener(snapping);
      trainer.restore(processes.rank() == 0 ? from : null);
      trainer.run();
      return new Snapshot[] {snapping.snapshots.values().iterator().next(), trainer.snapshot()};
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"shared", "own"})
  void hogwildGoesOnWithNewStreams(String moments) {
    var mode =
        new Parallelism.Hogwild(
            2, moments.equals("own") ? Parallelism.Moments.OWN : Parallelism.Moments.SHARED, 0);
    TrainingConfiguration configuration = TinyCopy.configuration(16 * 40).withParallelism(mode);
    Snapshot snapshot;
    try (Trainer trainer = new Trainer(configuration)) {
      var snapping = new Snapping(trainer, 20);
      trainer.addListener(snapping);
      trainer.run();
      snapshot = snapping.snapshots.values().iterator().next();
    }
    try (Trainer trainer = new Trainer(configuration)) {
      trainer.restore(snapshot);
      String root = trainer.snapshot().values().get("random");
      assertTrue(!root.equals(snapshot.values().get("random")), root);
      TrainingResult result = trainer.run();
      assertEquals(StopReason.LIMIT, result.stopReason());
      assertTrue(result.steps() >= 40 && result.steps() <= 42, "" + result.steps());
    }
  }

  @Test
  void anEndedTrainingStaysEndedUntilItsLimitsChange() {
    TrainingConfiguration short20 = TinyCopy.configuration(16 * 20);
    Snapshot end;
    try (Trainer trainer = new Trainer(short20)) {
      trainer.run();
      end = trainer.snapshot();
    }
    try (Trainer trainer = new Trainer(short20)) {
      trainer.restore(end);
      TrainingResult result = trainer.run();
      assertEquals(StopReason.LIMIT, result.stopReason());
      assertEquals(20, result.steps());
      Snapshotted.assertSame(end, trainer.snapshot(), "");
    }
    TrainingConfiguration longer = TinyCopy.configuration(16 * 50);
    Snapshot whole;
    try (Trainer trainer = new Trainer(longer)) {
      trainer.run();
      whole = trainer.snapshot();
    }
    try (Trainer trainer = new Trainer(longer)) {
      trainer.restore(end);
      assertEquals(50, trainer.run().steps());
      Snapshotted.assertSame(whole, trainer.snapshot(), "");
    }
  }

  @Test
  void whatIsMissingOrNotAsItMustBeIsNamed() {
    Snapshot snapshot;
    try (Trainer trainer = new Trainer(TinyCopy.configuration(16))) {
      snapshot = trainer.snapshot();
    }
    var values = new LinkedHashMap<>(snapshot.values());
    values.put("step", "three");
    assertRefused(
        new Snapshot(values, snapshot.tensors()), "state step: For input string: \"three\"");
    values.put("step", "-3");
    assertRefused(new Snapshot(values, snapshot.tensors()), "state step: -3, must be 0 or more");
    values.remove("step");
    assertRefused(new Snapshot(values, snapshot.tensors()), "state step: missing");
    var tensors = new LinkedHashMap<>(snapshot.tensors());
    tensors.remove("output.bias");
    assertRefused(new Snapshot(snapshot.values(), tensors), "output.bias: missing, expected [8]");
  }

  private static void assertRefused(Snapshot snapshot, String message) {
    try (Trainer trainer = new Trainer(TinyCopy.configuration(16))) {
      Exception e = assertThrows(IllegalArgumentException.class, () -> trainer.restore(snapshot));
      assertEquals(message, e.getMessage());
    }
  }

  /** The target is reached as soon as a window of the greatest reach is full. */
  private static TrainingConfiguration configuration(
      Optimizer optimizer, Curriculum curriculum, Parallelism parallelism) {
    TrainingConfiguration usual = TinyCopy.configuration(16);
    return new TrainingConfiguration(
        usual.task(),
        usual.network(),
        new Start(1, 0),
        BATCH,
        optimizer,
        new LearningRate.Settling(optimizer.usualRate(), BATCH * 35),
        curriculum,
        usual.clipping(),
        usual.loss(),
        parallelism,
        3,
        new Limits(BATCH * 1000, 1e6, BATCH * 40));
  }
}
