package io.github.tapehead.model.inference;

import io.github.tapehead.kernels.Matrix;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;

/**
 * Sequences that run through a {@link Model} together, each with a state of its own: every step is
 * one of all of them. The weights then come from the cache once for several sequences.
 *
 * <p>Sequences may begin, end and wander independently: {@link #reset(int)}, {@link #snapshot(int,
 * MemorySegment)} and {@link #restore(int, MemorySegment)} concern one of them, and snapshots fit
 * single sessions, too. For threads and lifetimes the rules of {@link Session} hold.
 */
public final class SessionBatch implements AutoCloseable {
  private final Streams streams;

  SessionBatch(Streams streams) {
    this.streams = streams;
  }

  /** The model. */
  public Model model() {
    return streams.model();
  }

  /** How many sequences there are. */
  public int size() {
    return streams.size();
  }

  /**
   * One step of all sequences. It allocates nothing.
   *
   * @param input [size × inputs], floats in native order; heap or native memory, of any alignment
   * @param output overwritten with the outputs before the logistic function or softmax, [size ×
   *     outputs]
   * @throws IllegalArgumentException if a size is another, or the output cannot be written; the
   *     states are then what they were
   */
  public void step(MemorySegment input, MemorySegment output) {
    streams.run(input, output, 1);
  }

  /** The same on arrays. */
  public void step(float[] input, float[] output) {
    streams.run(input, output, 1);
  }

  /**
   * As many steps as there are inputs.
   *
   * @param input [steps · size × inputs]; row step · size + sequence
   * @param output overwritten, [steps · size × outputs]
   * @throws IllegalArgumentException if sizes do not fit, or the output cannot be written
   */
  public void run(MemorySegment input, MemorySegment output) {
    streams.run(input, output, streams.steps(input.byteSize() / Float.BYTES));
  }

  /** The same on arrays. */
  public void run(float[] input, float[] output) {
    streams.run(input, output, streams.steps(input.length));
  }

  /** Brings all sequences back to the state before the first step. */
  public void reset() {
    for (int i = 0; i < streams.size(); i++) {
      streams.reset(i);
    }
  }

  /**
   * Brings one sequence back to the state before the first step.
   *
   * @throws IndexOutOfBoundsException if there is no such sequence
   */
  public void reset(int sequence) {
    streams.reset(sequence);
  }

  /** Bytes of a snapshot of one sequence in a segment. */
  public long snapshotBytes() {
    return Snapshot.bytes(streams.weights());
  }

  /**
   * Writes the state of one sequence, see {@link Session#snapshot(MemorySegment)}.
   *
   * @throws IndexOutOfBoundsException if there is no such sequence
   */
  public void snapshot(int sequence, MemorySegment to) {
    Snapshot.write(streams, sequence, to);
  }

  /**
   * Lets one sequence go on from a snapshot, see {@link Session#restore(MemorySegment)}.
   *
   * @throws IndexOutOfBoundsException if there is no such sequence
   */
  public void restore(int sequence, MemorySegment from) {
    Snapshot.read(streams, sequence, from);
  }

  /**
   * Writes the state of one sequence into a file, see {@link Session#snapshot(Path)}.
   *
   * @throws IOException if that is not possible
   */
  public void snapshot(int sequence, Path file) throws IOException {
    Snapshot.write(streams, sequence, file);
  }

  /**
   * Lets one sequence go on from a file, see {@link Session#restore(Path)}.
   *
   * @throws IOException if the file cannot be read, or is not what it must be
   */
  public void restore(int sequence, Path file) throws IOException {
    Snapshot.read(streams, sequence, file);
  }

  /**
   * A view of a part of the states, to look at; it cannot be written and is valid until the next
   * step. Names and rows are those of {@link Session#state}, the rows of all sequences one behind
   * the other.
   *
   * @throws IllegalArgumentException if the network has no such part
   */
  public Matrix state(String name) {
    return streams.state(name);
  }

  /** Frees the memory; a second call has no effect. */
  @Override
  public void close() {
    streams.close();
  }
}
