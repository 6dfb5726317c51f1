package io.github.tapehead.bench.kernels;

/**
 * Costs of addressing, reading and writing: one call for a batch of memories of n locations of
 * {@code width} floats.
 */
public final class MemoryCosts {
  private MemoryCosts() {}

  /** Softmax of rows, or of groups of columns of any size. */
  public static Cost softmaxForward(double elements) {
    return Cost.of(5 * elements, 2 * elements);
  }

  /** dx += y · (dy − Σ y · dy). */
  public static Cost softmaxBackward(double elements) {
    return Cost.of(5 * elements, 4 * elements);
  }

  /** softmax(β · K). */
  public static Cost contentForward(double batch, double n) {
    return Cost.of(6 * batch * n, batch * (2 * n + 1));
  }

  /** Gradients of K and β. */
  public static Cost contentBackward(double batch, double n) {
    return Cost.of(8 * batch * n, batch * (5 * n + 3));
  }

  /** previous + g · (content − previous). */
  public static Cost interpolationForward(double batch, double n) {
    return Cost.of(3 * batch * n, batch * (3 * n + 1));
  }

  /** Gradients of both weightings and the gate. */
  public static Cost interpolationBackward(double batch, double n) {
    return Cost.of(7 * batch * n, batch * (7 * n + 3));
  }

  /** Circular convolution with so many shifts. */
  public static Cost shiftForward(double batch, double n, double shifts) {
    return Cost.of((2 * shifts - 1) * batch * n, batch * (2 * n + shifts));
  }

  /** Gradients of the gated and the shift weighting. */
  public static Cost shiftBackward(double batch, double n, double shifts) {
    return Cost.of(4 * shifts * batch * n, batch * (4 * n + 3 * shifts));
  }

  /** softmax(γ · log(w̃ + ε)), the logarithms kept. */
  public static Cost sharpeningForward(double batch, double n) {
    return Cost.of(8 * batch * n, batch * (3 * n + 1));
  }

  /** Gradients of w̃ and γ. */
  public static Cost sharpeningBackward(double batch, double n) {
    return Cost.of(10 * batch * n, batch * (6 * n + 3));
  }

  /** The norm of each location. */
  public static Cost norms(double batch, double width, double n) {
    return Cost.of(batch * n * (2 * width + 1), batch * n * (width + 1));
  }

  /** The similarity of the key and each location, norms given. */
  public static Cost similarityForward(double batch, double width, double n) {
    return Cost.of(
        batch * (n * (2 * width + 3) + 2 * width + 1), batch * (n * (width + 2) + width));
  }

  /** Gradients of key and memory. */
  public static Cost similarityBackward(double batch, double width, double n) {
    return Cost.of(
        batch * (n * (6 * width + 8) + 4 * width), batch * (n * (3 * width + 3) + 3 * width));
  }

  /** Σ w · M. */
  public static Cost readForward(double batch, double width, double n) {
    return Cost.of(2 * batch * width * n, batch * (width * n + n + width));
  }

  /** Gradients of weighting and memory. */
  public static Cost readBackward(double batch, double width, double n) {
    return Cost.of(4 * batch * width * n, batch * (3 * width * n + 3 * n + width));
  }

  /** All erases, then all adds: four operations for the last head, five for each other. */
  public static Cost writeForward(double batch, double width, double n, double heads) {
    return Cost.of(
        batch * width * n * (5 * heads - 1),
        batch * (2 * width * n + heads * n + 2 * heads * width));
  }

  /** Gradients of memory, weightings, erase and add vectors; what heads found is computed anew. */
  public static Cost writeBackward(double batch, double width, double n, double heads) {
    return Cost.of(
        batch * width * n * (12 * heads - 2 + 3 * (heads - 1)),
        batch * (3 * width * n + 3 * heads * n + 6 * heads * width));
  }
}
