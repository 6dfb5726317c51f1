package io.github.tapehead.training.workers;

import io.github.tapehead.model.Layout;
import io.github.tapehead.model.Parameters;
import io.github.tapehead.training.OptimizerState;
import io.github.tapehead.training.Parallelism;
import io.github.tapehead.training.RandomStream;
import io.github.tapehead.training.TrainingConfiguration;
import io.github.tapehead.training.checkpoint.State;
import java.lang.foreign.Arena;
import java.lang.foreign.SegmentAllocator;
import java.util.concurrent.atomic.AtomicLong;

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
  private final Arena arena = Arena.ofShared();
  private final Parameters parameters;
  private final FreeWorker[] members;
  private final RandomStream random;
  private final boolean sharedMoments;
  private volatile boolean failed;

  HogwildTeam(TrainingConfiguration configuration, Parallelism.Hogwild mode, RandomStream random) {
    parameters = new Parameters(Layout.of(configuration.network()), arena);
    OptimizerState[] optimizers = optimizers(configuration, mode, arena);
    var updates = new AtomicLong();
    this.random = random;
    sharedMoments = sharesMoments(mode);
    members = new FreeWorker[mode.workers()];
    for (int i = 0; i < members.length; i++) {
      members[i] =
          new FreeWorker(
              configuration,
              random.split(),
              parameters,
              optimizers[i],
              updates,
              mode.mostStale(),
              arena);
    }
  }

  /** Whether the workers of a process have one set of statistics. */
  static boolean sharesMoments(Parallelism parallelism) {
    return parallelism instanceof Parallelism.Hogwild mode
        && mode.moments() == Parallelism.Moments.SHARED;
  }

  /** The optimiser of each worker of a process, with shared statistics or its own. */
  static OptimizerState[] optimizers(
      TrainingConfiguration configuration, Parallelism.Hogwild mode, SegmentAllocator allocator) {
    int length = Layout.of(configuration.network()).floats();
    var rule = configuration.optimizer().forAsynchronous(mode.workers());
    var optimizers = new OptimizerState[mode.workers()];
    for (int i = 0; i < optimizers.length; i++) {
      boolean another = i > 0 && sharesMoments(mode);
      optimizers[i] =
          another ? optimizers[0].forAnotherWorker() : new OptimizerState(rule, length, allocator);
    }
    return optimizers;
  }

  @Override
  public Parameters parameters() {
    return parameters;
  }

  /**
   * While workers train, parameters and statistics are as mixed as what a worker reads of them. The
   * workers' streams cannot be read then: who goes on later draws new ones.
   */
  @Override
  public void addTo(State common, State own) {
    common.parameters(parameters);
    common.numbers("random", random::state, this::drawAnew);
    for (int i = 0; i < (sharedMoments ? 1 : members.length); i++) {
      members[i].addMoments(common, "worker." + i + ".");
    }
  }

  private void drawAnew(long[] state) {
    random.restore(state);
    for (FreeWorker member : members) {
      member.draw(random.split());
    }
  }

  @Override
  public void train(Progress progress) {
    WorkerThreads.run(members.length, i -> run(members[i], progress), () -> failed = true);
  }

  private void run(FreeWorker member, Progress progress) {
    while (!failed && !progress.ended()) {
      if (member.step(progress.sizes(), progress.rate())) {
        progress.updated(member.bits(), member.wrongBits(), member.norm(), member.missed());
      } else {
        progress.skipped();
      }
      progress.rest();
    }
  }

  @Override
  public void close() {
    for (FreeWorker member : members) {
      member.close();
    }
    arena.close();
  }
}
