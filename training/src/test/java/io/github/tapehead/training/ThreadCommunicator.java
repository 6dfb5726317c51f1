package io.github.tapehead.training;

import io.github.tapehead.kernels.Matrix;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.Supplier;

/** Threads that take the parts of processes. */
public final class ThreadCommunicator implements Communicator {
  private final Meeting meeting;
  private final int rank;

  private ThreadCommunicator(Meeting meeting, int rank) {
    this.meeting = meeting;
    this.rank = rank;
  }

  /**
   * Runs the same work in several ranks.
   *
   * @return what each came to, in order
   */
  public static <T> List<T> run(int ranks, Function<Communicator, T> work) {
    var meeting = new Meeting(ranks);
    try (ExecutorService threads = Executors.newFixedThreadPool(ranks)) {
      List<Future<T>> futures = new ArrayList<>();
      for (int rank = 0; rank < ranks; rank++) {
        var communicator = new ThreadCommunicator(meeting, rank);
        Callable<T> task = () -> work.apply(communicator);
        futures.add(threads.submit(task));
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

  @Override
  public int rank() {
    return rank;
  }

  @Override
  public int ranks() {
    return meeting.blocks.length;
  }

  @Override
  public void sum(Matrix block) {
    long bytes = (long) block.columns() * Float.BYTES;
    MemorySegment floats = block.segment().asSlice(block.offset(), bytes);
    meeting.exchange(
        rank,
        floats,
        () -> {
          MemorySegment total = meeting.copy(0);
          for (int other = 1; other < ranks(); other++) {
            for (long i = 0; i < block.columns(); i++) {
              float sum =
                  total.getAtIndex(ValueLayout.JAVA_FLOAT_UNALIGNED, i)
                      + meeting.blocks[other].getAtIndex(ValueLayout.JAVA_FLOAT, i);
              total.setAtIndex(ValueLayout.JAVA_FLOAT_UNALIGNED, i, sum);
            }
          }
          return total;
        });
  }

  @Override
  public void sumDoubles(MemorySegment values) {
    meeting.exchange(
        rank,
        values,
        () -> {
          MemorySegment total = meeting.copy(0);
          for (int other = 1; other < ranks(); other++) {
            for (long i = 0; i < values.byteSize() / Double.BYTES; i++) {
              double sum =
                  total.getAtIndex(ValueLayout.JAVA_DOUBLE_UNALIGNED, i)
                      + meeting.blocks[other].getAtIndex(ValueLayout.JAVA_DOUBLE, i);
              total.setAtIndex(ValueLayout.JAVA_DOUBLE_UNALIGNED, i, sum);
            }
          }
          return total;
        });
  }

  @Override
  public void broadcast(MemorySegment bytes, int root) {
    meeting.exchange(rank, bytes, () -> meeting.copy(root));
  }

  /** Where the threads wait for each other, and show what they have. */
  private static final class Meeting {
    private final MemorySegment[] blocks;
    private final CyclicBarrier barrier;
    private MemorySegment result;

    Meeting(int ranks) {
      blocks = new MemorySegment[ranks];
      barrier = new CyclicBarrier(ranks);
    }

    MemorySegment copy(int rank) {
      return MemorySegment.ofArray(blocks[rank].toArray(ValueLayout.JAVA_BYTE));
    }

    void exchange(int rank, MemorySegment block, Supplier<MemorySegment> sum) {
      blocks[rank] = block;
      await();
      if (rank == 0) {
        result = sum.get();
      }
      await();
      block.copyFrom(result);
      await();
    }

    private void await() {
      try {
        barrier.await();
      } catch (InterruptedException | BrokenBarrierException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
