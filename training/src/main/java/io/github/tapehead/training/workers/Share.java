package io.github.tapehead.training.workers;

import io.github.tapehead.kernels.Matrix;

/** How things are shared out: each part as large as the others, up to one item. */
final class Share {
  private Share() {}

  /** The first of some items that falls to a part; that of the part after the last is their end. */
  static int first(int items, int part, int parts) {
    return (int) ((long) items * part / parts);
  }

  /**
   * The slice of a flat block that falls to a part; slices begin at cache lines.
   *
   * @param flat [1 × n], n a multiple of {@link Matrix#ALIGNMENT} at least as many times as parts
   */
  static Matrix slice(Matrix flat, int part, int parts) {
    int begin = begin(flat.columns(), part, parts);
    return flat.columns(begin, begin(flat.columns(), part + 1, parts) - begin);
  }

  /** Where the slice of a part begins. */
  static int begin(int columns, int part, int parts) {
    return first(columns / Matrix.ALIGNMENT, part, parts) * Matrix.ALIGNMENT;
  }
}
