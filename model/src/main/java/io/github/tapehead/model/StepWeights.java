package io.github.tapehead.model;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;

/**
 * The weights of a network as steps forward need them: packed once, never changed, read by any
 * number of {@linkplain Stepper steppers} on any number of threads. They live as long as the memory
 * that they were given.
 */
public final class StepWeights {
  private final NetworkConfiguration configuration;
  private final Parameters parameters;
  private final PackedWeights packed;
  private final List<StateTensor> states = new ArrayList<>();
  private final MemorySegment initialState;
  private Long fingerprint;

  /**
   * One of the tensors that make up the state of a sequence.
   *
   * @param name its name in state files
   * @param shape its dimensions
   * @param offset its first byte in a sequence's state
   */
  public record StateTensor(String name, List<Integer> shape, long offset) {
    /** Floats in the tensor. */
    public int floats() {
      return shape.stream().reduce(1, Math::multiplyExact);
    }
  }

  /**
   * Copies and packs parameters.
   *
   * @param parameters of the network; not needed afterwards
   * @param allocator gives the memory
   */
  public StepWeights(Parameters parameters, SegmentAllocator allocator) {
    configuration = parameters.layout().configuration();
    this.parameters = new Parameters(parameters.layout(), allocator);
    this.parameters.copyFrom(parameters);
    packed = new PackedWeights(parameters.layout(), allocator);
    try (Arena arena = Arena.ofConfined()) {
      NetworkParts parts = new NetworkParts(Signals.endless(configuration, 1, arena), packed);
      parts.loadAndPack(this.parameters);
      long bytes = 0;
      for (State state : parts.states()) {
        states.add(new StateTensor(state.name(), state.shape(), bytes));
        bytes += (long) state.floats() * Float.BYTES;
      }
      initialState = allocator.allocate(bytes, Float.BYTES);
      int i = 0;
      for (State state : parts.states()) {
        state.get(0, 0, initialState, states.get(i++).offset());
      }
    }
  }

  /** The network's configuration. */
  public NetworkConfiguration configuration() {
    return configuration;
  }

  /** The tensors of a sequence's state, one behind the other, little-endian floats. */
  public List<StateTensor> states() {
    return List.copyOf(states);
  }

  /** Bytes of the state of a sequence. */
  public long stateBytes() {
    return initialState.byteSize();
  }

  /** The state before the first step, as {@link Stepper#getState} gives it; not to be written. */
  public MemorySegment initialState() {
    return initialState;
  }

  /** A number that tells networks apart: of the configuration and of the weights' dense values. */
  public synchronized long fingerprint() {
    // Not before it is asked for: a cold JVM has better things to do.
    if (fingerprint == null) {
      fingerprint = fingerprint(parameters);
    }
    return fingerprint;
  }

  /** Whether the memory is still there. */
  public boolean isAlive() {
    return initialState.scope().isAlive();
  }

  Parameters parameters() {
    return parameters;
  }

  PackedWeights packed() {
    return packed;
  }

  /** The same at every width of a vector: pads do not count. */
  private static long fingerprint(Parameters parameters) {
    CRC32 configuration = new CRC32();
    String json = parameters.layout().configuration().toJson();
    configuration.update(json.getBytes(StandardCharsets.UTF_8));
    CRC32 values = new CRC32();
    for (Layout.Tensor tensor : parameters.layout().tensors()) {
      var matrix = parameters.matrix(tensor.name());
      for (int row = 0; row < tensor.rows(); row++) {
        for (Layout.Run run : tensor.runs()) {
          long first = matrix.row(row) + (long) run.stored() * Float.BYTES;
          long bytes = (long) run.columns() * Float.BYTES;
          values.update(matrix.segment().asSlice(first, bytes).asByteBuffer());
        }
      }
    }
    return configuration.getValue() << Integer.SIZE | values.getValue();
  }
}
