package io.github.tapehead.training.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets Ctrl-C end a run cleanly: the JVM's shutdown asks the run to stop and then waits until
 * {@link #close()}, so that what the main thread saves before that is complete.
 */
final class Interruption implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 60;

  private final CountDownLatch finished = new CountDownLatch(1);
  private final Thread hook;
  private volatile boolean requested;

  /**
   * Begins to listen.
   *
   * @param stop asks the run to stop, from another thread
   */
  Interruption(Runnable stop) {
    hook =
        new Thread(
            () -> {
              requested = true;
              stop.run();
              awaitFinish();
            },
            "tapehead-interruption");
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** Says that everything is saved, and stops listening. */
  @Override
  public void close() {
    finished.countDown();
    if (!requested) {
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException e) {
        // The shutdown has just begun: the hook will find that everything is saved.
        requested = true;
      }
    }
  }

  private void awaitFinish() {
    try {
      finished.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
