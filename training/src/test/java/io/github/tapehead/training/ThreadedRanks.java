package io.github.tapehead.training;

import io.github.tapehead.kernels.Matrix;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/** Processes played by threads of this one. */
public final class ThreadedRanks {
  private final MemorySegment[] offered;
  private final CyclicBarrier barrier;

  private ThreadedRanks(int ranks) {
    offered = new MemorySegment[ranks];
    barrier = new CyclicBarrier(ranks);
  }

  /** What each rank makes of its communicator, in order. */
  public static <T> List<T> run(int ranks, Function<Communicator, T> work) {
    var together = new ThreadedRanks(ranks);
    List<Future<T>> futures = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(ranks)) {
      for (int rank = 0; rank < ranks; rank++) {
        Communicator each = together.new Rank(rank);
        futures.add(threads.submit(() -> together.perform(each, work)));
      }
      List<T> results = new ArrayList<>();
      for (Future<T> future : futures) {
        results.add(future.get());
      }
      return results;
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Who fails lets the others fail too, instead of waiting. */
  private <T> T perform(Communicator rank, Function<Communicator, T> work) {
    try {
      return work.apply(rank);
    } catch (RuntimeException | Error e) {
      barrier.reset();
      throw e;
    }
  }

  private void meet() {
    try {
      barrier.await();
    } catch (InterruptedException | BrokenBarrierException e) {
      throw new IllegalStateException(e);
    }
  }

  /** One of them. */
  private final class Rank implements Communicator {
    private final int rank;

    Rank(int rank) {
      this.rank = rank;
    }

    @Override
    public int rank() {
      return rank;
    }

    @Override
    public int ranks() {
      return offered.length;
    }

    @Override
    public void sum(Matrix block) {
      long bytes = (long) block.columns() * Float.BYTES;
      MemorySegment mine = block.segment().asSlice(block.offset(), bytes);
      offered[rank] = mine;
      meet();
      float[] sums = new float[block.columns()];
      for (MemorySegment each : offered) {
        for (int i = 0; i < sums.length; i++) {
          sums[i] += each.getAtIndex(ValueLayout.JAVA_FLOAT, i);
        }
      }
      meet();
      MemorySegment.copy(sums, 0, mine, ValueLayout.JAVA_FLOAT, 0, sums.length);
    }

    @Override
    public void sumDoubles(MemorySegment values) {
      offered[rank] = values;
      meet();
      double[] sums = new double[(int) (values.byteSize() / Double.BYTES)];
      for (MemorySegment each : offered) {
        for (int i = 0; i < sums.length; i++) {
          sums[i] += each.getAtIndex(ValueLayout.JAVA_DOUBLE, i);
        }
      }
      meet();
      MemorySegment.copy(sums, 0, values, ValueLayout.JAVA_DOUBLE, 0, sums.length);
    }

    @Override
    public void broadcast(MemorySegment bytes, int root) {
      offered[rank] = bytes;
      meet();
      if (rank != root) {
        bytes.copyFrom(offered[root]);
      }
      meet();
    }
  }
}
