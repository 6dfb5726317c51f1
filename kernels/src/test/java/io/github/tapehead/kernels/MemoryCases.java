package io.github.tapehead.kernels;

import static io.github.tapehead.kernels.GemmCases.roundings;
import static io.github.tapehead.kernels.Values.uniform;

import io.github.tapehead.kernels.KernelCases.Size;
import io.github.tapehead.kernels.reference.ReferenceMemory;
import java.util.stream.Stream;

/** Cases of similarity, read and write. */
final class MemoryCases {
  private MemoryCases() {}

  static Stream<KernelCase> at(Size size) {
    return Stream.of(norms(size), similarity(size), read(size), write(size));
  }

  private static KernelCase norms(Size size) {
    int batch = size.batch();
    int n = size.n();
    return new CaseBuilder("norms " + size)
        .blocks()
        .output("norms", batch, n)
        .input("memory", batch * size.width(), n, uniform(-1, 1))
        .forward(
            m -> LocationNorms.forward(m[0], m[1]),
            m -> ReferenceMemory.norms(m[0], m[1]),
            v -> new double[][] {MemoryOracles.norms(v[0], batch, n)})
        .build(roundings(size.width()));
  }

  private static KernelCase similarity(Size size) {
    int batch = size.batch();
    int n = size.n();
    int width = size.width();
    return new CaseBuilder("CosineSimilarity " + size)
        .blocks()
        .output("similarity", batch, n)
        .input("key", batch, width, u -> u < 0.5 ? u - 1 : u)
        .view()
        .input("memory", batch * width, n, u -> u < 0.5 ? u - 1 : u)
        .derived("norms", batch, n, memory -> MemoryOracles.norms(memory, batch, n), 2)
        .order(0, 1, 3, 2)
        .forward(
            m -> CosineSimilarity.forward(m[0], m[1], m[2], m[3]),
            m -> ReferenceMemory.similarityForward(m[0], m[1], m[2], m[3]),
            v -> new double[][] {MemoryOracles.similarity(v[0], v[1], batch, n)})
        .gradient("dKey", "key")
        .gradient("dMemory", "memory")
        .incoming("dSimilarity", "similarity")
        .value("similarity")
        .value("key")
        .value("norms")
        .value("memory")
        .sensitivity(2 * Math.sqrt(n))
        .backwardScratch(1, CosineSimilarity.scratchFloats(n, width))
        .build(
            8 + roundings(width),
            m -> CosineSimilarity.backward(m[0], m[1], m[2], m[3], m[4], m[5], m[6], m[7]),
            m -> ReferenceMemory.similarityBackward(m[0], m[1], m[2], m[3], m[4], m[5], m[6]));
  }

  private static KernelCase read(Size size) {
    int batch = size.batch();
    int n = size.n();
    int width = size.width();
    return new CaseBuilder("MemoryRead " + size)
        .blocks()
        .output("read", batch, width)
        .view()
        .weighting("weighting", batch, n)
        .input("memory", batch * width, n, uniform(-1, 1))
        .scratch(1, MemoryRead.scratchFloats(width))
        .forward(
            m -> MemoryRead.forward(m[0], m[1], m[2], m[3]),
            m -> ReferenceMemory.readForward(m[0], m[1], m[2]),
            v -> new double[][] {MemoryOracles.read(v[0], v[1], batch)})
        .gradient("dWeighting", "weighting")
        .gradient("dMemory", "memory")
        .incoming("dRead", "read")
        .value("weighting")
        .value("memory")
        .build(
            roundings(n),
            m -> MemoryRead.backward(m[0], m[1], m[2], m[3], m[4]),
            m -> ReferenceMemory.readBackward(m[0], m[1], m[2], m[3], m[4]));
  }

  private static KernelCase write(Size size) {
    int batch = size.batch();
    int n = size.n();
    int heads = size.heads();
    int columns = heads * size.width();
    return new CaseBuilder("MemoryWrite " + size)
        .blocks()
        .output("memory", batch * size.width(), n)
        .input("previous", batch * size.width(), n, uniform(-1, 1))
        .weighting("weighting", batch * heads, n)
        .input("erase", batch, columns, uniform(0, 1))
        .view()
        .input("add", batch, columns, uniform(-1, 1))
        .view()
        .forward(
            m -> MemoryWrite.forward(m[0], m[1], m[2], m[3], m[4], heads),
            m -> ReferenceMemory.writeForward(m[0], m[1], m[2], m[3], m[4], heads),
            v -> new double[][] {MemoryOracles.write(v[0], v[1], v[2], v[3], batch, heads)})
        .carried("dMemory", "memory", "previous")
        .gradient("dWeighting", "weighting")
        .gradient("dErase", "erase")
        .gradient("dAdd", "add")
        .value("previous")
        .value("weighting")
        .value("erase")
        .value("add")
        .backwardScratch(1, MemoryWrite.scratchFloats(heads, size.width()))
        .build(
            4 * heads,
            m -> MemoryWrite.backward(m[0], m[1], m[2], m[3], m[4], m[5], m[6], m[7], heads, m[8]),
            m ->
                ReferenceMemory.writeBackward(
                    m[0], m[1], m[2], m[3], m[4], m[5], m[6], m[7], heads));
  }
}
