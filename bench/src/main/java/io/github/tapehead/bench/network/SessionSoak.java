package io.github.tapehead.bench.network;

import io.github.tapehead.model.inference.Model;
import io.github.tapehead.model.inference.Session;
import io.github.tapehead.model.inference.SessionBatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * A program that steps sessions on threads while models are opened and closed, and tells the
 * resident size of the process as time goes by:
 *
 * <pre>
 *   java --add-modules jdk.incubator.vector -cp bench/target/benchmarks.jar \
 *       io.github.tapehead.bench.network.SessionSoak --minutes 5
 * </pre>
 */
@Command(
    name = "SessionSoak",
    description = "Opens, steps and closes models and sessions on threads; watches the memory.",
    mixinStandardHelpOptions = true,
    showDefaultValues = true)
public final class SessionSoak implements Callable<Integer> {
  private static final int STEPS = 100;
  private static final int SESSIONS = 50;

  @Option(names = "--minutes", defaultValue = "5", description = "How long.")
  private double minutes;

  @Option(names = "--threads", defaultValue = "4", description = "Threads that step.")
  private int threads;

  private final AtomicLong models = new AtomicLong();
  private final AtomicLong sessions = new AtomicLong();
  private final AtomicLong steps = new AtomicLong();
  private final AtomicReference<Throwable> failure = new AtomicReference<>();

  private SessionSoak() {}

  /** Runs the program and ends the JVM with its exit code. */
  public static void main(String[] arguments) {
    Programs.run(new SessionSoak(), arguments);
  }

  /** Runs and reports; 1 if a thread failed. */
  @Override
  public Integer call() throws IOException, InterruptedException {
    long end = System.nanoTime() + (long) (minutes * Duration.ofMinutes(1).toNanos());
    Thread[] running = new Thread[threads];
    for (int i = 0; i < threads; i++) {
      int seed = i;
      running[i] = new Thread(() -> work(end, new Random(seed)));
      running[i].start();
    }
    long pause = Duration.ofSeconds(Math.max(1, Math.round(minutes * 6))).toMillis();
    while (System.nanoTime() < end && failure.get() == null) {
      Thread.sleep(Math.min(pause, Math.max(1, (end - System.nanoTime()) / 1_000_000)));
      System.out.printf(
          Locale.ROOT,
          "models %,d, sessions %,d, steps %,d, resident %.0f MB%n",
          models.get(),
          sessions.get(),
          steps.get(),
          resident());
    }
    for (Thread thread : running) {
      thread.join();
    }
    if (failure.get() != null) {
      failure.get().printStackTrace();
      return 1;
    }
    return 0;
  }

  private void work(long end, Random random) {
    try {
      while (System.nanoTime() < end && failure.get() == null) {
        try (Model model = SessionWork.model()) {
          models.incrementAndGet();
          for (int i = 0; i < SESSIONS; i++) {
            session(model, random);
          }
        }
      }
    } catch (RuntimeException | Error e) {
      failure.compareAndSet(null, e);
    }
  }

  private void session(Model model, Random random) {
    float[] input = new float[2 * SessionWork.NETWORK.inputs()];
    float[] output = new float[2 * SessionWork.NETWORK.outputs()];
    if (random.nextInt(4) == 0) {
      try (SessionBatch batch = model.sessions(2)) {
        for (int t = 0; t < STEPS; t++) {
          batch.step(input, output);
        }
      }
    } else {
      try (Session session = model.session()) {
        for (int t = 0; t < STEPS; t += 2) {
          session.run(input, output);
        }
        session.reset();
      }
    }
    sessions.incrementAndGet();
    steps.addAndGet(STEPS);
  }

  private static double resident() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.isReadable(status)) {
      return -1;
    }
    for (String line : Files.readAllLines(status)) {
      if (line.startsWith("VmRSS:")) {
        return Double.parseDouble(line.replaceAll("[^0-9]", "")) / 1024;
      }
    }
    return -1;
  }
}
