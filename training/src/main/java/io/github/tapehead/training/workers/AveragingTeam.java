package io.github.tapehead.training.workers;

import io.github.tapehead.kernels.Axpy;
import io.github.tapehead.kernels.Matrix;
import io.github.tapehead.model.Layout;
import io.github.tapehead.model.Parameters;
import io.github.tapehead.training.Communicator;
import io.github.tapehead.training.OptimizerState;
import io.github.tapehead.training.Parallelism;
import io.github.tapehead.training.RandomStream;
import io.github.tapehead.training.TrainingConfiguration;
import io.github.tapehead.training.checkpoint.State;
import io.github.tapehead.training.task.Sizes;
import java.lang.foreign.Arena;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Rounds of some steps each, after which all go on from the mean of their parameters. In a round
 * workers train parameters of their own, or those of their process together as Hogwild. Each worker
 * computes a slice of the mean, in the order of the workers; then it is taken over all processes.
 * Statistics of optimisers stay apart.
 */
final class AveragingTeam implements Team {
  private final Communicator processes;
  private final int period;
  private final Arena arena;
  private final Parameters[] blocks;
  private final Parameters mean;
  private final Member[] members;
  private final SpinBarrier barrier;
  private final RoundFigures figures;
  private final boolean sharedMoments;

  /** Written by the first worker, read by all after the barrier. */
  private boolean over;

  private float rate;
  private Sizes sizes;

  private AveragingTeam(
      TrainingConfiguration configuration,
      int period,
      RandomStream random,
      Communicator processes,
      Arena arena,
      Parameters[] blocks,
      OptimizerState[] optimizers,
      int mostStale) {
    this.processes = processes;
    this.period = period;
    this.arena = arena;
    this.blocks = blocks;
    Parallelism parallelism = configuration.parallelism();
    sharedMoments = HogwildTeam.sharesMoments(parallelism);
    int workers = parallelism.workers();
    mean = new Parameters(Layout.of(configuration.network()), arena);
    barrier = new SpinBarrier(workers);
    figures = new RoundFigures(parallelism.allWorkers(), period, arena);
    AtomicLong[] updates = new AtomicLong[blocks.length];
    for (int i = 0; i < updates.length; i++) {
      updates[i] = new AtomicLong();
    }
    members = new Member[workers];
    for (int i = 0; i < parallelism.allWorkers(); i++) {
      RandomStream stream = random.split();
      int number = i - processes.rank() * workers;
      if (number >= 0 && number < workers) {
        int block = number % blocks.length;
        var worker =
            new FreeWorker(
                configuration,
                stream,
                blocks[block],
                optimizers[number],
                updates[block],
                mostStale,
                arena);
        members[number] = new Member(number, worker);
      }
    }
  }

  /** Each worker with parameters of its own. */
  static AveragingTeam local(
      TrainingConfiguration configuration,
      Parallelism.Local mode,
      RandomStream random,
      Communicator processes) {
    Arena arena = Arena.ofShared();
    var blocks = new Parameters[mode.workers()];
    var optimizers = new OptimizerState[mode.workers()];
    for (int i = 0; i < blocks.length; i++) {
      blocks[i] = new Parameters(Layout.of(configuration.network()), arena);
      int length = blocks[i].flat().columns();
      optimizers[i] = new OptimizerState(configuration.optimizer(), length, arena);
    }
    return new AveragingTeam(
        configuration, mode.period(), random, processes, arena, blocks, optimizers, 0);
  }

  /** The workers of each process with common parameters. */
  static AveragingTeam hogwild(
      TrainingConfiguration configuration,
      Parallelism.Hogwild mode,
      RandomStream random,
      Communicator processes) {
    Arena arena = Arena.ofShared();
    Parameters[] blocks = {new Parameters(Layout.of(configuration.network()), arena)};
    var optimizers = HogwildTeam.optimizers(configuration, mode, arena);
    return new AveragingTeam(
        configuration,
        mode.period(),
        random,
        processes,
        arena,
        blocks,
        optimizers,
        mode.mostStale());
  }

  @Override
  public Parameters parameters() {
    return mean;
  }

  /** Between two rounds all go on from the mean: it stands for their parameters. */
  @Override
  public void addTo(State common, State own) {
    common.parameters(mean);
    for (Member member : members) {
      String name = "worker." + member.all() + ".";
      member.worker.addStream(own, name);
      if (member.number == 0 || !sharedMoments) {
        member.worker.addMoments(own, name);
      }
    }
  }

  @Override
  public void train(Progress progress) {
    processes.broadcast(mean.flat().segment(), 0);
    for (Parameters block : blocks) {
      block.copyFrom(mean);
    }
    WorkerThreads.run(members.length, i -> run(members[i], progress), barrier::breakUp);
  }

  private void run(Member member, Progress progress) {
    boolean first = member.number == 0;
    while (true) {
      if (first) {
        over = progress.ended();
        rate = progress.rate();
        sizes = progress.sizes();
        figures.clear();
      }
      barrier.await(member.number);
      if (over) {
        return;
      }
      member.round();
      barrier.await(member.number);
      member.average();
      barrier.await(member.number);
      if (processes.ranks() > 1) {
        if (first) {
          processes.sum(mean.flat());
          figures.exchange(processes, progress);
        }
        barrier.await(member.number);
      }
      member.take();
      if (first) {
        // The mean, all statistics and streams stay as they are until the next round.
        figures.report(progress);
        progress.rest();
      }
    }
  }

  @Override
  public void close() {
    for (Member member : members) {
      member.worker.close();
    }
    arena.close();
  }

  /** One worker, and its slice of the mean. */
  private final class Member {
    private final int number;
    private final FreeWorker worker;
    private final Matrix meanSlice;
    private final Matrix[] blockSlices;

    Member(int number, FreeWorker worker) {
      this.number = number;
      this.worker = worker;
      meanSlice = slice(mean);
      blockSlices = new Matrix[blocks.length];
      for (int i = 0; i < blocks.length; i++) {
        blockSlices[i] = slice(blocks[i]);
      }
    }

    /** Its number among the workers of all processes. */
    int all() {
      return processes.rank() * members.length + number;
    }

    private Matrix slice(Parameters of) {
      return Share.slice(of.flat(), number, members.length);
    }

    void round() {
      int all = all();
      for (int step = 0; step < period; step++) {
        if (worker.step(sizes, rate)) {
          figures.updated(all, step, worker);
        } else {
          figures.skipped(all, step);
        }
      }
    }

    /** This process's part of the mean. */
    void average() {
      float weight = 1f / (blocks.length * processes.ranks());
      meanSlice.zero();
      for (Matrix slice : blockSlices) {
        Axpy.forward(meanSlice, weight, slice);
      }
    }

    /** Sets its slice of all blocks to the mean. */
    void take() {
      for (Matrix slice : blockSlices) {
        slice.copyFrom(meanSlice);
      }
    }
  }
}
