package io.github.tapehead.training.workers;

import io.github.tapehead.kernels.GradientClip;
import io.github.tapehead.kernels.Matrix;
import io.github.tapehead.model.Layout;
import io.github.tapehead.model.Parameters;
import io.github.tapehead.training.OptimizerState;
import io.github.tapehead.training.Parallelism;
import io.github.tapehead.training.TrainingConfiguration;
import java.lang.foreign.Arena;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import java.util.random.RandomGenerator.SplittableGenerator;

/**
 * Each worker at its own pace on shared parameters.
 *
 * <p>Parameters, and the optimiser's statistics if they are shared, are read and written by plain
 * accesses of whole vectors, without any order between threads. The Java memory model promises
 * little for that, and it is enough: an aligned float is never torn, so that every number read is
 * one that somebody wrote; updates of two workers at once may lose one of them in some elements,
 * which is a gradient a little smaller. What makes others' writes visible at all is the count of
 * updates: each worker releases it after its writes and acquires it before its reads, so that a
 * step sees at least all updates that it counts.
 */
final class HogwildTeam implements Team {
  private final TrainingConfiguration configuration;
  private final int mostStale;
  private final Arena arena = Arena.ofShared();
  private final Parameters parameters;
  private final Member[] members;
  private final AtomicLong updates = new AtomicLong();
  private volatile boolean failed;

  HogwildTeam(
      TrainingConfiguration configuration,
      Parallelism.Hogwild parallelism,
      SplittableGenerator random) {
    this.configuration = configuration;
    mostStale = parallelism.mostStale();
    parameters = new Parameters(Layout.of(configuration.network()), arena);
    boolean shared = parallelism.moments() == Parallelism.Moments.SHARED;
    OptimizerState common = shared ? optimizer() : null;
    members = new Member[parallelism.workers()];
    for (int i = 0; i < members.length; i++) {
      members[i] = new Member(random.split(), shared ? common.forAnotherWorker() : optimizer());
    }
  }

  private OptimizerState optimizer() {
    int length = parameters.flat().columns();
    return new OptimizerState(
        configuration.optimizer().forAsynchronous(configuration.parallelism().workers()),
        length,
        arena);
  }

  @Override
  public Parameters parameters() {
    return parameters;
  }

  @Override
  public void train(Progress progress) {
    WorkerThreads.run(members.length, i -> members[i].run(progress), () -> failed = true);
  }

  @Override
  public void close() {
    for (Member member : members) {
      member.learner.close();
    }
    arena.close();
  }

  /** One worker, with sequences of its own. */
  private final class Member {
    private final RandomGenerator random;
    private final OptimizerState optimizer;
    private final Learner learner;

    Member(RandomGenerator random, OptimizerState optimizer) {
      this.random = random;
      this.optimizer = optimizer;
      learner =
          new Learner(configuration, configuration.batch(), configuration.task().maxSteps(), arena);
    }

    void run(Progress progress) {
      while (!failed && !progress.ended()) {
        configuration.task().sample(learner.batch(), progress.sizes(), random);
        long seen = updates.get();
        learner.learn(parameters, configuration.batch());
        Matrix gradients = learner.gradients().flat();
        double norm = GradientClip.norm(gradients);
        if (!Double.isFinite(norm) || !Double.isFinite(learner.bits())) {
          learner.recover();
          progress.skipped();
          continue;
        }
        long missed = updates.get() - seen;
        if (mostStale > 0 && missed > mostStale) {
          progress.skipped();
          continue;
        }
        configuration.clipping().apply(gradients, norm);
        optimizer.step(parameters.flat(), gradients, progress.rate());
        updates.incrementAndGet();
        progress.updated(learner.bits(), learner.wrongBits(), norm, missed);
      }
    }
  }
}
