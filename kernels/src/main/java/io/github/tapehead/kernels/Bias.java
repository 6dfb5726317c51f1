package io.github.tapehead.kernels;

import static io.github.tapehead.kernels.Simd.LANES;
import static io.github.tapehead.kernels.Simd.load;
import static io.github.tapehead.kernels.Simd.store;

import java.lang.foreign.MemorySegment;

/**
 * A bias row for every sample.
 *
 * <pre>
 *   out(b) = bias          dBias += Σ_b dOut(b)
 * </pre>
 *
 * <p>{@code forward} starts a dense layer: products are then added to {@code out}. Both also spread
 * any learned row, such as an initial state, over a batch.
 */
public final class Bias {
  private Bias() {}

  /**
   * Overwrites each row of {@code out} with {@code bias}.
   *
   * @param out [rows × n]
   * @param bias [1 × n]
   */
  public static void forward(Matrix out, Matrix bias) {
    int n = out.columns();
    Shapes.requirePadded("out", out, out.rows(), n);
    Shapes.requirePadded("bias", bias, 1, n);
    for (int r = 0; r < out.rows(); r++) {
      copy(out.segment(), out.row(r), bias.segment(), bias.offset(), n);
    }
  }

  /**
   * Adds the sum of the rows of {@code dOut} to {@code dBias}.
   *
   * @param dBias [1 × n]
   * @param dOut [rows × n]
   */
  public static void backward(Matrix dBias, Matrix dOut) {
    int n = dOut.columns();
    Shapes.requirePadded("dBias", dBias, 1, n);
    Shapes.requirePadded("dOut", dOut, dOut.rows(), n);
    for (int r = 0; r < dOut.rows(); r++) {
      add(dBias.segment(), dBias.offset(), dOut.segment(), dOut.row(r), n);
    }
  }

  private static void copy(MemorySegment out, long o, MemorySegment in, long i, int n) {
    for (int c = 0; c < n; c += LANES) {
      long lane = (long) c * Float.BYTES;
      store(load(in, i + lane), out, o + lane);
    }
  }

  private static void add(MemorySegment out, long o, MemorySegment in, long i, int n) {
    for (int c = 0; c < n; c += LANES) {
      long lane = (long) c * Float.BYTES;
      store(load(out, o + lane).add(load(in, i + lane)), out, o + lane);
    }
  }
}
