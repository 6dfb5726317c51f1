package io.github.tapehead.bench.kernels;

import java.lang.foreign.Arena;
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

/** Every kernel against its scalar reference, both over the same layout in native memory. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 3, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class KernelBenchmark {
  /** A name of {@link KernelCases}. */
  @Param({
    "Gemm.multiplyAdd-1x229x400",
    "Gemm.multiplyAdd-16x229x400",
    "Gemm.multiplyAdd-64x229x400",
    "Gemm.multiplyAdd-transposed-1x400x229",
    "Gemm.multiplyAdd-transposed-16x400x229",
    "Gemm.multiplyAdd-transposed-64x400x229",
    "Gemm.transposedMultiplyAdd-229x672x400",
    "PackedMatrix.pack",
    "PackedMatrix.packTransposed",
    "Bias.forward",
    "Bias.backward",
    "LstmGates.forward",
    "LstmGates.backward",
    "Tanh.forward-16x60",
    "Tanh.backward-16x60",
    "Tanh.forward-16x400",
    "Tanh.backward-16x400",
    "Sigmoid.forward-16x22",
    "Sigmoid.backward-16x22",
    "Sigmoid.forward-16x400",
    "Sigmoid.backward-16x400",
    "Softplus.forward-16x4",
    "Softplus.backward-16x4",
    "Softplus.forward-16x400",
    "Softplus.backward-16x400",
    "Relu.forward-16x60",
    "Relu.backward-16x60",
    "Relu.forward-16x400",
    "Relu.backward-16x400",
    "Exponential.forward-16x4",
    "Exponential.backward-16x4",
    "Exponential.forward-16x400",
    "Exponential.backward-16x400",
    "Clip.forward-16x92",
    "Clip.backward-16x92",
    "Clip.forward-16x400",
    "Clip.backward-16x400",
    "Softmax.forward",
    "Softmax.backward",
    "ShiftWeighting.forward",
    "ShiftWeighting.backward",
    "ContentWeighting.forward",
    "ContentWeighting.backward",
    "Interpolation.forward",
    "Interpolation.backward",
    "CircularShift.forward",
    "CircularShift.backward",
    "Sharpening.forward",
    "Sharpening.backward",
    "LocationNorms.forward",
    "CosineSimilarity.forward",
    "CosineSimilarity.backward",
    "MemoryRead.forward",
    "MemoryRead.backward",
    "MemoryWrite.forward",
    "MemoryWrite.backward",
    "BinaryCrossEntropy.forward",
    "BinaryCrossEntropy.backward",
    "CategoricalCrossEntropy.forward",
    "CategoricalCrossEntropy.backward",
    "Axpy.forward",
    "GradientClip.byValue",
    "GradientClip.byNorm",
    "GradientClip.norm",
    "Momentum.step",
    "GravesRmsProp.step",
    "Adam.step"
  })
  public String kernel;

  private Arena arena;
  private Runnable vector;
  private Runnable scalar;

  /** Made by JMH. */
  public KernelBenchmark() {}

  /** Makes the arguments and checks that both compute the same. */
  @Setup
  public void setUp() {
    arena = Arena.ofShared();
    KernelCase made = KernelCases.named(kernel, arena);
    made.check();
    vector = made.vector();
    scalar = made.scalar();
  }

  /** Frees the memory. */
  @TearDown
  public void tearDown() {
    arena.close();
  }

  /** The kernel. */
  @Benchmark
  public void vector() {
    vector.run();
  }

  /** Its scalar reference. */
  @Benchmark
  public void scalar() {
    scalar.run();
  }
}
