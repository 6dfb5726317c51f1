package io.github.tapehead.training.workers;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;

/** Runs workers, each on a platform thread of its own; the first one on that of the caller. */
final class WorkerThreads {
  private WorkerThreads() {}

  /**
   * Runs all workers to their ends.
   *
   * @param workers how many
   * @param work given the number of the worker, from 0
   * @param onFailure called once if a worker fails, to let the others end
   * @throws RuntimeException or error, the first that a worker threw
   */
  static void run(int workers, IntConsumer work, Runnable onFailure) {
    var failure = new AtomicReference<Throwable>();
    Thread[] threads = new Thread[workers];
    for (int i = 1; i < workers; i++) {
      int worker = i;
      threads[i] =
          Thread.ofPlatform()
              .name("tapehead-worker-" + i)
              .daemon()
              .start(() -> guard(worker, work, onFailure, failure));
    }
    guard(0, work, onFailure, failure);
    for (int i = 1; i < workers; i++) {
      join(threads[i]);
    }
    switch (failure.get()) {
      case null -> {}
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      case Throwable e -> throw new IllegalStateException(e);
    }
  }

  private static void guard(
      int worker, IntConsumer work, Runnable onFailure, AtomicReference<Throwable> failure) {
    try {
      work.accept(worker);
    } catch (RuntimeException | Error e) {
      if (failure.compareAndSet(null, e)) {
        onFailure.run();
      }
    }
  }

  /** Waits for a worker, come what may: it uses memory that is freed afterwards. */
  private static void join(Thread thread) {
    boolean interrupted = false;
    while (true) {
      try {
        thread.join();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
