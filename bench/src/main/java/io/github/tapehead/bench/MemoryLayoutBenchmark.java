package io.github.tapehead.bench;

import io.github.tapehead.kernels.CosineSimilarity;
import io.github.tapehead.kernels.LocationNorms;
import io.github.tapehead.kernels.Matrix;
import io.github.tapehead.kernels.MemoryRead;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How to store a memory of 128 locations × 20 floats: width × locations, so that lanes run over the
 * locations (what the kernels do), or locations × width, a row a location, padded to 32 floats.
 * Measured for one sample: the similarities of a key with the norms of the locations, and a read.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 3, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class MemoryLayoutBenchmark {
  private static final int LOCATIONS = 128;
  private static final int WIDTH = 20;
  private static final int ROW = 32;
  private static final VectorSpecies<Float> F = FloatVector.SPECIES_PREFERRED;
  private static final ByteOrder ORDER = ByteOrder.nativeOrder();
  private static final float EPSILON = 1e-8f;

  private Arena arena;
  private Matrix key;
  private Matrix weighting;
  private Matrix memory;
  private Matrix norms;
  private Matrix similarity;
  private Matrix read;
  private Matrix readScratch;
  private MemorySegment rows;
  private MemorySegment rowKey;
  private MemorySegment rowSimilarity;
  private MemorySegment rowRead;

  /** Made by JMH. */
  public MemoryLayoutBenchmark() {}

  /** Fills both layouts with the same numbers and checks that both give the same results. */
  @Setup
  public void setUp() {
    arena = Arena.ofShared();
    Random random = new Random(1);
    memory = Matrix.allocate(arena, WIDTH, LOCATIONS);
    key = Matrix.allocate(arena, 1, WIDTH);
    weighting = Matrix.allocate(arena, 1, LOCATIONS);
    norms = Matrix.allocate(arena, 1, LOCATIONS);
    readScratch = Matrix.allocate(arena, 1, MemoryRead.scratchFloats(WIDTH));
    similarity = Matrix.allocate(arena, 1, LOCATIONS);
    read = Matrix.allocate(arena, 1, WIDTH);
    Matrix byLocation = Matrix.allocate(arena, LOCATIONS, ROW);
    Matrix paddedKey = Matrix.allocate(arena, 1, ROW);
    rows = byLocation.segment();
    rowKey = paddedKey.segment();
    rowSimilarity = Matrix.allocate(arena, 1, LOCATIONS).segment();
    rowRead = Matrix.allocate(arena, 1, ROW).segment();
    for (int m = 0; m < WIDTH; m++) {
      key.set(0, m, random.nextFloat() - 0.5f);
      paddedKey.set(0, m, key.get(0, m));
      for (int i = 0; i < LOCATIONS; i++) {
        memory.set(m, i, random.nextFloat() - 0.5f);
        byLocation.set(i, m, memory.get(m, i));
      }
    }
    for (int i = 0; i < LOCATIONS; i++) {
      weighting.set(0, i, random.nextFloat() / LOCATIONS);
    }
    similarityByWidth();
    similarityByLocation();
    readByWidth();
    readByLocation();
    for (int i = 0; i < LOCATIONS; i++) {
      requireEqual(similarity.get(0, i), new Matrix(rowSimilarity, 0, 1, LOCATIONS, LOCATIONS), i);
    }
    for (int m = 0; m < WIDTH; m++) {
      requireEqual(read.get(0, m), new Matrix(rowRead, 0, 1, ROW, ROW), m);
    }
  }

  /** Frees the memory. */
  @TearDown
  public void tearDown() {
    arena.close();
  }

  /** Lanes over the locations: norms and similarities. */
  @Benchmark
  public Matrix similarityByWidth() {
    LocationNorms.forward(norms, memory);
    CosineSimilarity.forward(similarity, key, norms, memory);
    return similarity;
  }

  /** Lanes over the width: norms and similarities, one sum across lanes each a location. */
  @Benchmark
  public MemorySegment similarityByLocation() {
    FloatVector squares = FloatVector.zero(F);
    for (int c = 0; c < ROW; c += F.length()) {
      FloatVector k = FloatVector.fromMemorySegment(F, rowKey, (long) c * Float.BYTES, ORDER);
      squares = k.fma(k, squares);
    }
    float keyNorm = (float) Math.sqrt(squares.reduceLanes(VectorOperators.ADD));
    for (int i = 0; i < LOCATIONS; i++) {
      FloatVector dot = FloatVector.zero(F);
      FloatVector norm = FloatVector.zero(F);
      for (int c = 0; c < ROW; c += F.length()) {
        long lane = (long) c * Float.BYTES;
        FloatVector x =
            FloatVector.fromMemorySegment(F, rows, (long) i * ROW * Float.BYTES + lane, ORDER);
        dot = x.fma(FloatVector.fromMemorySegment(F, rowKey, lane, ORDER), dot);
        norm = x.fma(x, norm);
      }
      float length = (float) Math.sqrt(norm.reduceLanes(VectorOperators.ADD));
      float value = dot.reduceLanes(VectorOperators.ADD) / (keyNorm * length + EPSILON);
      rowSimilarity.set(ValueLayout.JAVA_FLOAT, (long) i * Float.BYTES, value);
    }
    return rowSimilarity;
  }

  /** Lanes over the locations: a read, one sum across lanes each a component. */
  @Benchmark
  public Matrix readByWidth() {
    MemoryRead.forward(read, weighting, memory, readScratch);
    return read;
  }

  /** Lanes over the width: a read without sums across lanes. */
  @Benchmark
  public MemorySegment readByLocation() {
    for (int c = 0; c < ROW; c += F.length()) {
      long lane = (long) c * Float.BYTES;
      FloatVector sum = FloatVector.zero(F);
      for (int i = 0; i < LOCATIONS; i++) {
        FloatVector w = FloatVector.broadcast(F, weighting.get(0, i));
        long at = (long) i * ROW * Float.BYTES + lane;
        sum = w.fma(FloatVector.fromMemorySegment(F, rows, at, ORDER), sum);
      }
      sum.intoMemorySegment(rowRead, lane, ORDER);
    }
    return rowRead;
  }

  private static void requireEqual(float expected, Matrix found, int column) {
    if (Math.abs(expected - found.get(0, column)) > 1e-5f) {
      throw new IllegalStateException(
          "column " + column + ": " + found.get(0, column) + ", expected " + expected);
    }
  }
}
