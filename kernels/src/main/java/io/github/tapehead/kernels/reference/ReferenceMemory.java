package io.github.tapehead.kernels.reference;

import static io.github.tapehead.kernels.reference.ReferenceLayers.add;

import io.github.tapehead.kernels.Matrix;

/**
 * Similarity, reading and writing (Graves et al. 2014, sections 3.1 to 3.3) as plain loops. Row
 * {@code b · width + m} of a memory is component m of all locations of sample b.
 */
public final class ReferenceMemory {
  private static final float EPSILON = 1e-8f;

  private ReferenceMemory() {}

  /** {@link io.github.tapehead.kernels.LocationNorms#forward}. */
  public static void norms(Matrix norms, Matrix memory) {
    int width = memory.rows() / norms.rows();
    for (int b = 0; b < norms.rows(); b++) {
      for (int i = 0; i < norms.columns(); i++) {
        float sum = 0;
        for (int m = 0; m < width; m++) {
          sum += memory.get(b * width + m, i) * memory.get(b * width + m, i);
        }
        norms.set(b, i, (float) Math.sqrt(sum));
      }
    }
  }

  /** {@link io.github.tapehead.kernels.CosineSimilarity#forward}. */
  public static void similarityForward(Matrix similarity, Matrix key, Matrix norms, Matrix memory) {
    int width = key.columns();
    for (int b = 0; b < similarity.rows(); b++) {
      float keyNorm = norm(key, b);
      for (int i = 0; i < similarity.columns(); i++) {
        float dot = 0;
        for (int m = 0; m < width; m++) {
          dot += key.get(b, m) * memory.get(b * width + m, i);
        }
        similarity.set(b, i, dot / (keyNorm * norms.get(b, i) + EPSILON));
      }
    }
  }

  /** {@link io.github.tapehead.kernels.CosineSimilarity#backward}. */
  public static void similarityBackward(
      Matrix dKey,
      Matrix dMemory,
      Matrix dSimilarity,
      Matrix similarity,
      Matrix key,
      Matrix norms,
      Matrix memory) {
    int width = key.columns();
    for (int b = 0; b < dSimilarity.rows(); b++) {
      float keyNorm = norm(key, b);
      for (int i = 0; i < dSimilarity.columns(); i++) {
        float norm = norms.get(b, i);
        float p = dSimilarity.get(b, i) / (keyNorm * norm + EPSILON);
        float s = similarity.get(b, i);
        float towardsMemory = norm > 0 ? s * keyNorm / norm : 0;
        float towardsKey = keyNorm > 0 ? s * norm / keyNorm : 0;
        for (int m = 0; m < width; m++) {
          float k = key.get(b, m);
          float x = memory.get(b * width + m, i);
          add(dMemory, b * width + m, i, p * (k - towardsMemory * x));
          add(dKey, b, m, p * (x - towardsKey * k));
        }
      }
    }
  }

  /** {@link io.github.tapehead.kernels.MemoryRead#forward}. */
  public static void readForward(Matrix read, Matrix weighting, Matrix memory) {
    int width = read.columns();
    for (int b = 0; b < weighting.rows(); b++) {
      for (int m = 0; m < width; m++) {
        float sum = 0;
        for (int i = 0; i < weighting.columns(); i++) {
          sum += weighting.get(b, i) * memory.get(b * width + m, i);
        }
        read.set(b, m, sum);
      }
    }
  }

  /** {@link io.github.tapehead.kernels.MemoryRead#backward}. */
  public static void readBackward(
      Matrix dWeighting, Matrix dMemory, Matrix dRead, Matrix weighting, Matrix memory) {
    int width = dRead.columns();
    for (int b = 0; b < weighting.rows(); b++) {
      for (int m = 0; m < width; m++) {
        for (int i = 0; i < weighting.columns(); i++) {
          add(dWeighting, b, i, dRead.get(b, m) * memory.get(b * width + m, i));
          add(dMemory, b * width + m, i, weighting.get(b, i) * dRead.get(b, m));
        }
      }
    }
  }

  /** {@link io.github.tapehead.kernels.MemoryWrite#forward}. */
  public static void writeForward(
      Matrix memory, Matrix previous, Matrix weighting, Matrix erase, Matrix add, int heads) {
    int width = erase.columns() / heads;
    for (int b = 0; b < erase.rows(); b++) {
      for (int m = 0; m < width; m++) {
        for (int i = 0; i < weighting.columns(); i++) {
          float x = previous.get(b * width + m, i);
          for (int j = 0; j < heads; j++) {
            x *= 1 - weighting.get(b * heads + j, i) * erase.get(b, j * width + m);
          }
          for (int j = 0; j < heads; j++) {
            x += weighting.get(b * heads + j, i) * add.get(b, j * width + m);
          }
          memory.set(b * width + m, i, x);
        }
      }
    }
  }

  /** {@link io.github.tapehead.kernels.MemoryWrite#backward}. */
  public static void writeBackward(
      Matrix dMemory,
      Matrix dWeighting,
      Matrix dErase,
      Matrix dAdd,
      Matrix previous,
      Matrix weighting,
      Matrix erase,
      Matrix add,
      int heads) {
    int width = erase.columns() / heads;
    for (int b = 0; b < erase.rows(); b++) {
      for (int m = 0; m < width; m++) {
        for (int i = 0; i < weighting.columns(); i++) {
          float d = dMemory.get(b * width + m, i);
          for (int j = 0; j < heads; j++) {
            add(dAdd, b, j * width + m, weighting.get(b * heads + j, i) * d);
            add(dWeighting, b * heads + j, i, add.get(b, j * width + m) * d);
          }
          for (int j = heads - 1; j >= 0; j--) {
            float found = previous.get(b * width + m, i);
            for (int l = 0; l < j; l++) {
              found *= 1 - weighting.get(b * heads + l, i) * erase.get(b, l * width + m);
            }
            float w = weighting.get(b * heads + j, i);
            float e = erase.get(b, j * width + m);
            add(dErase, b, j * width + m, -w * d * found);
            add(dWeighting, b * heads + j, i, -e * d * found);
            d *= 1 - w * e;
          }
          dMemory.set(b * width + m, i, d);
        }
      }
    }
  }

  private static float norm(Matrix key, int row) {
    float sum = 0;
    for (int m = 0; m < key.columns(); m++) {
      sum += key.get(row, m) * key.get(row, m);
    }
    return (float) Math.sqrt(sum);
  }
}
