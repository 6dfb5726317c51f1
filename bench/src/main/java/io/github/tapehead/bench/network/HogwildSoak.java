package io.github.tapehead.bench.network;

import com.google.gson.GsonBuilder;
import io.github.tapehead.model.NetworkConfiguration;
import io.github.tapehead.training.Limits;
import io.github.tapehead.training.NetworkKind;
import io.github.tapehead.training.Parallelism.Hogwild;
import io.github.tapehead.training.Parallelism.Moments;
import io.github.tapehead.training.Recipes;
import io.github.tapehead.training.Trainer;
import io.github.tapehead.training.TrainingConfiguration;
import io.github.tapehead.training.TrainingResult;
import io.github.tapehead.training.task.CopyTask;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * A program that trains networks of different sizes by Hogwild, one after the other, for a long
 * time, and tells what became of them and of the process's memory:
 *
 * <pre>
 *   java --add-modules jdk.incubator.vector -XX:+UseSerialGC \
 *     -cp bench/target/benchmarks.jar io.github.tapehead.bench.network.HogwildSoak out.json
 * </pre>
 */
@Command(
    name = "HogwildSoak",
    description = "Trains networks of different sizes by Hogwild for a long time.",
    mixinStandardHelpOptions = true,
    showDefaultValues = true)
public final class HogwildSoak implements Callable<Integer> {
  private static final Path STATUS = Path.of("/proc/self/status");

  @Parameters(index = "0", arity = "0..1", paramLabel = "FILE", description = "JSON to write.")
  private Path file;

  @Option(names = "--minutes", defaultValue = "60", description = "How long in all.")
  private double minutes;

  @Option(names = "--workers", defaultValue = "8", description = "Threads.")
  private int workers;

  @Option(names = "--each", defaultValue = "240", description = "Most seconds of a training.")
  private double each;

  private HogwildSoak() {}

  /** Runs the program and ends the JVM with its exit code. */
  public static void main(String[] arguments) {
    Programs.run(new HogwildSoak(), arguments);
  }

  /**
   * One training.
   *
   * @param network its sizes in words
   * @param seconds that it took
   * @param residentMegabytes of the process after it, its memory freed; 0 where Linux does not tell
   */
  private record Training(
      String network,
      double seconds,
      long sequences,
      double bits,
      String end,
      long skipped,
      double staleness,
      long mostStale,
      double residentMegabytes) {}

  /** Trains, prints and writes. */
  @Override
  public Integer call() throws IOException {
    List<Training> trainings = new ArrayList<>();
    long begin = System.nanoTime();
    for (int i = 0; (System.nanoTime() - begin) * 1e-9 < minutes * 60; i++) {
      Training training = train(i);
      trainings.add(training);
      System.out.printf(
          Locale.ROOT,
          "%-28s %6.1f s %8d sequences %8.3f bits, %s, %d skipped, stale %.1f (%d), %.0f MB%n",
          training.network(),
          training.seconds(),
          training.sequences(),
          training.bits(),
          training.end(),
          training.skipped(),
          training.staleness(),
          training.mostStale(),
          training.residentMegabytes());
      if (file != null) {
        Files.writeString(
            file, new GsonBuilder().setPrettyPrinting().create().toJson(trainings) + "\n");
      }
    }
    return 0;
  }

  private Training train(int number) throws IOException {
    boolean feedForward = number % 4 == 3;
    int[][] sizes = {{100, 128, 20}, {32, 24, 10}, {64, 64, 16}, {100, 128, 20}};
    int[] size = sizes[number % sizes.length];
    var task = new CopyTask(number % sizes.length == 1 ? 8 : 20);
    NetworkKind kind = feedForward ? NetworkKind.NTM_FEED_FORWARD : NetworkKind.NTM_LSTM;
    TrainingConfiguration recipe = Recipes.of(task, kind);
    NetworkConfiguration network =
        recipe.network().withHidden(size[0]).withMemory(size[1], size[2]);
    Moments moments = number / sizes.length % 2 == 0 ? Moments.SHARED : Moments.OWN;
    TrainingConfiguration configuration =
        recipe
            .withNetwork(network)
            .withBatch(8)
            .withSeed(number + 1)
            .withParallelism(new Hogwild(workers, moments, 0))
            .withLimits(new Limits(Long.MAX_VALUE, 0.1).withMaxSeconds(each));
    TrainingResult result;
    try (Trainer trainer = new Trainer(configuration)) {
      result = trainer.run();
    }
    return new Training(
        "%s %d, %dx%d, %s"
            .formatted(feedForward ? "ff" : "lstm", size[0], size[1], size[2], moments),
        result.seconds(),
        result.sequences(),
        result.bitsPerSequence(),
        result.stopReason().toString(),
        result.skipped(),
        result.staleness().mean(),
        result.staleness().most(),
        residentMegabytes());
  }

  private static double residentMegabytes() throws IOException {
    if (!Files.isReadable(STATUS)) {
      return 0;
    }
    System.gc();
    return Files.readAllLines(STATUS).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1024)
        .findFirst()
        .orElse(0);
  }
}
