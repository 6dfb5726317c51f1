package io.github.tapehead.bench.network;

import com.sun.management.ThreadMXBean;
import io.github.tapehead.model.ControllerKind;
import io.github.tapehead.model.Initialization;
import io.github.tapehead.model.Layout;
import io.github.tapehead.model.NetworkConfiguration;
import io.github.tapehead.model.Parameters;
import io.github.tapehead.model.inference.Model;
import io.github.tapehead.model.inference.Session;
import io.github.tapehead.model.inference.SessionBatch;
import java.lang.foreign.Arena;
import java.lang.management.ManagementFactory;
import java.util.Random;
import java.util.concurrent.CountDownLatch;

/**
 * What is measured of sessions: the paper's copy network, LSTM 100, memory 128×20, with random
 * weights and random bits as inputs.
 */
final class SessionWork {
  static final NetworkConfiguration NETWORK = NetworkConfiguration.ntm(ControllerKind.LSTM, 10, 8);

  private static final int INPUTS = NETWORK.inputs();
  private static final int OUTPUTS = NETWORK.outputs();
  private static final int DIFFERENT = 1024;

  private SessionWork() {}

  /** A model with random weights. */
  static Model model() {
    try (Arena arena = Arena.ofConfined()) {
      Parameters parameters = new Parameters(Layout.of(NETWORK), arena);
      Initialization.initialize(parameters, NETWORK, new Random(1));
      return Model.of(parameters);
    }
  }

  /** The percentiles of steps, and what they allocated. */
  record Single(Latencies latencies, double bytesPerStep) {}

  /** Times every step of one session. */
  static Single single(Session session, int steps) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    float[][] inputs = inputs(1);
    float[] output = new float[OUTPUTS];
    long[] times = new long[steps];
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < steps; i++) {
      float[] input = inputs[i % DIFFERENT];
      long start = System.nanoTime();
      session.step(input, output);
      times[i] = System.nanoTime() - start;
    }
    long bytes = threads.getCurrentThreadAllocatedBytes() - before;
    return new Single(Latencies.of(times), (double) bytes / steps);
  }

  /** The time between two looks at the clock. */
  static Latencies clock(int calls) {
    long[] times = new long[calls];
    for (int i = 0; i < calls; i++) {
      long start = System.nanoTime();
      times[i] = System.nanoTime() - start;
    }
    return Latencies.of(times);
  }

  /** Steps a second of threads that each have a session of their own. */
  static double throughput(Model model, int threads, long nanoseconds) throws InterruptedException {
    CountDownLatch ready = new CountDownLatch(threads);
    double[] rates = new double[threads];
    Thread[] running = new Thread[threads];
    for (int i = 0; i < threads; i++) {
      int index = i;
      running[i] =
          new Thread(() -> {
            try (Session session = model.session()) {
              float[][] inputs = inputs(1);
              float[] output = new float[OUTPUTS];
              ready.countDown();
              ready.await();
              rates[index] = rate(nanoseconds, n -> session.step(inputs[n % DIFFERENT], output));
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
          });
      running[i].start();
    }
    double sum = 0;
    for (int i = 0; i < threads; i++) {
      running[i].join();
      sum += rates[i];
    }
    return sum;
  }

  /** Steps a second of so many sessions, stepped one after the other. */
  static double inTurn(Model model, int count, long nanoseconds) {
    Session[] sessions = new Session[count];
    for (int i = 0; i < count; i++) {
      sessions[i] = model.session();
    }
    float[][] inputs = inputs(1);
    float[] output = new float[OUTPUTS];
    double rate = rate(nanoseconds, i -> sessions[i % count].step(inputs[i % DIFFERENT], output));
    for (Session session : sessions) {
      session.close();
    }
    return rate;
  }

  /** Steps a second, a step of each sequence counted, of a batch. */
  static double together(Model model, int count, long nanoseconds) {
    try (SessionBatch sessions = model.sessions(count)) {
      float[][] inputs = inputs(count);
      float[] output = new float[count * OUTPUTS];
      return count * rate(nanoseconds, i -> sessions.step(inputs[i % DIFFERENT], output));
    }
  }

  /** One step of a batch after the other, on inputs of their own. */
  static Runnable steps(SessionBatch sessions) {
    float[][] inputs = inputs(sessions.size());
    float[] output = new float[sessions.size() * OUTPUTS];
    int[] next = {0};
    return () -> sessions.step(inputs[next[0]++ & DIFFERENT - 1], output);
  }

  private interface Step {
    void run(int i);
  }

  private static double rate(long nanoseconds, Step step) {
    long start = System.nanoTime();
    long now = start;
    int steps = 0;
    while (now - start < nanoseconds) {
      for (int i = 0; i < 64; i++) {
        step.run(steps++ & Integer.MAX_VALUE);
      }
      now = System.nanoTime();
    }
    return steps * 1e9 / (now - start);
  }

  private static float[][] inputs(int count) {
    Random random = new Random(2);
    float[][] inputs = new float[DIFFERENT][count * INPUTS];
    for (float[] input : inputs) {
      for (int i = 0; i < input.length; i++) {
        input[i] = random.nextInt(2);
      }
    }
    return inputs;
  }
}
