package io.github.tapehead.bench.network;

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

/** One whole {@link TrainingStep} on one thread. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(value = 3, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class TrainingStepBenchmark {
  /** A name of {@link Workloads}. */
  @Param({
    "copy-lstm-b1",
    "copy-lstm-b16",
    "copy-lstm-b64",
    "copy-ff-b16",
    "sort-ff512-8heads-b16",
    "large-memory-b16"
  })
  public String work;

  private TrainingStep step;

  /** Made by JMH. */
  public TrainingStepBenchmark() {}

  /** Draws a batch. */
  @Setup
  public void setUp() {
    step = new TrainingStep(Workloads.named(work));
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
