package io.github.tapehead.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tapehead.training.task.Batch;
import io.github.tapehead.training.task.Sizes;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Several processes, played by threads, on one network. */
class DistributedTrainingTest {
  private static final int STEPS = 20;
  private static final TrainingConfiguration TINY =
      TinyCopy.configuration(16 * STEPS).withLearningRate(new LearningRate.Constant(1e-3f));

  @ParameterizedTest
  @CsvSource({"2, 1", "4, 1", "2, 2", "3, 2"})
  void synchronousProcessesAreOneWorkerUpToRounding(int processes, int workers) {
    List<float[]> ranks = train(TINY, new Parallelism.Synchronous(workers, processes));
    float[] alone = parameters(TINY, Communicator.ALONE);
    assertClose(alone, ranks.getFirst());
    allTheSame(ranks);
  }

  @ParameterizedTest
  @CsvSource({"2, 2", "4, 1"})
  void localProcessesAreTheWorkersOfOneUpToRounding(int processes, int workers) {
    TrainingConfiguration rounds = TINY.withLimits(new Limits(16L * 4 * STEPS, 0)).withSeed(3);
    List<float[]> ranks = train(rounds, new Parallelism.Local(workers, processes, 5));
    var together = new Parallelism.Local(4, 5);
    assertClose(parameters(rounds.withParallelism(together), Communicator.ALONE), ranks.getFirst());
    allTheSame(ranks);
  }

  @ParameterizedTest
  @CsvSource({"SHARED", "OWN"})
  void hogwildProcessesLearnTogether(Parallelism.Moments moments) {
    var mode = new Parallelism.Hogwild(2, 2, moments, 0, 4);
    TrainingConfiguration longer = TinyCopy.configuration(16 * 800).withParallelism(mode);
    List<TrainingResult> results =
        ThreadCommunicator.run(
            2,
            rank -> {
              try (Trainer trainer = new Trainer(longer, rank)) {
                return trainer.run();
              }
            });
    assertEquals(800, results.getFirst().steps());
    assertTrue(results.getFirst().bitsPerSequence() < 12, "" + results.getFirst());
    assertEquals(results.getFirst().bitsPerSequence(), results.getLast().bitsPerSequence());
    allTheSame(train(TINY, mode));
  }

  @Test
  void onlyTheFirstSaysWhenToStop() {
    TrainingConfiguration endless =
        TinyCopy.configuration(Long.MAX_VALUE / 2)
            .withParallelism(new Parallelism.Synchronous(1, 2));
    List<TrainingResult> results =
        ThreadCommunicator.run(
            2,
            rank -> {
              try (Trainer trainer = new Trainer(endless, rank)) {
                trainer.addListener(
                    new TrainingListener() {
                      @Override
                      public void onStep(StepReport report) {
                        if (report.step() == (rank.rank() == 0 ? 12 : 4)) {
                          trainer.stop();
                        }
                      }
                    });
                return trainer.run();
              }
            });
    for (TrainingResult result : results) {
      assertEquals(StopReason.INTERRUPTED, result.stopReason());
      assertEquals(13, result.steps());
    }
  }

  /** The last sequence of a batch falls to the last process; all must know. */
  @Test
  void whatIsNotFiniteInOneIsSkippedByAll() {
    var task =
        new DelegatingTask() {
          @Override
          public void sample(Batch batch, Sizes sizes, RandomGenerator random) {
            super.sample(batch, sizes, random);
            batch.input(0, 15, 0, Float.NaN);
          }
        };
    TrainingConfiguration configuration =
        task.configuration(16 * 5).withParallelism(new Parallelism.Synchronous(1, 2));
    List<TrainingResult> results =
        ThreadCommunicator.run(
            2,
            rank -> {
              try (Trainer trainer = new Trainer(configuration, rank)) {
                return trainer.run();
              }
            });
    results.forEach(result -> assertEquals(5, result.skipped()));
  }

  @Test
  void refusesAnotherNumberOfProcesses() {
    TrainingConfiguration two = TINY.withParallelism(new Parallelism.Synchronous(1, 2));
    Exception e = assertThrows(IllegalArgumentException.class, () -> new Trainer(two));
    assertEquals("processes: 1, expected 2", e.getMessage());
    e =
        assertThrows(
            IllegalArgumentException.class,
            () -> TINY.withParallelism(new Parallelism.Synchronous(3, 6)));
    assertEquals("workers: 18, must be at most the batch of 16 that they share", e.getMessage());
    e =
        assertThrows(
            IllegalArgumentException.class,
            () -> new Parallelism.Hogwild(1, 2, Parallelism.Moments.OWN, 0, 0));
    assertEquals("period: 0, must be from 1 to 65536", e.getMessage());
  }

  private static List<float[]> train(TrainingConfiguration configuration, Parallelism mode) {
    return ThreadCommunicator.run(
        mode.processes(), rank -> parameters(configuration.withParallelism(mode), rank));
  }

  private static float[] parameters(TrainingConfiguration configuration, Communicator rank) {
    try (Trainer trainer = new Trainer(configuration, rank)) {
      trainer.run();
      return trainer.parameters().flat().segment().toArray(ValueLayout.JAVA_FLOAT);
    }
  }

  private static void allTheSame(List<float[]> ranks) {
    for (float[] rank : ranks) {
      assertArrayEquals(ranks.getFirst(), rank);
    }
  }

  private static void assertClose(float[] expected, float[] actual) {
    assertEquals(expected.length, actual.length);
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], actual[i], 1e-5, "element " + i);
    }
  }
}
