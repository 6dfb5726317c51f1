package io.github.tapehead.kernels;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * Lane geometry shared by every kernel. Everything is {@code static final}, so that C2 folds it.
 *
 * <p>The width is the CPU's preferred one; the system property {@code tapehead.vectorBits} (128,
 * 256 or 512) sets another for tests and study. A width beyond the CPU's works and is about a
 * hundred times slower.
 */
public final class Simd {
  static final VectorSpecies<Float> F =
      VectorShape.forBitSize(
              Integer.getInteger(
                  "tapehead.vectorBits", FloatVector.SPECIES_PREFERRED.vectorBitSize()))
          .withLanes(float.class);

  /** Floats in one vector. */
  public static final int LANES = F.length();

  /** Bytes of one vector. */
  static final int VECTOR_BYTES = F.vectorByteSize();

  static final ByteOrder ORDER = ByteOrder.nativeOrder();
  static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;

  private static final VectorShuffle<Float> SWAP_8 = VectorShuffle.fromOp(F, i -> swapped(i, 8));
  private static final VectorShuffle<Float> SWAP_4 = VectorShuffle.fromOp(F, i -> swapped(i, 4));
  private static final VectorShuffle<Float> SWAP_2 = VectorShuffle.fromOp(F, i -> swapped(i, 2));
  private static final VectorShuffle<Float> SWAP_1 = VectorShuffle.fromOp(F, i -> swapped(i, 1));

  private Simd() {}

  /** The width in use, in bits. */
  public static int vectorBits() {
    return F.vectorBitSize();
  }

  /** The width that the CPU prefers, in bits. */
  public static int preferredBits() {
    return FloatVector.SPECIES_PREFERRED.vectorBitSize();
  }

  /** {@code count} rounded up to whole vectors. */
  public static int padded(int count) {
    return (count + LANES - 1) & -LANES;
  }

  static FloatVector load(MemorySegment segment, long offset) {
    return FloatVector.fromMemorySegment(F, segment, offset, ORDER);
  }

  static void store(FloatVector vector, MemorySegment segment, long offset) {
    vector.intoMemorySegment(segment, offset, ORDER);
  }

  static FloatVector broadcast(MemorySegment segment, long offset) {
    return FloatVector.broadcast(F, segment.get(FLOAT, offset));
  }

  /**
   * The sum of all lanes, added by halves: in a fixed order, the same bits from the interpreter and
   * from compiled code. ({@code reduceLanes} leaves the order open and differs between the two.)
   */
  static float sum(FloatVector vector) {
    FloatVector sum = vector;
    if (LANES > 8) {
      sum = sum.add(sum.rearrange(SWAP_8));
    }
    if (LANES > 4) {
      sum = sum.add(sum.rearrange(SWAP_4));
    }
    sum = sum.add(sum.rearrange(SWAP_2));
    return sum.add(sum.rearrange(SWAP_1)).lane(0);
  }

  private static int swapped(int lane, int distance) {
    return distance < LANES ? lane ^ distance : lane;
  }
}
