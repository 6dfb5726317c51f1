package io.github.tapehead.bench.kernels;

import static io.github.tapehead.bench.kernels.KernelCases.BATCH;
import static io.github.tapehead.bench.kernels.KernelCases.LOCATIONS;
import static io.github.tapehead.bench.kernels.KernelCases.WIDTH;
import static io.github.tapehead.bench.kernels.KernelSpec.calls;

import io.github.tapehead.kernels.CosineSimilarity;
import io.github.tapehead.kernels.LocationNorms;
import io.github.tapehead.kernels.Matrix;
import io.github.tapehead.kernels.MemoryRead;
import io.github.tapehead.kernels.MemoryWrite;
import io.github.tapehead.kernels.reference.ReferenceMemory;
import java.util.List;

/** What runs over the whole memory. */
final class MemoryKernels {
  private static final String GROUP = "memory";
  private static final int HEADS = 1;

  private MemoryKernels() {}

  static List<KernelSpec> specs() {
    return List.of(
        norms(),
        similarityForward(),
        similarityBackward(),
        readForward(),
        readBackward(),
        writeForward(),
        writeBackward());
  }

  private static Matrix memory(Arguments m) {
    return m.uniform(BATCH * WIDTH, LOCATIONS, -1, 1);
  }

  private static KernelSpec norms() {
    return KernelSpec.of(
        GROUP,
        "LocationNorms.forward",
        MemoryCosts.norms(BATCH, WIDTH, LOCATIONS),
        m -> {
          Matrix norms = m.result(BATCH, LOCATIONS);
          Matrix memory = memory(m);
          return calls(
              () -> LocationNorms.forward(norms, memory),
              () -> ReferenceMemory.norms(norms, memory));
        });
  }

  private static KernelSpec similarityForward() {
    return KernelSpec.of(
        GROUP,
        "CosineSimilarity.forward",
        MemoryCosts.similarityForward(BATCH, WIDTH, LOCATIONS),
        m -> {
          Matrix similarity = m.result(BATCH, LOCATIONS);
          Matrix key = m.uniform(BATCH, WIDTH, -1, 1);
          Matrix memory = memory(m);
          Matrix norms = m.zeros(BATCH, LOCATIONS);
          LocationNorms.forward(norms, memory);
          return calls(
              () -> CosineSimilarity.forward(similarity, key, norms, memory),
              () -> ReferenceMemory.similarityForward(similarity, key, norms, memory));
        });
  }

  private static KernelSpec similarityBackward() {
    return KernelSpec.of(
        GROUP,
        "CosineSimilarity.backward",
        MemoryCosts.similarityBackward(BATCH, WIDTH, LOCATIONS),
        m -> {
          Matrix dKey = m.result(BATCH, WIDTH);
          Matrix dMemory = m.result(BATCH * WIDTH, LOCATIONS);
          Matrix dSimilarity = m.uniform(BATCH, LOCATIONS, -1, 1);
          Matrix key = m.uniform(BATCH, WIDTH, -1, 1);
          Matrix memory = memory(m);
          Matrix norms = m.zeros(BATCH, LOCATIONS);
          LocationNorms.forward(norms, memory);
          Matrix similarity = m.zeros(BATCH, LOCATIONS);
          CosineSimilarity.forward(similarity, key, norms, memory);
          Matrix scratch = m.zeros(1, CosineSimilarity.scratchFloats(LOCATIONS, WIDTH));
          return calls(
              () ->
                  CosineSimilarity.backward(
                      dKey, dMemory, dSimilarity, similarity, key, norms, memory, scratch),
              () ->
                  ReferenceMemory.similarityBackward(
                      dKey, dMemory, dSimilarity, similarity, key, norms, memory));
        });
  }

  private static KernelSpec readForward() {
    return KernelSpec.of(
        GROUP,
        "MemoryRead.forward",
        MemoryCosts.readForward(BATCH, WIDTH, LOCATIONS),
        m -> {
          Matrix read = m.result(BATCH, WIDTH);
          Matrix w = m.weighting(BATCH, LOCATIONS);
          Matrix memory = memory(m);
          Matrix scratch = m.zeros(1, MemoryRead.scratchFloats(WIDTH));
          return calls(
              () -> MemoryRead.forward(read, w, memory, scratch),
              () -> ReferenceMemory.readForward(read, w, memory));
        });
  }

  private static KernelSpec readBackward() {
    return KernelSpec.of(
        GROUP,
        "MemoryRead.backward",
        MemoryCosts.readBackward(BATCH, WIDTH, LOCATIONS),
        m -> {
          Matrix dw = m.result(BATCH, LOCATIONS);
          Matrix dMemory = m.result(BATCH * WIDTH, LOCATIONS);
          Matrix dRead = m.uniform(BATCH, WIDTH, -1, 1);
          Matrix w = m.weighting(BATCH, LOCATIONS);
          Matrix memory = memory(m);
          return calls(
              () -> MemoryRead.backward(dw, dMemory, dRead, w, memory),
              () -> ReferenceMemory.readBackward(dw, dMemory, dRead, w, memory));
        });
  }

  private static KernelSpec writeForward() {
    return KernelSpec.of(
        GROUP,
        "MemoryWrite.forward",
        MemoryCosts.writeForward(BATCH, WIDTH, LOCATIONS, HEADS),
        m -> {
          Matrix memory = m.result(BATCH * WIDTH, LOCATIONS);
          Matrix before = memory(m);
          Matrix w = m.weighting(BATCH * HEADS, LOCATIONS);
          Matrix erase = m.uniform(BATCH, HEADS * WIDTH, 0, 1);
          Matrix add = m.uniform(BATCH, HEADS * WIDTH, -1, 1);
          return calls(
              () -> MemoryWrite.forward(memory, before, w, erase, add, HEADS),
              () -> ReferenceMemory.writeForward(memory, before, w, erase, add, HEADS));
        });
  }

  /**
   * Each call takes the memory's gradient back through the erase, in place. With erase vectors of
   * zero, after the comparison, it stays as it is; the kernel computes the same.
   */
  private static KernelSpec writeBackward() {
    return KernelSpec.of(
        GROUP,
        "MemoryWrite.backward",
        MemoryCosts.writeBackward(BATCH, WIDTH, LOCATIONS, HEADS),
        m -> {
          Matrix dMemory = m.result(m.uniform(BATCH * WIDTH, LOCATIONS, -1, 1));
          Matrix dw = m.result(BATCH * HEADS, LOCATIONS);
          Matrix dErase = m.result(BATCH, HEADS * WIDTH);
          Matrix dAdd = m.result(BATCH, HEADS * WIDTH);
          Matrix before = memory(m);
          Matrix w = m.weighting(BATCH * HEADS, LOCATIONS);
          Matrix erase = m.uniform(BATCH, HEADS * WIDTH, 0, 1);
          Matrix add = m.uniform(BATCH, HEADS * WIDTH, -1, 1);
          Matrix scratch = m.zeros(1, MemoryWrite.scratchFloats(HEADS, WIDTH));
          m.settle(() -> erase.fill(0));
          return calls(
              () ->
                  MemoryWrite.backward(
                      dMemory, dw, dErase, dAdd, before, w, erase, add, HEADS, scratch),
              () ->
                  ReferenceMemory.writeBackward(
                      dMemory, dw, dErase, dAdd, before, w, erase, add, HEADS));
        });
  }
}
