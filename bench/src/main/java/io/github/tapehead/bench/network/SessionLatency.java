package io.github.tapehead.bench.network;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import io.github.tapehead.model.Initialization;
import io.github.tapehead.model.Layout;
import io.github.tapehead.model.Parameters;
import io.github.tapehead.model.WeightsFile;
import io.github.tapehead.model.inference.Model;
import io.github.tapehead.model.inference.Session;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * A program that measures sessions, the paper's copy network with an LSTM:
 *
 * <pre>
 *   java --add-modules jdk.incubator.vector -cp bench/target/benchmarks.jar \
 *       io.github.tapehead.bench.network.SessionLatency out.json
 * </pre>
 */
@Command(
    name = "SessionLatency",
    description = "Measures steps of sessions: latency, threads, batches, cold JVMs.",
    mixinStandardHelpOptions = true,
    showDefaultValues = true)
public final class SessionLatency implements Callable<Integer> {
  private static final int BATCH = 16;

  @picocli.CommandLine.Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "FILE",
      description = "JSON to write.")
  private Path file;

  @Option(names = "--steps", defaultValue = "1000000", description = "Steps to time, a round.")
  private int steps;

  @Option(names = "--rounds", defaultValue = "5", description = "Rounds of everything.")
  private int rounds;

  @Option(names = "--cold-runs", defaultValue = "3", description = "Fresh JVMs of each kind.")
  private int coldRuns;

  @Option(names = "--cold-seconds", defaultValue = "15", description = "Traffic of each.")
  private int coldSeconds;

  private SessionLatency() {}

  /** One round: steps a second, and the latencies of single steps. */
  private record Round(
      SessionWork.Single single, double one, double two, double inTurn, double together) {}

  /** All that was measured. */
  private record Report(
      Latencies clock,
      List<Round> rounds,
      List<SessionColdRun> cold,
      List<SessionColdRun> warmed) {}

  /** Runs the program and ends the JVM with its exit code. */
  public static void main(String[] arguments) {
    Programs.run(new SessionLatency(), arguments);
  }

  /** Measures, prints and writes. */
  @Override
  public Integer call() throws IOException, InterruptedException {
    List<SessionColdRun> cold = cold(false);
    List<SessionColdRun> warmed = cold(true);
    Latencies clock = SessionWork.clock(steps);
    clock = SessionWork.clock(steps);
    print("clock: %s", clock);
    List<Round> all = new ArrayList<>();
    try (Model model = SessionWork.model();
        Session session = model.session()) {
      print("warm-up: %s", model.warmUp(Duration.ofSeconds(30)));
      print("warm-up of batches: %s", model.warmUp(BATCH, Duration.ofSeconds(30)));
      long second = Duration.ofSeconds(1).toNanos();
      for (int i = 0; i < rounds; i++) {
        Round round =
            new Round(
                SessionWork.single(session, steps),
                SessionWork.throughput(model, 1, second),
                SessionWork.throughput(model, 2, second),
                SessionWork.inTurn(model, BATCH, second),
                SessionWork.together(model, BATCH, second));
        all.add(round);
        print(
            "round %d: %s, %.3f bytes a step; 2 threads %.2f times one (%.0f steps/s);"
                + " batch of %d %.2f times as many single steps (%.0f steps/s)",
            i + 1,
            round.single.latencies(),
            round.single.bytesPerStep(),
            round.two / round.one,
            round.one,
            BATCH,
            round.together / round.inTurn,
            round.inTurn);
      }
    }
    print(
        "medians of rounds: p50 %.2f, p99 %.2f, p99.9 %.2f µs; 2 threads %.2f; batch %.2f",
        median(all.stream().mapToDouble(r -> r.single.latencies().p50()).toArray()),
        median(all.stream().mapToDouble(r -> r.single.latencies().p99()).toArray()),
        median(all.stream().mapToDouble(r -> r.single.latencies().p999()).toArray()),
        median(all.stream().mapToDouble(r -> r.two / r.one).toArray()),
        median(all.stream().mapToDouble(r -> r.together / r.inTurn).toArray()));
    if (file != null) {
      Report report = new Report(clock, all, cold, warmed);
      Files.writeString(file, new GsonBuilder().setPrettyPrinting().create().toJson(report) + "\n");
    }
    return 0;
  }

  private List<SessionColdRun> cold(boolean warmUp) throws IOException {
    Path weights = Files.createTempFile("tapehead-session-", ".safetensors");
    try (Arena arena = Arena.ofConfined()) {
      Parameters parameters = new Parameters(Layout.of(SessionWork.NETWORK), arena);
      Initialization.initialize(parameters, SessionWork.NETWORK, new Random(1));
      WeightsFile.write(weights, SessionWork.NETWORK, parameters, Map.of());
      List<SessionColdRun> runs = new ArrayList<>();
      for (int i = 0; i < coldRuns; i++) {
        SessionColdRun run = start(weights, warmUp);
        runs.add(run);
        print(
            "cold%s: loaded %.0f ms, first output %.0f ms, ready %.0f ms, steady %.0f ms;"
                + " first 1,000 steps: %s; last: %s",
            warmUp ? " with warm-up" : "",
            run.loadedMilliseconds(),
            run.firstOutputMilliseconds(),
            run.readyMilliseconds(),
            run.steadyMilliseconds(),
            run.firstThousand(),
            run.last());
      }
      return runs;
    } finally {
      Files.delete(weights);
    }
  }

  private SessionColdRun start(Path weights, boolean warmUp) throws IOException {
    List<String> arguments =
        List.of(weights.toString(), Integer.toString(coldSeconds * 1000), Boolean.toString(warmUp));
    String output = FreshJvm.run(SessionColdRun.class.getName(), List.of(), arguments).success();
    return new Gson().fromJson(output, SessionColdRun.class);
  }

  private static double median(double[] values) {
    Arrays.sort(values);
    return SteadyState.median(values);
  }

  private static void print(String format, Object... arguments) {
    System.out.printf(Locale.ROOT, format + "%n", arguments);
  }
}
