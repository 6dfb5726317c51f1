package io.github.tapehead.bench.kernels;

import static io.github.tapehead.bench.kernels.KernelCases.BATCH;
import static io.github.tapehead.bench.kernels.KernelCases.STEPS;
import static io.github.tapehead.bench.kernels.KernelSpec.calls;

import io.github.tapehead.bench.kernels.KernelSpec.Calls;
import io.github.tapehead.kernels.Gemm;
import io.github.tapehead.kernels.Matrix;
import io.github.tapehead.kernels.PackedMatrix;
import io.github.tapehead.kernels.reference.ReferenceGemm;
import java.util.List;

/** Products and packing; 229 sources of a layer give the 400 pre-activations of 100 LSTM units. */
final class GemmKernels {
  private static final String GROUP = "gemm";
  private static final int SOURCES = 229;
  private static final int GATES = 400;

  private GemmKernels() {}

  static List<KernelSpec> specs() {
    return List.of(
        multiplyAdd(1),
        multiplyAdd(BATCH),
        multiplyAdd(64),
        multiplyTransposedAdd(1),
        multiplyTransposedAdd(BATCH),
        multiplyTransposedAdd(64),
        transposedMultiplyAdd(BATCH * STEPS),
        pack(),
        packTransposed());
  }

  private static String shape(int m, int k, int n) {
    return m + "x" + k + "x" + n;
  }

  /** Activations times weights. */
  private static KernelSpec multiplyAdd(int rows) {
    return KernelSpec.of(
        GROUP,
        "Gemm.multiplyAdd-" + shape(rows, SOURCES, GATES),
        LayerCosts.gemm(rows, SOURCES, GATES),
        m -> {
          Matrix c = m.result(rows, GATES);
          Matrix a = m.uniform(rows, SOURCES, -1, 1);
          Matrix b = m.uniform(SOURCES, GATES, -1, 1);
          PackedMatrix packed = PackedMatrix.allocate(m.arena(), SOURCES, GATES);
          packed.pack(b);
          return calls(
              () -> Gemm.multiplyAdd(c, a, packed), () -> ReferenceGemm.multiplyAdd(c, a, b));
        });
  }

  /** Gradients times weights. */
  private static KernelSpec multiplyTransposedAdd(int rows) {
    return KernelSpec.of(
        GROUP,
        "Gemm.multiplyAdd-transposed-" + shape(rows, GATES, SOURCES),
        LayerCosts.gemm(rows, GATES, SOURCES),
        m -> {
          Matrix c = m.result(rows, SOURCES);
          Matrix a = m.uniform(rows, GATES, -1, 1);
          Matrix b = m.uniform(SOURCES, GATES, -1, 1);
          PackedMatrix packed = PackedMatrix.allocate(m.arena(), GATES, SOURCES);
          packed.packTransposed(b);
          return calls(
              () -> Gemm.multiplyAdd(c, a, packed),
              () -> ReferenceGemm.multiplyTransposedAdd(c, a, b));
        });
  }

  /** Weight gradients of all time steps. */
  private static KernelSpec transposedMultiplyAdd(int depth) {
    return KernelSpec.of(
        GROUP,
        "Gemm.transposedMultiplyAdd-" + shape(SOURCES, depth, GATES),
        LayerCosts.gemm(SOURCES, depth, GATES),
        m -> {
          Matrix c = m.result(SOURCES, GATES);
          Matrix a = m.uniform(depth, SOURCES, -1, 1);
          Matrix b = m.uniform(depth, GATES, -1, 1);
          Matrix scratch = m.zeros(1, Gemm.scratchFloats(SOURCES));
          return calls(
              () -> Gemm.transposedMultiplyAdd(c, a, b, scratch),
              () -> ReferenceGemm.transposedMultiplyAdd(c, a, b));
        });
  }

  private static KernelSpec pack() {
    return KernelSpec.of(
        GROUP,
        "PackedMatrix.pack",
        LayerCosts.pack(SOURCES, GATES),
        m -> {
          Matrix b = m.uniform(SOURCES, GATES, -1, 1);
          PackedMatrix packed = PackedMatrix.allocate(m.arena(), SOURCES, GATES);
          Matrix out = m.result(SOURCES, GATES);
          return new Calls(() -> packed.pack(b), () -> copy(out, b), () -> unpack(m, out, packed));
        });
  }

  private static KernelSpec packTransposed() {
    return KernelSpec.of(
        GROUP,
        "PackedMatrix.packTransposed",
        LayerCosts.pack(SOURCES, GATES),
        m -> {
          Matrix b = m.uniform(SOURCES, GATES, -1, 1);
          PackedMatrix packed = PackedMatrix.allocate(m.arena(), GATES, SOURCES);
          Matrix out = m.result(GATES, SOURCES);
          return new Calls(
              () -> packed.packTransposed(b),
              () -> transpose(out, b),
              () -> unpack(m, out, packed));
        });
  }

  /** A product with the identity. */
  private static void unpack(Arguments m, Matrix out, PackedMatrix packed) {
    Matrix identity = m.zeros(packed.rows(), packed.rows());
    for (int i = 0; i < packed.rows(); i++) {
      identity.set(i, i, 1);
    }
    Gemm.multiplyAdd(out, identity, packed);
  }

  private static void copy(Matrix out, Matrix b) {
    for (int r = 0; r < b.rows(); r++) {
      for (int c = 0; c < b.columns(); c++) {
        out.set(r, c, b.get(r, c));
      }
    }
  }

  private static void transpose(Matrix out, Matrix b) {
    for (int r = 0; r < b.rows(); r++) {
      for (int c = 0; c < b.columns(); c++) {
        out.set(c, r, b.get(r, c));
      }
    }
  }
}
