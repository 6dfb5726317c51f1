package io.github.tapehead.model;

import io.github.tapehead.kernels.Matrix;
import java.util.ArrayList;
import java.util.List;

/**
 * The memory of the Neural Turing Machine with its read and write heads (Graves et al. 2014,
 * section 3). The controller's parameters for the heads are computed for the whole batch; what
 * touches the memories runs through the batch in {@linkplain MemoryChunk chunks} that stay in the
 * second-level cache from one kernel to the next.
 */
final class NtmMemory implements Memory {
  /** Bytes of memories in a chunk: with their gradients half of a second-level cache of 512 KiB. */
  private static final long CHUNK_BYTES = 1 << 17;

  private final HeadParameters parameters;
  private final InitialContent content;
  private final InitialAccess access;
  private final Sequence memory;
  private final Sequence writeWeighting;
  private final Sequence readWeighting;
  private final Matrix dMemory;
  private final Matrix dWriteWeighting;
  private final Matrix dReadWeighting;
  private final MemoryChunk[] chunks;

  /** Memories of the Neural Turing Machine. */
  static final class Kind implements Blueprint<Memory> {
    @Override
    public List<TensorSpec> weights(NetworkConfiguration c) {
      return HeadParameters.tensors(c);
    }

    @Override
    public List<TensorSpec> initialState(NetworkConfiguration c) {
      List<TensorSpec> tensors = new ArrayList<>(InitialContent.tensors(c));
      tensors.addAll(InitialAccess.tensors(c));
      return tensors;
    }

    @Override
    public Memory build(Signals signals, Layout layout) {
      return new NtmMemory(signals, layout);
    }
  }

  NtmMemory(Signals signals, Layout layout) {
    NetworkConfiguration c = signals.configuration();
    int batch = signals.batch();
    parameters = new HeadParameters(signals, layout);
    memory = signals.states(c.width(), c.locations());
    Sequence norms = signals.states(c.locations());
    writeWeighting = signals.states(c.writeHeads(), c.locations());
    readWeighting = signals.states(c.readHeads(), c.locations());
    dMemory = rows(signals, batch * c.width());
    dWriteWeighting = rows(signals, batch * c.writeHeads());
    dReadWeighting = rows(signals, batch * c.readHeads());
    MemoryChunk.Shared shared =
        new MemoryChunk.Shared(
            signals,
            parameters,
            memory,
            norms,
            writeWeighting,
            readWeighting,
            dMemory,
            dWriteWeighting,
            dReadWeighting);
    int size = chunkSize(c, batch);
    chunks = new MemoryChunk[(batch + size - 1) / size];
    for (int i = 0; i < chunks.length; i++) {
      chunks[i] = new MemoryChunk(shared, i * size, Math.min(size, batch - i * size));
    }
    content = new InitialContent(signals, memory.at(0), norms.at(0), dMemory);
    access = new InitialAccess(signals, writeWeighting.at(0), readWeighting.at(0));
  }

  /** Samples in a chunk, equal parts of the batch as far as possible. */
  static int chunkSize(NetworkConfiguration c, int batch) {
    long bytes = (long) c.width() * Matrix.aligned(c.locations()) * Float.BYTES;
    int most = Math.clamp(CHUNK_BYTES / bytes, 1, batch);
    int count = (batch + most - 1) / most;
    return (batch + count - 1) / count;
  }

  private static Matrix rows(Signals signals, int rows) {
    return Matrix.allocate(signals.allocator(), rows, signals.configuration().locations());
  }

  @Override
  public Sequence memory() {
    return memory;
  }

  @Override
  public Sequence writeWeighting() {
    return writeWeighting;
  }

  @Override
  public Sequence readWeighting() {
    return readWeighting;
  }

  @Override
  public void load(Parameters block) {
    parameters.load(block);
    content.load(block);
    access.load(block);
  }

  @Override
  public void beginForward(int steps) {
    parameters.beginForward(steps);
  }

  @Override
  public void forward(int t) {
    parameters.forward(t);
    for (MemoryChunk chunk : chunks) {
      chunk.forward(t);
    }
  }

  @Override
  public void beginBackward(int steps) {
    parameters.beginBackward(steps);
    dMemory.zero();
    dWriteWeighting.zero();
    dReadWeighting.zero();
  }

  @Override
  public void backward(int t) {
    for (MemoryChunk chunk : chunks) {
      chunk.backward(t);
    }
    parameters.backward(t);
  }

  @Override
  public void endBackward(int steps, Parameters gradients) {
    parameters.endBackward(steps, gradients);
    content.backward(gradients);
    access.backward(gradients, dWriteWeighting, dReadWeighting);
  }
}
