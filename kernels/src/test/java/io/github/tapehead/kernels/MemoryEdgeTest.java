package io.github.tapehead.kernels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Similarity, reading and writing at the ends of their ranges. */
@RequiresVectorBits
class MemoryEdgeTest {
  private static final int N = 19;
  private static final int WIDTH = 3;

  @Test
  void similarityOfEqualDirectionsIsOne() {
    Matrix memory = SmallMatrix.zeros(WIDTH, N);
    for (int m = 0; m < WIDTH; m++) {
      for (int i = 0; i < N; i++) {
        memory.set(m, i, (m + 1f) * (i % 2 == 0 ? 1e-3f : -1e3f));
      }
    }
    Matrix similarity = similarity(SmallMatrix.row(2, 4, 6), memory);
    assertEquals(1f, similarity.get(0, 0), 1e-3f);
    assertEquals(-1f, similarity.get(0, 1), 1e-6f);
  }

  @Test
  void zeroKeysAndMemoriesGiveZeroAndFiniteGradients() {
    Matrix empty = SmallMatrix.zeros(WIDTH, N);
    Matrix full = SmallMatrix.filled(WIDTH, N, 0.5f);
    Matrix zeroKey = SmallMatrix.zeros(1, WIDTH);
    Matrix key = SmallMatrix.row(1, -1, 2);
    for (Matrix memory : new Matrix[] {empty, full}) {
      for (Matrix k : new Matrix[] {zeroKey, key}) {
        Matrix similarity = similarity(k, memory);
        if (memory == empty || k == zeroKey) {
          assertArrayEquals(new float[N], SmallMatrix.values(similarity, 0));
        }
        Matrix norms = SmallMatrix.zeros(1, N);
        LocationNorms.forward(norms, memory);
        Matrix dKey = SmallMatrix.zeros(1, WIDTH);
        Matrix dMemory = SmallMatrix.zeros(WIDTH, N);
        CosineSimilarity.backward(
            dKey,
            dMemory,
            SmallMatrix.filled(1, N, 0.1f),
            similarity,
            k,
            norms,
            memory,
            SmallMatrix.zeros(1, CosineSimilarity.scratchFloats(N, WIDTH)));
        for (int m = 0; m < WIDTH; m++) {
          assertTrue(Float.isFinite(dKey.get(0, m)), "dKey " + dKey.get(0, m));
          assertTrue(Float.isFinite(dMemory.get(m, N - 1)), "dMemory " + dMemory.get(m, 0));
        }
      }
    }
  }

  @Test
  void oneHotReadReturnsALocation() {
    Matrix memory = SmallMatrix.zeros(WIDTH, N);
    memory.set(0, 7, 1.5f);
    memory.set(2, 7, -2.5f);
    Matrix w = SmallMatrix.zeros(1, N);
    w.set(0, 7, 1);
    Matrix read = SmallMatrix.filled(1, WIDTH, Float.NaN);
    Matrix scratch = SmallMatrix.zeros(1, MemoryRead.scratchFloats(WIDTH));
    MemoryRead.forward(read, w, memory, scratch);
    assertArrayEquals(new float[] {1.5f, 0, -2.5f}, SmallMatrix.values(read, 0));
  }

  @Test
  void zeroWeightingLeavesTheMemory() {
    Matrix previous = SmallMatrix.filled(2 * WIDTH, N, 0.7f);
    Matrix memory = SmallMatrix.zeros(2 * WIDTH, N);
    Matrix ones = SmallMatrix.filled(2, 2 * WIDTH, 1);
    MemoryWrite.forward(memory, previous, SmallMatrix.zeros(4, N), ones, ones, 2);
    for (int row = 0; row < 2 * WIDTH; row++) {
      assertArrayEquals(SmallMatrix.values(previous, row), SmallMatrix.values(memory, row));
    }
  }

  @Test
  void fullEraseAndAddReplaceALocation() {
    Matrix memory = SmallMatrix.filled(WIDTH, N, 0.7f);
    Matrix w = SmallMatrix.zeros(1, N);
    w.set(0, 4, 1);
    MemoryWrite.forward(memory, memory, w, SmallMatrix.row(1, 1, 1), SmallMatrix.row(5, 6, 7), 1);
    assertEquals(6f, memory.get(1, 4), 1e-6f);
    assertEquals(0.7f, memory.get(1, 5));
  }

  @Test
  void allErasesComeBeforeAllAdds() {
    Matrix memory = SmallMatrix.filled(1, N, 3);
    Matrix w = SmallMatrix.zeros(2, N);
    w.set(0, 2, 1);
    w.set(1, 2, 1);
    // The second head erases everything, but not what the first one adds.
    MemoryWrite.forward(memory, memory, w, SmallMatrix.row(0, 1), SmallMatrix.row(10, 100), 2);
    assertEquals(110f, memory.get(0, 2), 1e-5f);
  }

  @Test
  void headsMustDivideTheColumns() {
    Matrix m = SmallMatrix.zeros(WIDTH, N);
    Matrix columns = SmallMatrix.zeros(1, WIDTH);
    for (int heads : new int[] {0, -1, 2}) {
      var e =
          assertThrows(
              IllegalArgumentException.class,
              () -> MemoryWrite.forward(m, m, SmallMatrix.zeros(1, N), columns, columns, heads));
      assertEquals(
          "heads: " + heads + ", expected a divisor of the 3 erase columns", e.getMessage());
    }
  }

  private static Matrix similarity(Matrix key, Matrix memory) {
    Matrix norms = SmallMatrix.zeros(1, N);
    LocationNorms.forward(norms, memory);
    Matrix similarity = SmallMatrix.zeros(1, N);
    CosineSimilarity.forward(similarity, key, norms, memory);
    return similarity;
  }
}
