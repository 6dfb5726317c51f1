package io.github.tapehead.bench.network;

import io.github.tapehead.model.ControllerKind;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The training step of {@code copy-lstm-b16} in a JVM that trained nothing else, and in one that
 * first trained networks of other sizes: the JIT compiles by what it has seen of branches and
 * types, and what it saw first may not suit what comes later.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(value = 3, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class ProfilePollutionBenchmark {
  private static final int OTHER_STEPS = 300;

  private static final List<Workload> OTHERS =
      List.of(
          other("small", ControllerKind.LSTM, 32, 64, 7, 3, 1),
          other("odd", ControllerKind.FEED_FORWARD, 50, 130, 33, 1, 3),
          other("wide", ControllerKind.FEED_FORWARD, 100, 1000, 20, 3, 1),
          other("heads", ControllerKind.LSTM, 64, 100, 7, 3, 16));

  /** Whether other networks were trained before. */
  @Param({"false", "true"})
  public boolean polluted;

  private TrainingStep step;

  /** Made by JMH. */
  public ProfilePollutionBenchmark() {}

  private static Workload other(
      String name,
      ControllerKind controller,
      int hidden,
      int locations,
      int width,
      int heads,
      int batch) {
    return new Workload(
        name, Workloads.ntm(controller, 9, 5, hidden, locations, width, heads), batch, 10);
  }

  /** Trains the others, where they are wanted, for {@value #OTHER_STEPS} steps each. */
  @Setup
  public void setUp() {
    if (polluted) {
      for (Workload workload : OTHERS) {
        try (TrainingStep other = new TrainingStep(workload)) {
          for (int i = 0; i < OTHER_STEPS; i++) {
            other.run();
          }
        }
      }
    }
    step = new TrainingStep(Workloads.named("copy-lstm-b16"));
  }

  /** Frees the memory. */
  @TearDown
  public void tearDown() {
    step.close();
  }

  /** The step; returns the loss. */
  @Benchmark
  public double step() {
    return step.run();
  }
}
