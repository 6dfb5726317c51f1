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
 * is slow for all of them.
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
      for (Parallelism team : teams()) {
        double rate = rate(team);
        // The first round is the one in which code is compiled.
        if (round > 0) {
          rates.computeIfAbsent(team.toString(), _ -> new ArrayList<>()).add(rate);
        }
      }
    }
    ScalingReport report = ScalingReport.of(Parallelism.ONE.toString(), rates);
    System.out.print(report.toTable());
    if (file != null) {
      Files.writeString(file, new GsonBuilder().setPrettyPrinting().create().toJson(report) + "\n");
    }
    return 0;
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
