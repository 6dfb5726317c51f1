package io.github.tapehead.bench;

import io.github.tapehead.kernels.BinaryCrossEntropy;
import io.github.tapehead.kernels.GradientClip;
import io.github.tapehead.kernels.GravesRmsProp;
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
 * One whole training step of the copy task at its longest sequence, T = 42: forward, loss,
 * backward, clipping, RMSProp, packing; memory 128×20, 100 hidden units, one head of each kind, one
 * thread.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(value = 3, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class TrainingStepBenchmark {
  private static final int STEPS = 42;
  private static final int BITS = 8;

  /** Sequences in a batch. */
  @Param({"1", "16", "64"})
  public int batch;

  /** The controller. */
  @Param({"LSTM", "FEED_FORWARD"})
  public ControllerKind controller;

  private Arena arena;
  private Network network;
  private Parameters parameters;
  private Parameters gradients;
  private Parameters squares;
  private Parameters means;
  private Parameters velocity;
  private Matrix targets;
  private Matrix mask;
  private Matrix scratch;

  /** Made by JMH. */
  public TrainingStepBenchmark() {}

  /** Draws a batch of random bits. */
  @Setup
  public void setUp() {
    NetworkConfiguration configuration = NetworkConfiguration.ntm(controller, BITS + 2, BITS);
    arena = Arena.ofShared();
    network = new Network(configuration, batch, STEPS);
    parameters = new Parameters(network.layout(), arena);
    gradients = new Parameters(network.layout(), arena);
    squares = new Parameters(network.layout(), arena);
    means = new Parameters(network.layout(), arena);
    velocity = new Parameters(network.layout(), arena);
    targets = Matrix.allocate(arena, STEPS * batch, BITS);
    mask = Matrix.allocate(arena, STEPS * batch, 1);
    scratch = Matrix.allocate(arena, 1, BITS);
    Random random = new Random(1);
    Initialization.initialize(parameters, configuration, random);
    Matrix inputs = network.inputs(STEPS);
    for (int r = 0; r < inputs.rows(); r++) {
      mask.set(r, 0, r < inputs.rows() / 2 ? 0 : 1);
      for (int c = 0; c < BITS; c++) {
        inputs.set(r, c, random.nextInt(2));
        targets.set(r, c, random.nextInt(2));
      }
    }
    network.load(parameters);
  }

  /** Frees the memory. */
  @TearDown
  public void tearDown() {
    network.close();
    arena.close();
  }

  /** The step; returns the loss. The rate is so small that the parameters stay where they are. */
  @Benchmark
  public double step() {
    network.forward(STEPS);
    Matrix logits = network.logits(STEPS);
    double loss = BinaryCrossEntropy.forward(logits, targets, mask, scratch);
    BinaryCrossEntropy.backward(network.dLogits(STEPS), logits, targets, mask, 1f, scratch);
    gradients.zero();
    network.backward(STEPS, gradients);
    GradientClip.byValue(gradients.flat(), 10f);
    GravesRmsProp.step(
        parameters.flat(),
        squares.flat(),
        means.flat(),
        velocity.flat(),
        gradients.flat(),
        1e-12f,
        0.95f,
        0.9f,
        1e-4f);
    network.load(parameters);
    return loss;
  }
}
