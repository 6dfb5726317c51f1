package io.github.tapehead.bench.rivals;

import static org.bytedeco.openblas.global.openblas_nolapack.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasTrans;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.openblas.global.openblas_nolapack;

/** A {@link Product} by OpenBLAS, through JavaCPP, in native memory at 64 bytes, on one thread. */
final class OpenBlasProduct implements AutoCloseable {
  private static final int ALIGNMENT = 64;

  private final ProductShape shape;
  private final Arena arena = Arena.ofShared();
  private final MemorySegment result;
  private final FloatPointer a;
  private final FloatPointer b;
  private final FloatPointer c;

  OpenBlasProduct(ProductShape shape, Product product) {
    this.shape = shape;
    OpenBlasLibrary.useOneThread();
    result = arena.allocate((long) shape.m() * shape.n() * Float.BYTES, ALIGNMENT);
    a = pointer(copy(product.a()));
    b = pointer(copy(product.b()));
    c = pointer(result);
  }

  private MemorySegment copy(float[] values) {
    MemorySegment segment = arena.allocate((long) values.length * Float.BYTES, ALIGNMENT);
    MemorySegment.copy(values, 0, segment, ValueLayout.JAVA_FLOAT, 0, values.length);
    return segment;
  }

  private static FloatPointer pointer(MemorySegment segment) {
    return new FloatPointer(segment.asByteBuffer().order(ByteOrder.nativeOrder()).asFloatBuffer());
  }

  FloatPointer run() {
    openblas_nolapack.cblas_sgemm(
        CblasRowMajor,
        shape.transposed() ? CblasTrans : CblasNoTrans,
        CblasNoTrans,
        shape.m(),
        shape.n(),
        shape.k(),
        1f,
        a,
        shape.transposed() ? shape.m() : shape.k(),
        b,
        shape.n(),
        1f,
        c,
        shape.n());
    return c;
  }

  /** y += Bᵀ·x, which is what one row of A comes to. */
  FloatPointer runVector() {
    openblas_nolapack.cblas_sgemv(
        CblasRowMajor, CblasTrans, shape.k(), shape.n(), 1f, b, shape.n(), a, 1, 1f, c, 1);
    return c;
  }

  float[] result() {
    return result.toArray(ValueLayout.JAVA_FLOAT);
  }

  @Override
  public void close() {
    a.close();
    b.close();
    c.close();
    arena.close();
  }
}
