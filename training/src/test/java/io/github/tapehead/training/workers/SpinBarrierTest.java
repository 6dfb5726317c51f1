package io.github.tapehead.training.workers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpinBarrierTest {
  private static final int ROUNDS = 2_000;

  /** Every worker sees what all others wrote in the round before, without any other order. */
  @ParameterizedTest
  @CsvSource({"1, 0", "2, 0", "2, 2000", "3, 0", "3, 100", "5, 0", "5, 2000"})
  void nobodyGoesOnBeforeAllHaveCome(int workers, int spins) {
    var barrier = new SpinBarrier(workers, spins);
    int[] plain = new int[workers];
    int[] wrong = new int[workers];
    WorkerThreads.run(
        workers,
        worker -> {
          for (int round = 1; round <= ROUNDS; round++) {
            plain[worker] = round;
            barrier.await(worker);
            for (int value : plain) {
              wrong[worker] += value == round ? 0 : 1;
            }
            barrier.await(worker);
          }
        },
        barrier::breakUp);
    for (int worker = 0; worker < workers; worker++) {
      assertEquals(ROUNDS, plain[worker]);
      assertEquals(0, wrong[worker], "worker " + worker);
    }
  }

  @ParameterizedTest
  @CsvSource({"0", "2000"})
  void aBrokenBarrierLetsEveryoneGo(int spins) {
    var barrier = new SpinBarrier(3, spins);
    var failed = new IllegalStateException("of worker 2");
    Exception e =
        assertThrows(
            IllegalStateException.class,
            () ->
                WorkerThreads.run(
                    3,
                    worker -> {
                      if (worker == 2) {
                        throw failed;
                      }
                      barrier.await(worker);
                    },
                    barrier::breakUp));
    assertEquals(failed, e);
    assertThrows(SpinBarrier.BrokenException.class, () -> barrier.await(0));
  }

  @Test
  void workersHaveNamesAndTheFirstIsTheCaller() throws InterruptedException {
    String[] names = new String[3];
    var all = new CountDownLatch(3);
    WorkerThreads.run(
        3,
        worker -> {
          names[worker] = Thread.currentThread().getName();
          all.countDown();
        },
        () -> {});
    all.await();
    assertEquals(Thread.currentThread().getName(), names[0]);
    assertEquals("tapehead-worker-1", names[1]);
    assertEquals("tapehead-worker-2", names[2]);
  }
}
