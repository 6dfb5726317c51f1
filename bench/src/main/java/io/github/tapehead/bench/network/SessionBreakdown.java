package io.github.tapehead.bench.network;

import io.github.tapehead.model.inference.Model;
import io.github.tapehead.model.inference.SessionBatch;
import java.io.IOException;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * A program that tells where the time of an inference step goes, by sampling, for the network of
 * {@link SessionLatency}:
 *
 * <pre>
 *   java -XX:+UnlockDiagnosticVMOptions -XX:+DebugNonSafepoints --add-modules jdk.incubator.vector \
 *     -cp bench/target/benchmarks.jar io.github.tapehead.bench.network.SessionBreakdown
 * </pre>
 */
@Command(
    name = "SessionBreakdown",
    description = "Tells where the time of an inference step goes.",
    mixinStandardHelpOptions = true,
    showDefaultValues = true)
public final class SessionBreakdown implements Callable<Integer> {
  @Option(names = "--batch", defaultValue = "1", description = "Sequences in a step.")
  private int batch;

  @Mixin private StepSampler sampler;

  private SessionBreakdown() {}

  /** Runs the program and ends the JVM with its exit code. */
  public static void main(String[] arguments) {
    Programs.run(new SessionBreakdown(), arguments);
  }

  /** Samples and prints. */
  @Override
  public Integer call() throws IOException {
    try (Model model = SessionWork.model();
        SessionBatch sessions = model.sessions(batch)) {
      StepSampler.Samples samples =
          sampler.sample(SessionWork.steps(sessions), Attribution::operationAndCaller);
      double micros = samples.cpuNanoseconds() / 1e3 / samples.steps() / batch;
      System.out.printf(
          Locale.ROOT,
          "batch %d: %.2f µs of CPU time a sequence and step; %d samples (%s)%n%n",
          batch,
          micros,
          samples.total(),
          samples.event());
      samples.counts().entrySet().stream()
          .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
          .forEach(operation -> print(operation, micros, samples.total()));
      return 0;
    }
  }

  private static void print(Map.Entry<String, Integer> operation, double micros, int total) {
    double share = (double) operation.getValue() / total;
    System.out.printf(
        Locale.ROOT, "%5.1f %% %6.3f µs  %s%n", share * 100, share * micros, operation.getKey());
  }
}
