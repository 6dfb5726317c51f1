package io.github.tapehead.bench.network;

import com.google.gson.GsonBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * A program that tells where the time of a {@link TrainingStep} goes, by sampling:
 *
 * <pre>
 *   java -XX:+UnlockDiagnosticVMOptions -XX:+DebugNonSafepoints --add-modules jdk.incubator.vector \
 *     -cp bench/target/benchmarks.jar io.github.tapehead.bench.network.StepBreakdown copy-lstm-b16
 * </pre>
 *
 * <p>Without {@code DebugNonSafepoints} the JVM knows fewer places in compiled code, and a sample
 * may count for a neighbour of its operation that was compiled into the same method.
 */
@Command(
    name = "StepBreakdown",
    description = "Tells where the time of a training step goes.",
    mixinStandardHelpOptions = true,
    showDefaultValues = true)
public final class StepBreakdown implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "WORKLOAD", description = "A name, such as copy-lstm-b16.")
  private String workload;

  @Parameters(index = "1", arity = "0..1", paramLabel = "FILE", description = "JSON to write.")
  private Path file;

  @Mixin private StepSampler sampler;

  @Option(names = "--callers", description = "Split each operation by its caller in the network.")
  private boolean callers;

  private StepBreakdown() {}

  /** Runs the program and ends the JVM with its exit code. */
  public static void main(String[] arguments) {
    Programs.run(new StepBreakdown(), arguments);
  }

  /** Samples, prints and writes. */
  @Override
  public Integer call() throws IOException {
    Workload work = Workloads.named(workload);
    try (TrainingStep step = new TrainingStep(work)) {
      StepSampler.Samples samples =
          sampler.sample(
              step::run, callers ? Attribution::operationAndCaller : Attribution::operation);
      BreakdownReport report = BreakdownReport.of(work, samples);
      System.out.print(report.toTable());
      if (file != null) {
        Files.writeString(
            file, new GsonBuilder().setPrettyPrinting().create().toJson(report) + "\n");
      }
      return 0;
    }
  }
}
