package io.github.tapehead.training.workers;

import io.github.tapehead.kernels.Axpy;
import io.github.tapehead.kernels.GradientClip;
import io.github.tapehead.kernels.Matrix;
import io.github.tapehead.model.Layout;
import io.github.tapehead.model.Parameters;
import io.github.tapehead.training.OptimizerState;
import io.github.tapehead.training.Parallelism;
import io.github.tapehead.training.TrainingConfiguration;
import io.github.tapehead.training.task.Batch;
import java.lang.foreign.Arena;
import java.util.random.RandomGenerator;

/**
 * All workers on the same step. The first one draws the batch, and each takes its share of the
 * sequences; then each adds up one slice of all gradients, in the order of the workers, and updates
 * the same slice of the parameters. Four times in a step they wait for each other.
 */
final class SynchronousTeam implements Team {
  private final TrainingConfiguration configuration;
  private final RandomGenerator random;
  private final int workers;
  private final Arena arena = Arena.ofShared();
  private final Parameters parameters;
  private final Batch batch;
  private final Member[] members;
  private final SpinBarrier barrier;

  /** Written by the first worker, read by all after the barrier. */
  private boolean over;

  private float rate;

  SynchronousTeam(
      TrainingConfiguration configuration,
      Parallelism.Synchronous parallelism,
      RandomGenerator random) {
    this.configuration = configuration;
    this.random = random;
    workers = parallelism.workers();
    Layout layout = Layout.of(configuration.network());
    parameters = new Parameters(layout, arena);
    barrier = new SpinBarrier(workers);
    var task = configuration.task();
    int size = configuration.batch();
    Learner[] learners = new Learner[workers];
    for (int i = 0; i < workers; i++) {
      int sequences = share(size, i + 1) - share(size, i);
      learners[i] = new Learner(configuration, sequences, task.maxSteps(), arena);
    }
    members = new Member[workers];
    for (int i = 0; i < workers; i++) {
      members[i] = new Member(i, learners);
    }
    batch =
        workers == 1
            ? learners[0].batch()
            : new Batch(size, task.maxSteps(), task.inputs(), task.outputs(), arena);
  }

  /** The first of some items that falls to a worker, if each takes as many as the others. */
  private int share(int items, int worker) {
    return (int) ((long) items * worker / workers);
  }

  @Override
  public Parameters parameters() {
    return parameters;
  }

  @Override
  public void train(Progress progress) {
    WorkerThreads.run(workers, worker -> run(members[worker], progress), barrier::breakUp);
  }

  private void run(Member member, Progress progress) {
    while (true) {
      if (member.number == 0) {
        over = progress.ended();
        if (!over) {
          rate = progress.rate();
          configuration.task().sample(batch, progress.sizes(), random);
        }
      }
      barrier.await(member.number);
      if (over) {
        return;
      }
      member.learn();
      barrier.await(member.number);
      member.addUp();
      barrier.await(member.number);
      boolean finite = member.update();
      barrier.await(member.number);
      if (member.number == 0) {
        report(progress, finite);
      }
    }
  }

  private void report(Progress progress, boolean finite) {
    if (finite) {
      progress.updated(bits(), wrongBits(), norm(), 0);
    } else {
      progress.skipped();
    }
  }

  private double bits() {
    double sum = 0;
    for (Member member : members) {
      sum += member.learner.bits() * member.sequences;
    }
    return sum / configuration.batch();
  }

  private double wrongBits() {
    double sum = 0;
    for (Member member : members) {
      sum += member.learner.wrongBits() * member.sequences;
    }
    return sum / configuration.batch();
  }

  /** The norm of the whole gradient, the same for every worker that asks. */
  private double norm() {
    double squares = 0;
    for (Member member : members) {
      squares += member.squares;
    }
    return Math.sqrt(squares);
  }

  @Override
  public void close() {
    for (Member member : members) {
      member.learner.close();
    }
    arena.close();
  }

  /** One worker: a share of each batch, and a slice of all parameters. */
  private final class Member {
    private final int number;
    private final int first;
    private final int sequences;
    private final Learner learner;
    private final Matrix parameterSlice;
    private final Matrix[] gradientSlices;
    private final OptimizerState optimizer;
    private double squares;

    Member(int number, Learner[] learners) {
      this.number = number;
      learner = learners[number];
      first = share(configuration.batch(), number);
      sequences = share(configuration.batch(), number + 1) - first;
      int blocks = parameters.flat().columns() / Matrix.ALIGNMENT;
      int begin = share(blocks, number) * Matrix.ALIGNMENT;
      int length = share(blocks, number + 1) * Matrix.ALIGNMENT - begin;
      parameterSlice = parameters.flat().columns(begin, length);
      gradientSlices = new Matrix[workers];
      for (int i = 0; i < workers; i++) {
        gradientSlices[i] = learners[i].gradients().flat().columns(begin, length);
      }
      optimizer = new OptimizerState(configuration.optimizer(), length, arena);
    }

    /** The gradients of its share of the batch. */
    void learn() {
      if (workers > 1) {
        learner.batch().share(batch, first);
      }
      learner.learn(parameters, configuration.batch());
    }

    /** Adds its slices of all gradients to that of the first worker. */
    void addUp() {
      for (int i = 1; i < workers; i++) {
        Axpy.forward(gradientSlices[0], 1, gradientSlices[i]);
      }
      squares = GradientClip.squares(gradientSlices[0]);
    }

    /** Updates its slice of the parameters, if all is finite. */
    boolean update() {
      double norm = norm();
      if (!Double.isFinite(norm) || !Double.isFinite(bits())) {
        learner.recover();
        return false;
      }
      configuration.clipping().apply(gradientSlices[0], norm);
      optimizer.step(parameterSlice, gradientSlices[0], rate);
      return true;
    }
  }
}
