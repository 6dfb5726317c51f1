package io.github.tapehead.training.workers;

import io.github.tapehead.kernels.Axpy;
import io.github.tapehead.kernels.GradientClip;
import io.github.tapehead.kernels.Matrix;
import io.github.tapehead.model.Layout;
import io.github.tapehead.model.Parameters;
import io.github.tapehead.training.Communicator;
import io.github.tapehead.training.OptimizerState;
import io.github.tapehead.training.RandomStream;
import io.github.tapehead.training.TrainingConfiguration;
import io.github.tapehead.training.checkpoint.State;
import io.github.tapehead.training.task.Batch;
import java.lang.foreign.Arena;

/**
 * All workers on the same step. The first one draws the batch, and each takes its share of the
 * sequences; then each adds up one slice of all gradients, in the order of the workers, and updates
 * the same slice of the parameters. Four times in a step they wait for each other.
 *
 * <p>Several processes all draw the same batch, share it out among all their workers, and sum their
 * gradients before the update, which each of them makes for itself.
 */
final class SynchronousTeam implements Team {
  private final TrainingConfiguration configuration;
  private final RandomStream random;
  private final Communicator processes;
  private final int workers;
  private final Arena arena = Arena.ofShared();
  private final Parameters parameters;
  private final OptimizerState optimizer;
  private final Batch batch;
  private final Groups groups;
  private final Member[] members;
  private final SpinBarrier barrier;
  private final StepFigures figures;

  /** Written by the first worker, read by all after the barrier. */
  private boolean over;

  private float rate;

  SynchronousTeam(
      TrainingConfiguration configuration, RandomStream random, Communicator processes) {
    this.configuration = configuration;
    this.random = random;
    this.processes = processes;
    workers = configuration.parallelism().workers();
    parameters = new Parameters(Layout.of(configuration.network()), arena);
    optimizer = new OptimizerState(configuration.optimizer(), parameters.flat().columns(), arena);
    barrier = new SpinBarrier(workers);
    figures = new StepFigures(arena);
    var task = configuration.task();
    int size = configuration.batch();
    batch = new Batch(size, task.maxSteps(), task.inputs(), task.outputs(), arena);
    groups = Groups.of(configuration);
    Learner[] learners = new Learner[workers];
    for (int i = 0; i < workers; i++) {
      learners[i] = new Learner(configuration, groups.size(), task.maxSteps(), arena);
    }
    members = new Member[workers];
    for (int i = 0; i < workers; i++) {
      members[i] = new Member(i, learners);
    }
  }

  @Override
  public Parameters parameters() {
    return parameters;
  }

  @Override
  public void addTo(State common, State own) {
    common.parameters(parameters);
    for (String name : optimizer.names()) {
      common.block(
          "optimizer." + name, new Parameters(parameters.layout(), optimizer.moment(name)));
    }
    common.count("optimizer.steps", members[0].optimizerSlice::steps, this::countFrom);
    common.numbers("random", random::state, random::restore);
  }

  /** Every slice counts its steps. */
  private void countFrom(long steps) {
    for (Member member : members) {
      member.optimizerSlice.countFrom(steps);
    }
  }

  @Override
  public void train(Progress progress) {
    processes.broadcast(parameters.flat().segment(), 0);
    WorkerThreads.run(workers, worker -> run(members[worker], progress), barrier::breakUp);
  }

  private void run(Member member, Progress progress) {
    boolean first = member.number == 0;
    while (true) {
      if (first) {
        over = progress.ended();
        if (!over) {
          rate = progress.rate();
          configuration.task().sample(batch, progress.sizes(), random);
          groups.arrange(batch);
        }
      }
      barrier.await(member.number);
      if (over) {
        return;
      }
      member.learn();
      barrier.await(member.number);
      member.addUp();
      if (first) {
        sumFigures();
      }
      if (processes.ranks() > 1) {
        barrier.await(member.number);
        if (first) {
          processes.sum(member.learner.gradients().flat());
          figures.exchange(processes, progress);
        }
        barrier.await(member.number);
      }
      member.square();
      barrier.await(member.number);
      boolean finite = member.update();
      barrier.await(member.number);
      if (first) {
        report(progress, finite);
        progress.rest();
      }
    }
  }

  private void report(Progress progress, boolean finite) {
    if (finite) {
      progress.updated(figures.bits(), figures.wrongBits(), norm(), 0);
    } else {
      progress.skipped();
    }
  }

  /** This process's part of the means over the batch. */
  private void sumFigures() {
    double bits = 0;
    double wrongBits = 0;
    for (Member member : members) {
      bits += member.learner.bits();
      wrongBits += member.learner.wrongBits();
    }
    figures.set(bits / configuration.batch(), wrongBits / configuration.batch());
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
    private final Learner learner;
    private final Matrix parameterSlice;
    private final Matrix[] gradientSlices;
    private final OptimizerState optimizerSlice;
    private double squares;

    Member(int number, Learner[] learners) {
      this.number = number;
      learner = learners[number];
      parameterSlice = Share.slice(parameters.flat(), number, workers);
      gradientSlices = new Matrix[workers];
      for (int i = 0; i < workers; i++) {
        gradientSlices[i] = Share.slice(learners[i].gradients().flat(), number, workers);
      }
      int begin = Share.begin(parameters.flat().columns(), number, workers);
      optimizerSlice = optimizer.slice(begin, parameterSlice.columns());
    }

    /** The gradients of its groups of the batch. */
    void learn() {
      learner.learn(parameters, batch, groups, processes.rank() * workers + number);
    }

    /** Adds its slices of all gradients to that of the first worker. */
    void addUp() {
      for (int i = 1; i < workers; i++) {
        Axpy.forward(gradientSlices[0], 1, gradientSlices[i]);
      }
    }

    /** The sum of squares of its slice. */
    void square() {
      squares = GradientClip.squares(gradientSlices[0]);
    }

    /** Updates its slice of the parameters, if all is finite. */
    boolean update() {
      double norm = norm();
      if (!Double.isFinite(norm) || !Double.isFinite(figures.bits())) {
        learner.recover();
        return false;
      }
      configuration.clipping().apply(gradientSlices[0], norm);
      optimizerSlice.step(parameterSlice, gradientSlices[0], rate);
      return true;
    }
  }
}
