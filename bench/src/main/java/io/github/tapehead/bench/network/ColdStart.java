package io.github.tapehead.bench.network;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * A program that starts fresh JVMs, one after the other, without any flags but the Vector API's
 * module, and tells how each came to speed in training:
 *
 * <pre>
 *   java -cp bench/target/benchmarks.jar io.github.tapehead.bench.network.ColdStart out.json
 * </pre>
 */
@Command(
    name = "ColdStart",
    description = "Tells how fresh JVMs come to speed in training.",
    mixinStandardHelpOptions = true,
    showDefaultValues = true)
public final class ColdStart implements Callable<Integer> {
  @Parameters(index = "0", arity = "0..1", paramLabel = "FILE", description = "JSON to write.")
  private Path file;

  @Option(names = "--runs", defaultValue = "10", description = "JVMs to start.")
  private int runs;

  @Option(names = "--seconds", defaultValue = "8", description = "Seconds after the first step.")
  private int seconds;

  @Option(names = "--warm-up", description = "Rehearse before the first step.")
  private boolean warmUp;

  private ColdStart() {}

  /** Runs the program and ends the JVM with its exit code. */
  public static void main(String[] arguments) {
    Programs.run(new ColdStart(), arguments);
  }

  /** Starts the JVMs, prints and writes. */
  @Override
  public Integer call() throws IOException {
    List<ColdRun> results = new ArrayList<>();
    System.out.print(ColdStartReport.heading());
    for (int i = 1; i <= runs; i++) {
      ColdRun run = start();
      results.add(run);
      System.out.print(ColdStartReport.row(i, run));
    }
    ColdStartReport report = ColdStartReport.of("copy", warmUp, results);
    System.out.println(report.conclusion());
    if (file != null) {
      Files.writeString(file, new GsonBuilder().setPrettyPrinting().create().toJson(report) + "\n");
    }
    return 0;
  }

  private ColdRun start() throws IOException {
    List<String> arguments = List.of(Integer.toString(seconds), Boolean.toString(warmUp));
    String output = FreshJvm.run(ColdRun.class.getName(), List.of(), arguments).success();
    return new Gson().fromJson(output, ColdRun.class);
  }
}
