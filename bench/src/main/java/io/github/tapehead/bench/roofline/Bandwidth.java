package io.github.tapehead.bench.roofline;

import io.github.tapehead.kernels.Simd;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * Bytes per nanosecond that one thread moves between registers and a working set: reading it,
 * copying one half of it to the other (y ← x), and the triad over its thirds (z ← x + 3y). Bytes
 * are those that the program reads and writes.
 */
final class Bandwidth implements AutoCloseable {
  private static final VectorSpecies<Float> F =
      VectorShape.forBitSize(Simd.vectorBits()).withLanes(float.class);
  private static final ByteOrder ORDER = ByteOrder.nativeOrder();
  private static final int LANES = F.length();
  private static final long BYTES = F.vectorByteSize();

  /** Floats that one round of the longest loop takes, at the widest vectors: 8 × 16. */
  private static final int GRAIN = 128;

  /** Floats to warm up with, fewer than any working set has. */
  private static final int FEW = GRAIN;

  /** Between two arrays, so that they do not lie a multiple of 4 KiB apart. */
  private static final long GAP = 1088;

  private final Arena arena = Arena.ofConfined();
  private final long workingSet;

  /**
   * Prepares.
   *
   * @param workingSet bytes of all arrays together
   */
  Bandwidth(long workingSet) {
    this.workingSet = workingSet;
  }

  Figure read() {
    int floats = floats(1);
    MemorySegment x = array(floats);
    x.set(ValueLayout.JAVA_FLOAT, 0, 1f);
    Rounds.compile(() -> requireSum(read(x, FEW)));
    return Rounds.measure(4.0 * floats, () -> requireSum(read(x, floats)));
  }

  Figure copy() {
    int floats = floats(2);
    MemorySegment x = array(floats);
    MemorySegment y = array(floats);
    Rounds.compile(() -> copy(y, x, FEW));
    return Rounds.measure(8.0 * floats, () -> copy(y, x, floats));
  }

  Figure triad() {
    int floats = floats(3);
    MemorySegment x = array(floats);
    MemorySegment y = array(floats);
    MemorySegment z = array(floats);
    Rounds.compile(() -> triad(z, x, y, FEW));
    return Rounds.measure(12.0 * floats, () -> triad(z, x, y, floats));
  }

  @Override
  public void close() {
    arena.close();
  }

  private int floats(int arrays) {
    return Math.toIntExact(workingSet / 4 / arrays) / GRAIN * GRAIN;
  }

  /** Zeros, every page touched. */
  private MemorySegment array(int floats) {
    return arena.allocate(4L * floats + GAP, 64).asSlice(0, 4L * floats).fill((byte) 0);
  }

  private static void requireSum(float sum) {
    if (sum != 1f) {
      throw new IllegalStateException("sum of the array: " + sum + ", expected 1");
    }
  }

  private static float read(MemorySegment x, int floats) {
    FloatVector s0 = FloatVector.zero(F);
    FloatVector s1 = FloatVector.zero(F);
    FloatVector s2 = FloatVector.zero(F);
    FloatVector s3 = FloatVector.zero(F);
    FloatVector s4 = FloatVector.zero(F);
    FloatVector s5 = FloatVector.zero(F);
    FloatVector s6 = FloatVector.zero(F);
    FloatVector s7 = FloatVector.zero(F);
    for (int i = 0; i < floats; i += 8 * LANES) {
      long at = (long) i * 4;
      s0 = s0.add(FloatVector.fromMemorySegment(F, x, at, ORDER));
      s1 = s1.add(FloatVector.fromMemorySegment(F, x, at + BYTES, ORDER));
      s2 = s2.add(FloatVector.fromMemorySegment(F, x, at + 2 * BYTES, ORDER));
      s3 = s3.add(FloatVector.fromMemorySegment(F, x, at + 3 * BYTES, ORDER));
      s4 = s4.add(FloatVector.fromMemorySegment(F, x, at + 4 * BYTES, ORDER));
      s5 = s5.add(FloatVector.fromMemorySegment(F, x, at + 5 * BYTES, ORDER));
      s6 = s6.add(FloatVector.fromMemorySegment(F, x, at + 6 * BYTES, ORDER));
      s7 = s7.add(FloatVector.fromMemorySegment(F, x, at + 7 * BYTES, ORDER));
    }
    s0 = s0.add(s1).add(s2).add(s3);
    s4 = s4.add(s5).add(s6).add(s7);
    return s0.add(s4).reduceLanes(VectorOperators.ADD);
  }

  private static void copy(MemorySegment y, MemorySegment x, int floats) {
    for (int i = 0; i < floats; i += 4 * LANES) {
      long at = (long) i * 4;
      FloatVector a = FloatVector.fromMemorySegment(F, x, at, ORDER);
      FloatVector b = FloatVector.fromMemorySegment(F, x, at + BYTES, ORDER);
      FloatVector c = FloatVector.fromMemorySegment(F, x, at + 2 * BYTES, ORDER);
      FloatVector d = FloatVector.fromMemorySegment(F, x, at + 3 * BYTES, ORDER);
      a.intoMemorySegment(y, at, ORDER);
      b.intoMemorySegment(y, at + BYTES, ORDER);
      c.intoMemorySegment(y, at + 2 * BYTES, ORDER);
      d.intoMemorySegment(y, at + 3 * BYTES, ORDER);
    }
  }

  private static void triad(MemorySegment z, MemorySegment x, MemorySegment y, int floats) {
    FloatVector three = FloatVector.broadcast(F, 3f);
    for (int i = 0; i < floats; i += 2 * LANES) {
      long at = (long) i * 4;
      FloatVector a = FloatVector.fromMemorySegment(F, x, at, ORDER);
      FloatVector b = FloatVector.fromMemorySegment(F, x, at + BYTES, ORDER);
      FloatVector c = FloatVector.fromMemorySegment(F, y, at, ORDER);
      FloatVector d = FloatVector.fromMemorySegment(F, y, at + BYTES, ORDER);
      c.fma(three, a).intoMemorySegment(z, at, ORDER);
      d.fma(three, b).intoMemorySegment(z, at + BYTES, ORDER);
    }
  }
}
