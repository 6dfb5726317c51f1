package io.github.tapehead.model.inference;

import io.github.tapehead.model.StepWeights;
import io.github.tapehead.model.StepWeights.StateTensor;
import io.github.tapehead.model.safetensors.Safetensors;
import io.github.tapehead.model.safetensors.SafetensorsHeader;
import io.github.tapehead.model.safetensors.WeightsFormatException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;

/**
 * The state of a sequence outside a session. In a segment: a mark, the fingerprint of the model,
 * then the tensors one behind the other, all little-endian. In a file: safetensors, with the
 * fingerprint and the configuration in the metadata.
 *
 * <p>Segments of others are only copied as a whole: float by float, one on the heap would teach the
 * compiler that segments are not always native, and the kernels would pay for it.
 */
final class Snapshot {
  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfFloat FLOAT =
      ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  /** "tapehead", read as a number. */
  private static final long MARK = 0x6461656865706174L;

  private static final long HEADER = 2 * Long.BYTES;
  private static final String FORMAT = "format";
  private static final String VERSION = "tapehead-session-1";
  private static final String MODEL = "model";
  private static final String CONFIG = "config";

  private Snapshot() {}

  /** Bytes of a snapshot in a segment. */
  static long bytes(StepWeights weights) {
    return HEADER + weights.stateBytes();
  }

  /** Writes the state of a sequence into a segment of exactly its size. */
  static void write(Streams streams, int sequence, MemorySegment to) {
    requireSize(streams, to);
    if (to.isReadOnly()) {
      throw new IllegalArgumentException("snapshot: read-only, expected memory to write to");
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment whole = arena.allocate(to.byteSize());
      streams.getState(sequence, whole, HEADER);
      whole.set(LONG, 0, MARK);
      whole.set(LONG, Long.BYTES, streams.weights().fingerprint());
      to.copyFrom(whole);
    }
  }

  /** Takes the state of a sequence from a segment, if all of it is in order. */
  static void read(Streams streams, int sequence, MemorySegment from) {
    requireSize(streams, from);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment whole = arena.allocate(from.byteSize()).copyFrom(from);
      requireSnapshot(streams, whole);
      streams.setState(sequence, whole, HEADER);
    }
  }

  private static void requireSnapshot(Streams streams, MemorySegment from) {
    long mark = from.get(LONG, 0);
    if (mark != MARK) {
      throw new IllegalArgumentException(
          "snapshot: begins with " + hex(mark) + ", expected " + hex(MARK));
    }
    long model = from.get(LONG, Long.BYTES);
    long expected = streams.weights().fingerprint();
    if (model != expected) {
      throw new IllegalArgumentException(
          "snapshot: of model " + hex(model) + ", expected " + hex(expected));
    }
    for (StateTensor tensor : streams.weights().states()) {
      for (long i = 0; i < tensor.floats(); i++) {
        float value = from.get(FLOAT, HEADER + tensor.offset() + i * Float.BYTES);
        if (!Float.isFinite(value)) {
          throw new IllegalArgumentException(
              "snapshot: " + tensor.name() + " holds " + value + ", not finite");
        }
      }
    }
  }

  /** Writes the state of a sequence into a file, whole or not at all. */
  static void write(Streams streams, int sequence, Path file) throws IOException {
    StepWeights weights = streams.weights();
    SequencedMap<String, Safetensors.Entry> entries = new LinkedHashMap<>();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(weights.stateBytes());
      streams.getState(sequence, state, 0);
      for (StateTensor tensor : weights.states()) {
        float[] values = new float[tensor.floats()];
        MemorySegment.copy(state, FLOAT, tensor.offset(), values, 0, values.length);
        entries.put(tensor.name(), new Safetensors.Entry(tensor.shape(), values));
      }
    }
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put(FORMAT, VERSION);
    metadata.put(MODEL, hex(weights.fingerprint()));
    metadata.put(CONFIG, weights.configuration().toJson());
    Safetensors.write(file, metadata, entries);
  }

  /** Takes the state of a sequence from a file, if all of it is in order. */
  static void read(Streams streams, int sequence, Path file) throws IOException {
    StepWeights weights = streams.weights();
    Safetensors tensors = Safetensors.read(file, header -> select(file, header, weights));
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(weights.stateBytes());
      for (StateTensor tensor : weights.states()) {
        float[] values = tensors.finite(tensor.name());
        MemorySegment.copy(values, 0, state, FLOAT, tensor.offset(), values.length);
      }
      streams.setState(sequence, state, 0);
    }
  }

  /** All tensors, if they are those of a model's state. */
  private static Set<String> select(Path file, SafetensorsHeader header, StepWeights weights)
      throws WeightsFormatException {
    requireMetadata(file, header, FORMAT, VERSION);
    requireMetadata(file, header, MODEL, hex(weights.fingerprint()));
    List<String> names = weights.states().stream().map(StateTensor::name).toList();
    for (String name : header.tensors().keySet()) {
      if (!names.contains(name)) {
        throw new WeightsFormatException(file, name + ": not a state, expected one of " + names);
      }
    }
    for (StateTensor tensor : weights.states()) {
      List<Integer> shape = header.shape(tensor.name());
      if (!tensor.shape().equals(shape)) {
        String found = shape == null ? ": missing" : ": shape " + shape;
        throw new WeightsFormatException(
            file, tensor.name() + found + ", expected " + tensor.shape());
      }
    }
    return header.tensors().keySet();
  }

  private static void requireMetadata(
      Path file, SafetensorsHeader header, String key, String expected)
      throws WeightsFormatException {
    String found = header.metadata().get(key);
    if (!expected.equals(found)) {
      throw new WeightsFormatException(
          file, key + (found == null ? ": missing" : ": " + found) + ", expected " + expected);
    }
  }

  private static void requireSize(Streams streams, MemorySegment segment) {
    long expected = bytes(streams.weights());
    if (segment.byteSize() != expected) {
      throw new IllegalArgumentException(
          "snapshot: " + segment.byteSize() + " bytes, expected " + expected);
    }
  }

  private static String hex(long value) {
    return HexFormat.of().toHexDigits(value);
  }
}
