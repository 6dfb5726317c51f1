package io.github.tapehead.bench.network;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.tapehead.bench.results.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * A program that tells how long a task takes to learn, from the start of a JVM to the target, with
 * different teams of workers:
 *
 * <pre>
 *   java --add-modules jdk.incubator.vector -cp bench/target/benchmarks.jar \
 *     io.github.tapehead.bench.network.TimeToTarget --task recall out.json
 * </pre>
 *
 * <p>Each run is a JVM of its own. Seed by seed, all teams train one after the other, so that a
 * machine that is slow for a while is slow for all of them.
 */
@Command(
    name = "TimeToTarget",
    description = "Tells how long a task takes to learn with different teams of workers.",
    mixinStandardHelpOptions = true,
    showDefaultValues = true)
public final class TimeToTarget implements Callable<Integer> {
  private static final String COMMAND = "io.github.tapehead.training.cli.Main";
  private static final List<String> LIKE_THE_LAUNCHER = List.of("-XX:+UseSerialGC", "-Xmn16m");
  private static final Gson GSON = new GsonBuilder().setPrettyPrinting().serializeNulls().create();

  @Parameters(index = "0", paramLabel = "FILE", description = "JSON to write.")
  private Path file;

  @Option(names = "--task", defaultValue = "copy", description = "What is learned.")
  private String task;

  @Option(names = "--seeds", defaultValue = "10", description = "Seeds, counted from 1.")
  private int seeds;

  @Option(
      names = "--team",
      split = ",",
      defaultValue = "synchronous/1/32,synchronous/2/32,hogwild/2/16,hogwild/4/8",
      description = "Modes, workers and batches.")
  private List<String> teams;

  @Option(
      names = "--options",
      defaultValue = "",
      description = "More options of tapehead train, separated by blanks.")
  private String options;

  private TimeToTarget() {}

  /** Runs the program and ends the JVM with its exit code. */
  public static void main(String[] arguments) {
    Programs.run(new TimeToTarget(), arguments);
  }

  /**
   * One run.
   *
   * @param end why it ended
   * @param seconds to the target; null if it was not reached
   * @param sequences to the target; null if it was not reached
   */
  private record Run(String team, int seed, String end, Double seconds, Long sequences) {}

  /** Trains, and writes after every run. */
  @Override
  public Integer call() throws IOException {
    List<Run> runs = new ArrayList<>();
    Path folder = Files.createTempDirectory("tapehead-target-");
    try {
      for (int seed = 1; seed <= seeds; seed++) {
        for (String team : teams) {
          runs.add(run(team, seed, folder));
          Files.writeString(file, GSON.toJson(runs) + "\n");
        }
      }
    } finally {
      delete(folder);
    }
    print(runs);
    return 0;
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private Run run(String team, int seed, Path folder) throws IOException {
    String[] parts = team.split("/");
    if (parts.length != 3) {
      throw new IllegalArgumentException("team: " + team + ", expected MODE/WORKERS/BATCH");
    }
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "train",
                task,
                "--after-target=0",
                "--no-evaluate",
                "--checkpoint-every=0",
                "--json",
                "--mode=" + parts[0],
                "--workers=" + parts[1],
                "--batch=" + parts[2],
                "--seed=" + seed,
                "--output=" + folder));
    if (!options.isBlank()) {
      arguments.addAll(List.of(options.strip().split(" +")));
    }
    long begin = System.nanoTime();
    FreshJvm.Ending ending = FreshJvm.run(COMMAND, LIKE_THE_LAUNCHER, arguments);
    double seconds = (System.nanoTime() - begin) * 1e-9;
    String last = FreshJvm.lastLine(ending.printed());
    if (!last.startsWith("{")) {
      // Not even a training that diverged.
      throw new IOException(String.join(" ", arguments) + ": " + ending.complaint());
    }
    JsonObject result = JsonParser.parseString(last).getAsJsonObject();
    boolean reached = result.get("target").isJsonObject();
    long sequences = result.get("sequences").getAsLong();
    String end = result.get("stop_reason").getAsString();
    System.out.printf(
        Locale.ROOT, "%s seed %d: %.1f s, %,d, %s%n", team, seed, seconds, sequences, end);
    return new Run(team, seed, end, reached ? seconds : null, reached ? sequences : null);
  }

  /** A line a team: medians of those that learned, and how many did not. */
  private void print(List<Run> runs) {
    Map<String, List<Run>> byTeam = new LinkedHashMap<>();
    runs.forEach(run -> byTeam.computeIfAbsent(run.team(), _ -> new ArrayList<>()).add(run));
    System.out.printf("%-16s %10s %14s %12s %8s%n", "team", "s", "p25-p75", "sequences", "failed");
    byTeam.forEach((team, all) -> {
      List<Run> learned = all.stream().filter(run -> run.seconds() != null).toList();
      if (learned.isEmpty()) {
        System.out.printf("%-16s none of %d%n", team, all.size());
        return;
      }
      Samples seconds = Samples.of(learned.stream().mapToDouble(Run::seconds).toArray());
      Samples sequences = Samples.of(learned.stream().mapToDouble(Run::sequences).toArray());
      System.out.printf(
          Locale.ROOT,
          "%-16s %10.1f %6.1f-%-7.1f %12.0f %8d%n",
          team,
          seconds.median(),
          seconds.quantile(0.25),
          seconds.quantile(0.75),
          sequences.median(),
          all.size() - learned.size());
    });
  }
}
