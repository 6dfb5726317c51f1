package io.github.tapehead.model;

import io.github.tapehead.kernels.LocationNorms;
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

  private final NetworkConfiguration configuration;
  private final Sequence reads;
  private final HeadParameters parameters;
  private final InitialContent content;
  private final InitialAccess access;
  private final Sequence memory;
  private final Sequence norms;
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
    public Memory build(Signals signals, PackedWeights weights) {
      return new NtmMemory(signals, weights);
    }
  }

  NtmMemory(Signals signals, PackedWeights weights) {
    NetworkConfiguration c = signals.configuration();
    configuration = c;
    reads = signals.reads();
    int batch = signals.batch();
    parameters = new HeadParameters(signals, weights);
    memory = signals.states(c.width(), c.locations());
    norms = signals.states(c.locations());
    writeWeighting = signals.states(c.writeHeads(), c.locations());
    readWeighting = signals.states(c.readHeads(), c.locations());
    dMemory = gradient(signals, batch * c.width());
    dWriteWeighting = gradient(signals, batch * c.writeHeads());
    dReadWeighting = gradient(signals, batch * c.readHeads());
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

  private static Matrix gradient(Signals signals, int rows) {
    return signals.gradient(rows, signals.configuration().locations());
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
  public List<State> states() {
    NetworkConfiguration c = configuration;
    return List.of(
        new State("memory", List.of(c.locations(), c.width()), memory, c.width(), true),
        new State("reads", List.of(c.readHeads(), c.width()), reads, 1, false),
        weightings("write_weightings", c.writeHeads(), writeWeighting),
        weightings("read_weightings", c.readHeads(), readWeighting));
  }

  private static State weightings(String name, int heads, Sequence values) {
    return new State(name, List.of(heads, values.at(0).columns()), values, heads, false);
  }

  @Override
  public void statesChanged(int t) {
    LocationNorms.forward(norms.at(t), memory.at(t));
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
