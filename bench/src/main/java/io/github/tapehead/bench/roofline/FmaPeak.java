package io.github.tapehead.bench.roofline;

import io.github.tapehead.kernels.Simd;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicReference;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * The most multiply-adds that this CPU does: chains of a ← 1 · 2⁻¹⁰ + a, as many at once as fit its
 * registers beside the two constants. All sums are exact, so that the end shows that all was done.
 */
final class FmaPeak {
  private static final VectorSpecies<Float> F =
      VectorShape.forBitSize(Simd.vectorBits()).withLanes(float.class);
  private static final int STEPS = 20_000;
  private static final int FEW_STEPS = 64;

  /** 2⁻¹⁰. */
  private static final float SMALL = 0x1p-10f;

  /** x86-64 has 16 vector registers, 32 with AVX-512; AArch64 has 32. */
  private static final boolean MANY_REGISTERS =
      Simd.vectorBits() == 512 || System.getProperty("os.arch").equals("aarch64");

  /** Chains at once. */
  static final int CHAINS = MANY_REGISTERS ? 24 : 12;

  private static final double FLOPS = 2.0 * STEPS * CHAINS * F.length();

  private FmaPeak() {}

  /** GFLOP/s of one thread. */
  static Figure oneThread() {
    Rounds.compile(() -> work(FEW_STEPS));
    return Rounds.measure(FLOPS, FmaPeak::work);
  }

  /** GFLOP/s of so many threads together; a round ends when its last thread does. */
  static Figure together(int threads) {
    Rounds.compile(() -> work(FEW_STEPS));
    int repetitions = Rounds.repetitions(FmaPeak::work);
    long[] begin = new long[1];
    double[] rates = new double[Rounds.ROUNDS];
    AtomicReference<Throwable> failure = new AtomicReference<>();
    CyclicBarrier start = new CyclicBarrier(threads, () -> begin[0] = System.nanoTime());
    int[] round = new int[1];
    CyclicBarrier end =
        new CyclicBarrier(
            threads,
            () ->
                rates[round[0]++] = FLOPS * repetitions * threads / (System.nanoTime() - begin[0]));
    Thread[] workers = new Thread[threads];
    for (int t = 0; t < threads; t++) {
      workers[t] =
          Thread.ofPlatform().daemon().start(() -> rounds(repetitions, start, end, failure));
    }
    for (Thread worker : workers) {
      join(worker);
    }
    if (failure.get() != null) {
      throw new IllegalStateException("peak of all threads: failed", failure.get());
    }
    return Figure.of(rates);
  }

  private static void rounds(
      int repetitions, CyclicBarrier start, CyclicBarrier end, AtomicReference<Throwable> failure) {
    try {
      for (int r = 0; r < Rounds.ROUNDS; r++) {
        start.await();
        Rounds.nanoseconds(repetitions, FmaPeak::work);
        end.await();
      }
    } catch (InterruptedException | BrokenBarrierException | RuntimeException e) {
      failure.compareAndSet(null, e);
      start.reset();
      end.reset();
    }
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("peak of all threads: interrupted", e);
    }
  }

  private static void work() {
    work(STEPS);
  }

  private static void work(int steps) {
    float sum = MANY_REGISTERS ? twentyFour(steps) : twelve(steps);
    float expected = F.length() * CHAINS * ((CHAINS - 1) / 2f + steps * SMALL);
    if (sum != expected) {
      throw new IllegalStateException("sum of the chains: " + sum + ", expected " + expected);
    }
  }

  private static float twelve(int steps) {
    FloatVector small = FloatVector.broadcast(F, SMALL);
    FloatVector one = FloatVector.broadcast(F, 1f);
    FloatVector a0 = FloatVector.broadcast(F, 0f);
    FloatVector a1 = FloatVector.broadcast(F, 1f);
    FloatVector a2 = FloatVector.broadcast(F, 2f);
    FloatVector a3 = FloatVector.broadcast(F, 3f);
    FloatVector a4 = FloatVector.broadcast(F, 4f);
    FloatVector a5 = FloatVector.broadcast(F, 5f);
    FloatVector a6 = FloatVector.broadcast(F, 6f);
    FloatVector a7 = FloatVector.broadcast(F, 7f);
    FloatVector a8 = FloatVector.broadcast(F, 8f);
    FloatVector a9 = FloatVector.broadcast(F, 9f);
    FloatVector a10 = FloatVector.broadcast(F, 10f);
    FloatVector a11 = FloatVector.broadcast(F, 11f);
    for (int i = 0; i < steps; i++) {
      a0 = one.fma(small, a0);
      a1 = one.fma(small, a1);
      a2 = one.fma(small, a2);
      a3 = one.fma(small, a3);
      a4 = one.fma(small, a4);
      a5 = one.fma(small, a5);
      a6 = one.fma(small, a6);
      a7 = one.fma(small, a7);
      a8 = one.fma(small, a8);
      a9 = one.fma(small, a9);
      a10 = one.fma(small, a10);
      a11 = one.fma(small, a11);
    }
    a0 = a0.add(a1);
    a0 = a0.add(a2);
    a0 = a0.add(a3);
    a0 = a0.add(a4);
    a0 = a0.add(a5);
    a0 = a0.add(a6);
    a0 = a0.add(a7);
    a0 = a0.add(a8);
    a0 = a0.add(a9);
    a0 = a0.add(a10);
    a0 = a0.add(a11);
    return a0.reduceLanes(VectorOperators.ADD);
  }

  private static float twentyFour(int steps) {
    FloatVector small = FloatVector.broadcast(F, SMALL);
    FloatVector one = FloatVector.broadcast(F, 1f);
    FloatVector a0 = FloatVector.broadcast(F, 0f);
    FloatVector a1 = FloatVector.broadcast(F, 1f);
    FloatVector a2 = FloatVector.broadcast(F, 2f);
    FloatVector a3 = FloatVector.broadcast(F, 3f);
    FloatVector a4 = FloatVector.broadcast(F, 4f);
    FloatVector a5 = FloatVector.broadcast(F, 5f);
    FloatVector a6 = FloatVector.broadcast(F, 6f);
    FloatVector a7 = FloatVector.broadcast(F, 7f);
    FloatVector a8 = FloatVector.broadcast(F, 8f);
    FloatVector a9 = FloatVector.broadcast(F, 9f);
    FloatVector a10 = FloatVector.broadcast(F, 10f);
    FloatVector a11 = FloatVector.broadcast(F, 11f);
    FloatVector a12 = FloatVector.broadcast(F, 12f);
    FloatVector a13 = FloatVector.broadcast(F, 13f);
    FloatVector a14 = FloatVector.broadcast(F, 14f);
    FloatVector a15 = FloatVector.broadcast(F, 15f);
    FloatVector a16 = FloatVector.broadcast(F, 16f);
    FloatVector a17 = FloatVector.broadcast(F, 17f);
    FloatVector a18 = FloatVector.broadcast(F, 18f);
    FloatVector a19 = FloatVector.broadcast(F, 19f);
    FloatVector a20 = FloatVector.broadcast(F, 20f);
    FloatVector a21 = FloatVector.broadcast(F, 21f);
    FloatVector a22 = FloatVector.broadcast(F, 22f);
    FloatVector a23 = FloatVector.broadcast(F, 23f);
    for (int i = 0; i < steps; i++) {
      a0 = one.fma(small, a0);
      a1 = one.fma(small, a1);
      a2 = one.fma(small, a2);
      a3 = one.fma(small, a3);
      a4 = one.fma(small, a4);
      a5 = one.fma(small, a5);
      a6 = one.fma(small, a6);
      a7 = one.fma(small, a7);
      a8 = one.fma(small, a8);
      a9 = one.fma(small, a9);
      a10 = one.fma(small, a10);
      a11 = one.fma(small, a11);
      a12 = one.fma(small, a12);
      a13 = one.fma(small, a13);
      a14 = one.fma(small, a14);
      a15 = one.fma(small, a15);
      a16 = one.fma(small, a16);
      a17 = one.fma(small, a17);
      a18 = one.fma(small, a18);
      a19 = one.fma(small, a19);
      a20 = one.fma(small, a20);
      a21 = one.fma(small, a21);
      a22 = one.fma(small, a22);
      a23 = one.fma(small, a23);
    }
    a0 = a0.add(a1);
    a0 = a0.add(a2);
    a0 = a0.add(a3);
    a0 = a0.add(a4);
    a0 = a0.add(a5);
    a0 = a0.add(a6);
    a0 = a0.add(a7);
    a0 = a0.add(a8);
    a0 = a0.add(a9);
    a0 = a0.add(a10);
    a0 = a0.add(a11);
    a0 = a0.add(a12);
    a0 = a0.add(a13);
    a0 = a0.add(a14);
    a0 = a0.add(a15);
    a0 = a0.add(a16);
    a0 = a0.add(a17);
    a0 = a0.add(a18);
    a0 = a0.add(a19);
    a0 = a0.add(a20);
    a0 = a0.add(a21);
    a0 = a0.add(a22);
    a0 = a0.add(a23);
    return a0.reduceLanes(VectorOperators.ADD);
  }
}
