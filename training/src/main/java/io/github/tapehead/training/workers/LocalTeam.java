package io.github.tapehead.training.workers;

import io.github.tapehead.kernels.Axpy;
import io.github.tapehead.kernels.GradientClip;
import io.github.tapehead.kernels.Matrix;
import io.github.tapehead.model.Layout;
import io.github.tapehead.model.Parameters;
import io.github.tapehead.training.OptimizerState;
import io.github.tapehead.training.Parallelism;
import io.github.tapehead.training.TrainingConfiguration;
import io.github.tapehead.training.task.Sizes;
import java.lang.foreign.Arena;
import java.util.random.RandomGenerator;
import java.util.random.RandomGenerator.SplittableGenerator;

/**
 * Each worker trains parameters of its own for some steps; then all take the mean, which each
 * computes for one slice, in the order of the workers. Statistics of optimisers stay apart.
 */
final class LocalTeam implements Team {
  private final TrainingConfiguration configuration;
  private final int period;
  private final Arena arena = Arena.ofShared();
  private final Parameters mean;
  private final Member[] members;
  private final SpinBarrier barrier;

  /** Written by the first worker, read by all after the barrier. */
  private boolean over;

  private float rate;
  private Sizes sizes;

  LocalTeam(
      TrainingConfiguration configuration,
      Parallelism.Local parallelism,
      SplittableGenerator random) {
    this.configuration = configuration;
    period = parallelism.period();
    mean = new Parameters(Layout.of(configuration.network()), arena);
    members = new Member[parallelism.workers()];
    for (int i = 0; i < members.length; i++) {
      members[i] = new Member(i, random.split());
    }
    barrier = new SpinBarrier(members.length);
  }

  @Override
  public Parameters parameters() {
    return mean;
  }

  @Override
  public void train(Progress progress) {
    WorkerThreads.run(members.length, i -> run(members[i], progress), barrier::breakUp);
  }

  private void run(Member member, Progress progress) {
    while (true) {
      if (member.number == 0) {
        over = progress.ended();
        rate = progress.rate();
        sizes = progress.sizes();
      }
      barrier.await(member.number);
      if (over) {
        return;
      }
      member.own.copyFrom(mean);
      for (int i = 0; i < period; i++) {
        member.step(i);
      }
      barrier.await(member.number);
      member.average();
      barrier.await(member.number);
      if (member.number == 0) {
        report(progress);
      }
    }
  }

  /** Step by step, the workers in order: the same figures in every run. */
  private void report(Progress progress) {
    for (int i = 0; i < period; i++) {
      for (Member member : members) {
        if (Double.isFinite(member.norms[i])) {
          progress.updated(member.bits[i], member.wrongBits[i], member.norms[i], 0);
        } else {
          progress.skipped();
        }
      }
    }
  }

  @Override
  public void close() {
    for (Member member : members) {
      member.learner.close();
    }
    arena.close();
  }

  /** One worker, with parameters and sequences of its own. */
  private final class Member {
    private final int number;
    private final RandomGenerator random;
    private final Parameters own;
    private final OptimizerState optimizer;
    private final Learner learner;
    private final Matrix slice;
    private final double[] bits = new double[period];
    private final double[] wrongBits = new double[period];
    private final double[] norms = new double[period];
    private Matrix[] others;

    Member(int number, RandomGenerator random) {
      this.number = number;
      this.random = random;
      own = new Parameters(Layout.of(configuration.network()), arena);
      int length = own.flat().columns();
      optimizer = new OptimizerState(configuration.optimizer(), length, arena);
      learner =
          new Learner(configuration, configuration.batch(), configuration.task().maxSteps(), arena);
      slice = slice(mean);
    }

    private Matrix slice(Parameters of) {
      int blocks = of.flat().columns() / Matrix.ALIGNMENT;
      int begin = blocks * number / members.length * Matrix.ALIGNMENT;
      int end = blocks * (number + 1) / members.length * Matrix.ALIGNMENT;
      return of.flat().columns(begin, end - begin);
    }

    void step(int i) {
      configuration.task().sample(learner.batch(), sizes, random);
      learner.learn(own, configuration.batch());
      Matrix gradients = learner.gradients().flat();
      double norm = GradientClip.norm(gradients);
      bits[i] = learner.bits();
      wrongBits[i] = learner.wrongBits();
      norms[i] = Double.isFinite(bits[i]) ? norm : Double.NaN;
      if (!Double.isFinite(norms[i])) {
        learner.recover();
        return;
      }
      configuration.clipping().apply(gradients, norm);
      optimizer.step(own.flat(), gradients, rate);
    }

    void average() {
      if (others == null) {
        others = new Matrix[members.length];
        for (int i = 0; i < others.length; i++) {
          others[i] = slice(members[i].own);
        }
      }
      slice.zero();
      for (Matrix other : others) {
        Axpy.forward(slice, 1f / others.length, other);
      }
    }
  }
}
