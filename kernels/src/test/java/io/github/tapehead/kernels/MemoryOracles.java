package io.github.tapehead.kernels;

/**
 * Similarity, reading and writing in doubles. Component m of location i of sample b stands at
 * {@code (b · width + m) · n + i}.
 */
final class MemoryOracles {
  private MemoryOracles() {}

  static double[] norms(double[] memory, int batch, int n) {
    int width = memory.length / batch / n;
    double[] norms = new double[batch * n];
    for (int b = 0; b < batch; b++) {
      for (int i = 0; i < n; i++) {
        norms[b * n + i] = norm(memory, b * width * n + i, n, width);
      }
    }
    return norms;
  }

  static double[] similarity(double[] key, double[] memory, int batch, int n) {
    int width = key.length / batch;
    double[] similarity = new double[batch * n];
    for (int b = 0; b < batch; b++) {
      double keyNorm = norm(key, b * width, 1, width);
      for (int i = 0; i < n; i++) {
        double dot = 0;
        for (int m = 0; m < width; m++) {
          dot += key[b * width + m] * memory[(b * width + m) * n + i];
        }
        double norm = norm(memory, b * width * n + i, n, width);
        similarity[b * n + i] = dot / (keyNorm * norm + 1e-8);
      }
    }
    return similarity;
  }

  static double[] read(double[] weighting, double[] memory, int batch) {
    int n = weighting.length / batch;
    int width = memory.length / weighting.length;
    double[] read = new double[batch * width];
    for (int row = 0; row < read.length; row++) {
      for (int i = 0; i < n; i++) {
        read[row] += weighting[row / width * n + i] * memory[row * n + i];
      }
    }
    return read;
  }

  static double[] write(
      double[] previous, double[] weighting, double[] erase, double[] add, int batch, int heads) {
    int n = weighting.length / batch / heads;
    int width = erase.length / batch / heads;
    double[] memory = previous.clone();
    for (int at = 0; at < memory.length; at++) {
      int b = at / (width * n);
      int m = at / n % width;
      double added = 0;
      for (int j = 0; j < heads; j++) {
        double w = weighting[(b * heads + j) * n + at % n];
        memory[at] *= 1 - w * erase[(b * heads + j) * width + m];
        added += w * add[(b * heads + j) * width + m];
      }
      memory[at] += added;
    }
    return memory;
  }

  private static double norm(double[] x, int start, int stride, int count) {
    double sum = 0;
    for (int m = 0; m < count; m++) {
      sum += x[start + m * stride] * x[start + m * stride];
    }
    return Math.sqrt(sum);
  }
}
