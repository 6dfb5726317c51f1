package io.github.tapehead.kernels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.tapehead.kernels.GuardedMatrix.Placement;
import java.lang.foreign.Arena;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The three products at many shapes, added to what C holds. The bound of each element is one
 * rounding of Σ|a|·|b| for every step of a short sum; in a long one they do not all have one sign,
 * and 2·√k are enough.
 */
@RequiresVectorBits
class GemmTest {
  private static final int[] ROWS = {1, 2, 3, 4, 5, 7, 8, 16, 17};
  private static final int[] COLUMNS = {1, 8, 15, 16, 17, 31, 33, 92, 100, 416};
  private static final int[] DEPTHS = {1, 2, 3, 5, 20, 100, 257, 700};

  /** Every pair of sizes, and the largest products of all. */
  static Stream<int[]> shapes() {
    Stream.Builder<int[]> shapes = Stream.builder();
    for (int m : ROWS) {
      for (int n : COLUMNS) {
        shapes.add(new int[] {m, n, DEPTHS[(m + n) % DEPTHS.length]});
      }
      for (int k : DEPTHS) {
        shapes.add(new int[] {m, COLUMNS[(m + k) % COLUMNS.length], k});
      }
    }
    for (int n : COLUMNS) {
      for (int k : DEPTHS) {
        shapes.add(new int[] {ROWS[(n + k) % ROWS.length], n, k});
      }
    }
    return shapes.add(new int[] {17, 416, 700}).build();
  }

  static Stream<KernelCase> products() {
    return shapes()
        .flatMap(s ->
            Stream.of(
                GemmCases.multiply(s[0], s[1], s[2]),
                GemmCases.multiplyTransposed(s[0], s[1], s[2]),
                GemmCases.transposedMultiply(s[0], s[1], s[2])));
  }

  @ParameterizedTest
  @MethodSource("products")
  void addsTheProduct(KernelCase test) {
    double[] expected = test.outputs()[0];
    double[] terms = terms(test);
    int depth = test.forward().get(1).rows() * test.forward().get(1).columns();
    depth /= test.forward().getFirst().rows();
    try (var buffers = new KernelBuffers(test.forward(), Placement.VIEW)) {
      test.forwardKernel().run(buffers.matrices);
      buffers.verify(test.name());
      double[] actual = buffers.values(0);
      for (int i = 0; i < expected.length; i++) {
        double bound =
            (Math.min(depth + 2, 4 + 2 * Math.sqrt(depth))) * KernelCase.EPSILON * terms[i];
        if (!(Math.abs(expected[i] - actual[i]) <= bound)) {
          assertEquals(expected[i], actual[i], bound, "element " + i);
        }
      }
    }
  }

  private static double[] terms(KernelCase test) {
    double[][] absolute = test.inputs();
    for (int i = 0; i < absolute.length; i++) {
      absolute[i] = Oracles.map(absolute[i], Math::abs);
    }
    return test.oracle().apply(absolute)[0];
  }

  /** At every width, though only 512 bits use it; both sum in ascending k. */
  @Test
  void tallTileGivesTheBitsOfTheShortOne() {
    SplittableRandom random = new SplittableRandom(1);
    int depth = 22;
    Matrix a = draw(random, TallGemmTile.ROWS, depth);
    Matrix b = draw(random, depth, GemmTile.COLUMNS);
    PackedMatrix packed = PackedMatrix.allocate(Arena.ofAuto(), depth, GemmTile.COLUMNS);
    packed.pack(b);
    Matrix tall = draw(random, TallGemmTile.ROWS, GemmTile.COLUMNS);
    Matrix expected = SmallMatrix.zeros(TallGemmTile.ROWS, GemmTile.COLUMNS);
    expected.copyFrom(tall);
    for (int row = 0; row < TallGemmTile.ROWS; row += GemmTile.ROWS) {
      GemmTile.fourRows(
          expected.segment(),
          expected.row(row),
          expected.rowBytes(),
          a.segment(),
          a.row(row),
          a.rowBytes(),
          packed.segment(),
          0,
          depth);
    }
    TallGemmTile.eightRows(
        tall.segment(),
        tall.row(0),
        tall.rowBytes(),
        a.segment(),
        a.row(0),
        a.rowBytes(),
        packed.segment(),
        0,
        depth);
    for (int row = 0; row < TallGemmTile.ROWS; row++) {
      assertArrayEquals(SmallMatrix.values(expected, row), SmallMatrix.values(tall, row));
    }
  }

  private static Matrix draw(SplittableRandom random, int rows, int columns) {
    Matrix matrix = SmallMatrix.zeros(rows, columns);
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < columns; c++) {
        matrix.set(r, c, (float) random.nextDouble(-1, 1));
      }
    }
    return matrix;
  }
}
