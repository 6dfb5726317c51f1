package io.github.tapehead.bench.rivals;

/** The products of a network of 100 LSTM units, m × k by k × n. */
public enum ProductShape {
  /** One sample: a product of vector and matrix. */
  GEMV(1, 229, 400, false),
  /** A batch of 16. */
  BATCH_16(16, 229, 400, false),
  /** A batch of 64. */
  BATCH_64(64, 229, 400, false),
  /** Weight gradients of 16 sequences of 42 steps. */
  WEIGHT_GRADIENT(229, 672, 400, true);

  private final int m;
  private final int k;
  private final int n;
  private final boolean transposed;

  ProductShape(int m, int k, int n, boolean transposed) {
    this.m = m;
    this.k = k;
    this.n = n;
    this.transposed = transposed;
  }

  /** Rows of C. */
  public int m() {
    return m;
  }

  /** Length of a sum. */
  public int k() {
    return k;
  }

  /** Columns of C. */
  public int n() {
    return n;
  }

  /** Whether A is given as k × m. */
  public boolean transposed() {
    return transposed;
  }
}
