package io.github.tapehead.bench.network;

import com.google.gson.GsonBuilder;
import io.github.tapehead.training.Parallelism;
import io.github.tapehead.training.Parallelism.Hogwild;
import io.github.tapehead.training.Parallelism.Local;
import io.github.tapehead.training.Parallelism.Moments;
import io.github.tapehead.training.Parallelism.Synchronous;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * A program that tells how many more sequences a second several workers train than one:
 *
 * <pre>
 *   java --add-modules jdk.incubator.vector -XX:+UseSerialGC \
 *     -cp bench/target/benchmarks.jar io.github.tapehead.bench.network.WorkerScaling out.json
 * </pre>
 *
 * <p>In each round all kinds of teams train for some seconds, one after the other, with 16
 * sequences a worker; factors are those of one round, so that a machine that is slow for a minute
 * is slow for all of them. Beside the teams stand trainings that run at the same time and share
 * nothing: no team can do better on that machine.
 */
@Command(
    name = "WorkerScaling",
    description = "Tells how many more sequences a second several workers train than one.",
    mixinStandardHelpOptions = true,
    showDefaultValues = true)
public final class WorkerScaling implements Callable<Integer> {
  @Parameters(index = "0", arity = "0..1", paramLabel = "FILE", description = "JSON to write.")
  private Path file;

  @Option(names = "--rounds", defaultValue = "11", description = "Rounds that are measured.")
  private int rounds;

  @Option(names = "--seconds", defaultValue = "4", description = "Seconds of each team.")
  private int seconds;

  @Option(names = "--workers", split = ",", defaultValue = "2,4", description = "Team sizes.")
  private List<Integer> workers;

  @Option(
      names = "--pause",
      defaultValue = "0",
      description =
          "Milliseconds that the first worker sleeps before each of its batches, one worker alone"
              + " excepted: a machine with a core that is slower than the others.")
  private int pause;

  private WorkerScaling() {}

  /** Runs the program and ends the JVM with its exit code. */
  public static void main(String[] arguments) {
    Programs.run(new WorkerScaling(), arguments);
  }

  /** Measures, prints and writes. */
  @Override
  public Integer call() throws IOException {
    Map<String, List<Double>> rates = new LinkedHashMap<>();
    for (int round = 0; round <= rounds; round++) {
      Map<String, Double> measured = round();
      // The first round is the one in which code is compiled.
      if (round > 0) {
        measured.forEach(
            (team, rate) -> rates.computeIfAbsent(team, _ -> new ArrayList<>()).add(rate));
      }
    }
    ScalingReport report = ScalingReport.of(Parallelism.ONE.toString(), rates);
    System.out.print(report.toTable());
    if (file != null) {
      Files.writeString(file, new GsonBuilder().setPrettyPrinting().create().toJson(report) + "\n");
    }
    return 0;
  }

  private Map<String, Double> round() {
    Map<String, Double> rates = new LinkedHashMap<>();
    for (Parallelism team : teams()) {
      rates.put(team.toString(), rate(team));
    }
    for (int size : workers) {
      rates.put("apart:" + size, apart(size));
    }
    return rates;
  }

  /** Trainings of one worker each that have nothing to do with each other: the machine's limit. */
  private double apart(int size) {
    try (ExecutorService threads = Executors.newFixedThreadPool(size)) {
      List<Future<Double>> trainings = new ArrayList<>();
      for (int i = 0; i < size; i++) {
        trainings.add(threads.submit(() -> rate(Parallelism.ONE)));
      }
      double sum = 0;
      for (Future<Double> training : trainings) {
        sum += training.get();
      }
      return sum;
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private double rate(Parallelism team) {
    var sleep = Duration.ofMillis(team.workers() == 1 ? 0 : pause);
    return new TeamRun(team, Duration.ofSeconds(seconds), sleep).sequencesPerSecond();
  }

  private List<Parallelism> teams() {
    List<Parallelism> teams = new ArrayList<>();
    teams.add(Parallelism.ONE);
    for (int size : workers) {
      teams.add(new Synchronous(size));
      teams.add(new Hogwild(size, Moments.SHARED, 0));
      teams.add(new Hogwild(size, Moments.OWN, 0));
      teams.add(new Local(size, 16));
    }
    return teams;
  }
}
