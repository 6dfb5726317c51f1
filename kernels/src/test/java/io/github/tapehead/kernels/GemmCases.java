package io.github.tapehead.kernels;

import static io.github.tapehead.kernels.Values.uniform;

import io.github.tapehead.kernels.KernelCases.Size;
import io.github.tapehead.kernels.reference.ReferenceGemm;
import java.lang.foreign.Arena;
import java.util.stream.Stream;

/** Cases of {@link Gemm}; {@link GemmTest} has more shapes. */
final class GemmCases {
  private GemmCases() {}

  static Stream<KernelCase> at(Size size) {
    int m = size.batch() + size.heads();
    int k = size.width() * size.heads() + 2;
    int n = size.n();
    return Stream.of(multiply(m, n, k), multiplyTransposed(m, n, k), transposedMultiply(m, n, k));
  }

  private static String shape(int m, int n, int k) {
    return " " + m + "x" + n + "x" + k;
  }

  static KernelCase multiply(int m, int n, int k) {
    PackedMatrix packed = PackedMatrix.allocate(Arena.ofAuto(), k, n);
    return builder("Gemm A·B" + shape(m, n, k), m, n)
        .input("a", m, k, uniform(-1, 1))
        .view()
        .input("source", k, n, uniform(-1, 1))
        .view()
        .forward(
            x -> {
              packed.pack(x[2]);
              Gemm.multiplyAdd(x[0], x[1], packed);
            },
            x -> ReferenceGemm.multiplyAdd(x[0], x[1], x[2]),
            v -> new double[][] {Oracles.product(v[0], v[1], v[2], m, n)})
        .build(roundings(k));
  }

  static KernelCase multiplyTransposed(int m, int n, int k) {
    PackedMatrix packed = PackedMatrix.allocate(Arena.ofAuto(), k, n);
    return builder("Gemm A·Bᵀ" + shape(m, n, k), m, n)
        .input("a", m, k, uniform(-1, 1))
        .view()
        .input("source", n, k, uniform(-1, 1))
        .view()
        .forward(
            x -> {
              packed.packTransposed(x[2]);
              Gemm.multiplyAdd(x[0], x[1], packed);
            },
            x -> ReferenceGemm.multiplyTransposedAdd(x[0], x[1], x[2]),
            v -> new double[][] {Oracles.product(v[0], v[1], Oracles.transposed(v[2], n), m, n)})
        .build(roundings(k));
  }

  static KernelCase transposedMultiply(int m, int n, int k) {
    return builder("Gemm Aᵀ·B" + shape(m, n, k), m, n)
        .input("a", k, m, uniform(-1, 1))
        .view()
        .input("b", k, n, uniform(-1, 1))
        .view()
        .scratch(1, Gemm.scratchFloats(m))
        .forward(
            x -> Gemm.transposedMultiplyAdd(x[0], x[1], x[2], x[3]),
            x -> ReferenceGemm.transposedMultiplyAdd(x[0], x[1], x[2]),
            v -> new double[][] {Oracles.product(v[0], Oracles.transposed(v[1], k), v[2], m, n)})
        .build(roundings(k));
  }

  private static CaseBuilder builder(String name, int m, int n) {
    return new CaseBuilder(name).updated("c", m, n, uniform(-1, 1)).tiles();
  }

  /** Errors of a sum grow like the root of its length. */
  static double roundings(int terms) {
    return 2 + 2 * Math.sqrt(terms);
  }
}
