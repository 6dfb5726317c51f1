package io.github.tapehead.bench.network;

import io.github.tapehead.kernels.Matrix;
import io.github.tapehead.model.ControllerKind;
import io.github.tapehead.model.Initialization;
import io.github.tapehead.model.Network;
import io.github.tapehead.model.NetworkConfiguration;
import io.github.tapehead.model.Parameters;
import java.lang.foreign.Arena;
import java.util.Random;
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
 * The latency of one time step of one sequence, with its percentiles: the paper's copy network,
 * memory 128×20, 100 hidden units, one thread.
 *
 * <p>It is {@code Network.forward(1)} at batch 1: a first step, from the initial state, with the
 * output layer. A step within a sequence does the same work.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(value = 3, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class InferenceBenchmark {
  private static final int BITS = 8;

  /** The controller. */
  @Param({"LSTM", "FEED_FORWARD"})
  public ControllerKind controller;

  private Arena arena;
  private Network network;

  /** Made by JMH. */
  public InferenceBenchmark() {}

  /** Draws parameters and an input. */
  @Setup
  public void setUp() {
    NetworkConfiguration configuration = NetworkConfiguration.ntm(controller, BITS + 2, BITS);
    arena = Arena.ofShared();
    network = new Network(configuration, 1, 1);
    Random random = new Random(1);
    Parameters parameters = new Parameters(network.layout(), arena);
    Initialization.initialize(parameters, configuration, random);
    network.load(parameters);
    Matrix inputs = network.inputs(1);
    for (int c = 0; c < BITS; c++) {
      inputs.set(0, c, random.nextInt(2));
    }
  }

  /** Frees the memory. */
  @TearDown
  public void tearDown() {
    network.close();
    arena.close();
  }

  /** One step; returns its logits. */
  @Benchmark
  public Matrix step() {
    network.forward(1);
    return network.logits(1);
  }
}
