package io.github.tapehead.kernels;

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
      Rows.copy(out.segment(), out.row(r), bias.segment(), bias.offset(), n);
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
      Rows.add(dBias.segment(), dBias.offset(), dOut.segment(), dOut.row(r), n);
    }
  }
}
