package io.github.tapehead.training.workers;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.LockSupport;

/**
 * Where workers wait for each other: for a moment by spinning, which costs some ten nanoseconds,
 * then by parking, which leaves the processor to others. What a worker wrote before it came is seen
 * by all after they left. Allocates nothing.
 */
final class SpinBarrier {
  /** About 50 µs: longer than the usual difference of equal shares, shorter than a step. */
  static final int SPINS = 2_000;

  private final int workers;
  private final int spins;
  private final AtomicInteger arrived = new AtomicInteger();
  private final AtomicReferenceArray<Thread> parked;
  private volatile int round;
  private volatile boolean broken;

  /**
   * A barrier.
   *
   * @param workers how many wait for each other
   */
  SpinBarrier(int workers) {
    this(workers, SPINS);
  }

  /**
   * A barrier that spins so often before it parks.
   *
   * @param spins 0 or more
   */
  SpinBarrier(int workers, int spins) {
    this.workers = workers;
    this.spins = spins;
    this.parked = new AtomicReferenceArray<>(workers);
  }

  /**
   * Waits until all have come.
   *
   * @param worker the number of the one who waits, from 0
   * @throws BrokenException if {@link #breakUp} was called
   */
  void await(int worker) {
    int now = round;
    if (arrived.incrementAndGet() == workers) {
      arrived.set(0);
      round = now + 1;
      wakeAll();
    } else {
      waitFor(now, worker);
    }
    if (broken) {
      throw new BrokenException();
    }
  }

  /** Lets everyone go, now and ever after, with an exception. */
  void breakUp() {
    broken = true;
    wakeAll();
  }

  private void waitFor(int now, int worker) {
    for (int i = 0; i < spins; i++) {
      if (round != now || broken) {
        return;
      }
      Thread.onSpinWait();
    }
    // First the name, then the look: who changes the round does it the other way round.
    parked.set(worker, Thread.currentThread());
    while (round == now && !broken) {
      LockSupport.park(this);
    }
    parked.set(worker, null);
  }

  private void wakeAll() {
    for (int i = 0; i < workers; i++) {
      Thread thread = parked.get(i);
      if (thread != null) {
        LockSupport.unpark(thread);
      }
    }
  }

  /** Another worker has failed. */
  static final class BrokenException extends RuntimeException {
    private static final long serialVersionUID = 1;

    BrokenException() {
      super("another worker has failed");
    }
  }
}
