package io.github.tapehead.bench.rivals;

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
 * Products of matrices, as a network of 100 LSTM units needs them: ours, OpenBLAS, and the BLAS in
 * Java of dev.ludovic.netlib, on one thread each. Products of one row go to the rivals' sgemv. Each
 * fork prints which kernels the rivals chose.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
    value = 3,
    jvmArgsAppend = {
      "--add-modules=jdk.incubator.vector",
      "--enable-native-access=ALL-UNNAMED",
      "--sun-misc-unsafe-memory-access=allow"
    })
public class GemmRivalsBenchmark {
  /** The product. */
  @Param public ProductShape shape;

  private Product product;
  private OpenBlasProduct openBlas;
  private NetlibProduct netlib;

  /** Made by JMH. */
  public GemmRivalsBenchmark() {}

  /** Draws the factors and checks that all three give the same product. */
  @Setup
  public void setUp() {
    product = new Product(shape);
    openBlas = new OpenBlasProduct(shape, product);
    netlib = new NetlibProduct(shape, product);
    System.out.println("OpenBLAS: " + OpenBlasLibrary.description());
    System.out.println("netlib: " + netlib.description());
    ours();
    product.require("ours", product.result());
    openBlas();
    product.require("OpenBLAS", openBlas.result());
    product.require("netlib", (float[]) netlib());
  }

  /** Frees the memory. */
  @TearDown
  public void tearDown() {
    openBlas.close();
    product.close();
  }

  /** {@link io.github.tapehead.kernels.Gemm}. */
  @Benchmark
  public Object ours() {
    return product.ours();
  }

  /** OpenBLAS. */
  @Benchmark
  public Object openBlas() {
    return shape.m() == 1 ? openBlas.runVector() : openBlas.run();
  }

  /** dev.ludovic.netlib. */
  @Benchmark
  public Object netlib() {
    return shape.m() == 1 ? netlib.runVector() : netlib.run();
  }
}
