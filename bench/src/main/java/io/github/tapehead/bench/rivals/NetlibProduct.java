package io.github.tapehead.bench.rivals;

import dev.ludovic.netlib.blas.BLAS;
import dev.ludovic.netlib.blas.JavaBLAS;

/**
 * A {@link Product} by dev.ludovic.netlib, in arrays. BLAS in Java stores by columns: Cᵀ += Bᵀ·Aᵀ,
 * which are our rows.
 */
final class NetlibProduct {
  private final ProductShape shape;
  private final BLAS blas = JavaBLAS.getInstance();
  private final float[] a;
  private final float[] b;
  private final float[] c;

  NetlibProduct(ProductShape shape, Product product) {
    this.shape = shape;
    a = product.a();
    b = product.b();
    c = new float[shape.m() * shape.n()];
  }

  /** The implementation that the library chose: with the Vector API, its VectorBLAS. */
  String description() {
    return blas.getClass().getName();
  }

  float[] run() {
    blas.sgemm(
        "N",
        shape.transposed() ? "T" : "N",
        shape.n(),
        shape.m(),
        shape.k(),
        1f,
        b,
        shape.n(),
        a,
        shape.transposed() ? shape.m() : shape.k(),
        1f,
        c,
        shape.n());
    return c;
  }

  /** y += Bᵀ·x. */
  float[] runVector() {
    blas.sgemv("N", shape.n(), shape.k(), 1f, b, shape.n(), a, 1, 1f, c, 1);
    return c;
  }
}
