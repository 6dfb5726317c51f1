package io.github.tapehead.training;

import com.sun.management.ThreadMXBean;
import io.github.tapehead.kernels.GradientClip;
import io.github.tapehead.kernels.Matrix;
import io.github.tapehead.model.Initialization;
import io.github.tapehead.model.Layout;
import io.github.tapehead.model.Parameters;
import io.github.tapehead.training.task.Batch;
import io.github.tapehead.training.workers.Groups;
import io.github.tapehead.training.workers.Learner;
import java.lang.foreign.Arena;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Random;
import java.util.function.BooleanSupplier;

/**
 * Brings the code of a training step to full speed before the first one. Vector code is a hundred
 * times slower, and allocates, until the JVM's second compiler has taken it: a long sequence would
 * spend seconds on its first step. The rehearsal runs a copy of the network on very short ones, so
 * that every kernel is called often and soon.
 *
 * <p>It ends when a round of steps allocates nothing and is not a fifth faster than the round
 * before, or at the time limit.
 */
public final class WarmUp {
  /** Enough for a machine of two cores that is not busy otherwise. */
  public static final Duration USUAL_LIMIT = Duration.ofSeconds(6);

  private static final int STEPS = 2;
  private static final int ROUND = 16;
  private static final double FASTER = 0.8;

  private WarmUp() {}

  /**
   * The outcome.
   *
   * @param seconds spent
   * @param steps rehearsed
   * @param bytesPerStep allocated in each step of the last round
   * @param steady whether the last round allocated nothing and gained little on the one before
   */
  public record Result(double seconds, long steps, long bytesPerStep, boolean steady) {}

  /**
   * Rehearses training steps.
   *
   * @param configuration of the training that follows; its random streams are not touched
   * @param limit ends the warm-up after the step in which it passes
   * @param stop asked after each step whether to end at once
   */
  public static Result run(
      TrainingConfiguration configuration, Duration limit, BooleanSupplier stop) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    Groups groups = Groups.of(configuration).sample();
    int size = groups.sequences();
    long begin = System.nanoTime();
    try (Arena arena = Arena.ofConfined();
        Learner learner = new Learner(configuration, groups.size(), STEPS, arena)) {
      Parameters parameters = new Parameters(Layout.of(configuration.network()), arena);
      var optimizer =
          new OptimizerState(configuration.optimizer(), parameters.flat().columns(), arena);
      Initialization.initialize(parameters, configuration.network(), new Random(0));
      var task = configuration.task();
      var batch = new Batch(size, STEPS, task.inputs(), task.outputs(), arena);
      batch.begin(STEPS);
      for (int b = 0; b < size; b++) {
        for (int t = 0; t < STEPS; t++) {
          batch.score(t, b);
        }
      }
      groups.arrange(batch);
      long before = Long.MAX_VALUE;
      long steps = 0;
      while (true) {
        long bytes = threads.getCurrentThreadAllocatedBytes();
        long start = System.nanoTime();
        boolean late = false;
        int round = 0;
        while (round < ROUND && !late) {
          learner.learn(parameters, batch, groups, 0);
          Matrix gradients = learner.gradients().flat();
          configuration.clipping().apply(gradients, GradientClip.norm(gradients));
          optimizer.step(parameters.flat(), gradients, 0);
          round++;
          late = stop.getAsBoolean() || System.nanoTime() - begin > limit.toNanos();
        }
        long end = System.nanoTime();
        long bytesPerStep = (threads.getCurrentThreadAllocatedBytes() - bytes) / round;
        steps += round;
        boolean steady = round == ROUND && bytesPerStep == 0 && end - start > FASTER * before;
        if (steady || late) {
          return new Result((end - begin) * 1e-9, steps, bytesPerStep, steady);
        }
        before = end - start;
      }
    }
  }
}
