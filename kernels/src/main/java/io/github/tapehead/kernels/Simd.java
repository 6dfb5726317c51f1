package io.github.tapehead.kernels;

import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShape;
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

  /**
   * Floats in a block: four vectors side by side, which the kernels of the memory take through its
   * width at a time.
   */
  static final int BLOCK = 4 * LANES;

  /** Bytes of one vector. */
  static final int VECTOR_BYTES = F.vectorByteSize();

  static final ByteOrder ORDER = ByteOrder.nativeOrder();
  static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;

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

  /** {@code count} rounded up to whole blocks of four vectors. */
  public static int blocks(int count) {
    return (count + BLOCK - 1) & -BLOCK;
  }
}
