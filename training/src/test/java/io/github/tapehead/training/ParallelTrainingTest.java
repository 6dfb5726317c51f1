package io.github.tapehead.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tapehead.training.task.Batch;
import io.github.tapehead.training.task.Sizes;
import java.lang.foreign.ValueLayout;
import java.util.concurrent.CountDownLatch;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Several workers on one network. */
class ParallelTrainingTest {
  private static final Parallelism HOGWILD =
      new Parallelism.Hogwild(3, Parallelism.Moments.SHARED, 0);

  /** With plain descent at a rate of 1 the change of the parameters is the gradient. */
  @ParameterizedTest
  @CsvSource({"2, SUM", "3, SUM", "3, MEAN", "16, MEAN"})
  void synchronousGradientsAreThoseOfOneWorkerUpToRounding(int workers, LossReduction loss) {
    TrainingConfiguration one = descent(loss);
    float[] begin = parameters(one.withLimits(new Limits(1, 0)), 0);
    float[] expected = parameters(one, 1);
    float[] actual = parameters(one.withParallelism(new Parallelism.Synchronous(workers)), 1);
    double largest = 0;
    for (int i = 0; i < begin.length; i++) {
      largest = Math.max(largest, Math.abs(expected[i] - begin[i]));
    }
    for (int i = 0; i < begin.length; i++) {
      assertEquals(expected[i] - begin[i], actual[i] - begin[i], 1e-5 * largest, "element " + i);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void synchronousRunsRepeatBitForBit(int workers) {
    var mode = new Parallelism.Synchronous(workers);
    float[] first = parameters(TinyCopy.configuration(16 * 20).withParallelism(mode), 20);
    for (int run = 1; run < 5; run++) {
      float[] again = parameters(TinyCopy.configuration(16 * 20).withParallelism(mode), 20);
      assertArrayEquals(first, again, "run " + run);
    }
  }

  @Test
  void localRunsRepeatBitForBit() {
    var mode = new Parallelism.Local(3, 4);
    float[] first = parameters(TinyCopy.configuration(16 * 24).withParallelism(mode), 24);
    assertArrayEquals(first, parameters(TinyCopy.configuration(16 * 24).withParallelism(mode), 24));
  }

  @Test
  void theMeanOfOneLocalWorkerIsItself() {
    TrainingConfiguration tiny =
        TinyCopy.configuration(16 * 12).withLearningRate(new LearningRate.Constant(1e-3f));
    float[] often = parameters(tiny.withParallelism(new Parallelism.Local(1, 1)), 12);
    float[] seldom = parameters(tiny.withParallelism(new Parallelism.Local(1, 6)), 12);
    assertArrayEquals(often, seldom);
  }

  @ParameterizedTest
  @CsvSource({"hogwild", "own", "local"})
  void learnsToCopyThreeVectors(String mode) {
    Parallelism parallelism =
        switch (mode) {
          case "hogwild" -> HOGWILD;
          case "own" -> new Parallelism.Hogwild(2, Parallelism.Moments.OWN, 0);
          default -> new Parallelism.Local(2, 4);
        };
    var losses = new double[2];
    TrainingConfiguration configuration =
        TinyCopy.configuration(16 * 800).withParallelism(parallelism);
    try (Trainer trainer = new Trainer(configuration)) {
      trainer.addListener(
          new TrainingListener() {
            @Override
            public void onStep(StepReport report) {
              if (report.step() == 60) {
                losses[0] = report.meanBits();
              }
            }
          });
      losses[1] = trainer.run().bitsPerSequence();
    }
    assertTrue(losses[1] < 0.5 * losses[0], losses[0] + " bits at first, then " + losses[1]);
  }

  @Test
  void gradientsThatAreTooStaleAreNotUsed() {
    var mode = new Parallelism.Hogwild(4, Parallelism.Moments.SHARED, 1);
    TrainingResult result = run(TinyCopy.configuration(16 * 200).withParallelism(mode));
    assertTrue(result.staleness().most() <= 1, result.staleness().toString());
    assertTrue(result.steps() >= 200);
  }

  /** A worker that never comes back from its first batch holds nobody up. */
  @Test
  void hogwildDoesNotWaitForTheSlow() {
    var released = new CountDownLatch(1);
    var task =
        new DelegatingTask() {
          @Override
          public void sample(Batch batch, Sizes sizes, RandomGenerator random) {
            if (Thread.currentThread().getName().equals("tapehead-worker-1")) {
              awaitUninterruptibly(released);
            }
            super.sample(batch, sizes, random);
          }
        };
    TrainingConfiguration configuration = task.configuration(16 * 50).withParallelism(HOGWILD);
    try (Trainer trainer = new Trainer(configuration)) {
      trainer.addListener(
          new TrainingListener() {
            @Override
            public void onStep(StepReport report) {
              if (report.step() == 50) {
                released.countDown();
              }
            }
          });
      TrainingResult result = trainer.run();
      assertEquals(StopReason.LIMIT, result.stopReason());
      assertTrue(result.steps() >= 50 && result.steps() <= 53, "" + result.steps());
    }
  }

  @ParameterizedTest
  @CsvSource({"synchronous", "hogwild", "local"})
  void whatAWorkerThrowsEndsTheTraining(String mode) {
    Parallelism parallelism =
        switch (mode) {
          case "hogwild" -> HOGWILD;
          case "local" -> new Parallelism.Local(3, 2);
          default -> new Parallelism.Synchronous(3);
        };
    var failure = new IllegalStateException("out of sequences");
    var task =
        new DelegatingTask() {
          private int batches;

          @Override
          public synchronized void sample(Batch batch, Sizes sizes, RandomGenerator random) {
            batches++;
            if (batches == 7) {
              throw failure;
            }
            super.sample(batch, sizes, random);
          }
        };
    TrainingConfiguration configuration =
        task.configuration(1_000_000).withParallelism(parallelism);
    assertSame(failure, assertThrows(IllegalStateException.class, () -> run(configuration)));
  }

  @Test
  void moreWorkersThanSequencesCannotShareABatch() {
    TrainingConfiguration tiny = TinyCopy.configuration(16);
    var tooMany = new Parallelism.Synchronous(17);
    Exception e = assertThrows(IllegalArgumentException.class, () -> tiny.withParallelism(tooMany));
    assertEquals("workers: 17, must be at most the batch of 16 that they share", e.getMessage());
    e = assertThrows(IllegalArgumentException.class, () -> new Parallelism.Synchronous(0));
    assertEquals("workers: 0, must be from 1 to 1024", e.getMessage());
    e = assertThrows(IllegalArgumentException.class, () -> new Parallelism.Local(2, 0));
    assertEquals("period: 0, must be from 1 to 65536", e.getMessage());
  }

  @ParameterizedTest
  @CsvSource({"1, 0.9", "2, 0.8", "4, 0.6", "10, 0", "64, 0"})
  void momentumShrinksWithWorkersThatDoNotWait(int workers, float momentum) {
    var rmsProp = new Optimizer.RmsProp().forAsynchronous(workers);
    assertEquals(momentum, rmsProp.momentum(), 1e-6);
    assertEquals(0.95f, rmsProp.decay());
    var adam = new Optimizer.Adam().forAsynchronous(workers);
    assertEquals(momentum, adam.beta1(), 1e-6);
    var descent = new Optimizer.Sgd().forAsynchronous(workers);
    assertEquals(momentum, descent.momentum(), 1e-6);
  }

  private static TrainingConfiguration descent(LossReduction loss) {
    TrainingConfiguration usual = TinyCopy.configuration(16);
    return new TrainingConfiguration(
        usual.task(),
        usual.network(),
        Start.PLAIN,
        16,
        new Optimizer.Sgd(0),
        new LearningRate.Constant(1),
        usual.curriculum(),
        new Clipping.None(),
        loss,
        Parallelism.ONE,
        1,
        usual.limits());
  }

  private static TrainingResult run(TrainingConfiguration configuration) {
    try (Trainer trainer = new Trainer(configuration)) {
      return trainer.run();
    }
  }

  /** The parameters at first, or after a training of so many steps. */
  private static float[] parameters(TrainingConfiguration configuration, int steps) {
    try (Trainer trainer = new Trainer(configuration)) {
      if (steps > 0) {
        assertEquals(steps, trainer.run().steps());
      }
      return trainer.parameters().flat().segment().toArray(ValueLayout.JAVA_FLOAT);
    }
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
