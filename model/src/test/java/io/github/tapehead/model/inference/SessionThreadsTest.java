package io.github.tapehead.model.inference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tapehead.model.NetworkConfiguration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Sessions on threads: equal results with sessions of their own, exceptions with a shared one. */
class SessionThreadsTest {
  private static final NetworkConfiguration C = Models.SMALL;
  private static final int THREADS = 8;

  @Test
  void sessionsOfOneModelOnManyThreadsGiveTheSameBits() throws Exception {
    float[] inputs = Models.inputs(C, 200, 1);
    try (Model model = Models.of(C, 7)) {
      List<float[]> results =
          onThreads(i -> {
            try (Session session = model.session()) {
              Models.run(session, Models.inputs(C, i, 2));
              session.reset();
              return Models.run(session, inputs);
            }
          });
      results.forEach(result -> assertArrayEquals(results.getFirst(), result));
    }
  }

  /** Every call either works or says that the session is taken. */
  @Test
  void sharedSessionRefusesTheSecondThread() throws Exception {
    try (Model model = Models.of(C, 7);
        Session session = model.session()) {
      AtomicInteger worked = new AtomicInteger();
      onThreads(i -> {
        for (int n = 0; n < 2000; n++) {
          try {
            session.step(new float[4], new float[3]);
            worked.incrementAndGet();
          } catch (IllegalStateException e) {
            assertTrue(e.getMessage().startsWith("session: in use on another thread"));
          }
        }
        return i;
      });
      assertTrue(worked.get() > 0);
      // Nobody left it taken.
      session.step(new float[4], new float[3]);
    }
  }

  /** Threads that step while others close: exceptions at the worst. */
  @Test
  void closingUnderWay() throws Exception {
    for (int round = 0; round < 30; round++) {
      boolean ofModel = round % 2 == 0;
      Model model = Models.of(C, 7);
      List<Session> sessions = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        sessions.add(model.session());
      }
      onThreads(i -> {
        try (Session session = sessions.get(i)) {
          if (i == 0) {
            Thread.sleep(2);
            if (ofModel) {
              model.close();
            } else {
              sessions.forEach(Session::close);
            }
          }
          while (true) {
            session.step(new float[4], new float[3]);
          }
        } catch (IllegalStateException e) {
          return i;
        }
      });
      model.close();
    }
  }

  private interface Work<T> {
    T run(int thread) throws Exception;
  }

  private static <T> List<T> onThreads(Work<T> work) throws Exception {
    List<T> results = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
      List<Callable<T>> calls = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        int thread = i;
        calls.add(() -> work.run(thread));
      }
      for (Future<T> result : threads.invokeAll(calls)) {
        results.add(result.get());
      }
    }
    return results;
  }
}
