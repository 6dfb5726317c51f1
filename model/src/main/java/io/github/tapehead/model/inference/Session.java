package io.github.tapehead.model.inference;

import io.github.tapehead.kernels.Matrix;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;

/**
 * One sequence that runs through a {@link Model}: a conversation, a stream. It remembers what the
 * network remembers, in native memory of one size however long the sequence becomes.
 *
 * <p>One thread at a time may use it, any thread; on a second one at the same time its methods fail
 * with an {@link IllegalStateException}, as they do after {@link #close} and after {@link
 * Model#close}. After a step that failed half-way, because another thread closed the session or the
 * model, there is nothing left to use.
 *
 * <p>Numbers that are not finite go through: a step with a NaN among its inputs gives NaN from then
 * on, until {@link #reset} or a restore.
 */
public final class Session implements AutoCloseable {
  private final Streams streams;

  Session(Streams streams) {
    this.streams = streams;
  }

  /** The model. */
  public Model model() {
    return streams.model();
  }

  /**
   * One step. It allocates nothing.
   *
   * @param input the input vector, floats in native order; heap or native memory, of any alignment
   * @param output overwritten with the output vector before the logistic function or softmax; may
   *     be {@code input} itself where sizes allow
   * @throws IllegalArgumentException if a size is not that of the configuration, or the output
   *     cannot be written; the state is then what it was
   */
  public void step(MemorySegment input, MemorySegment output) {
    streams.run(input, output, 1);
  }

  /**
   * One step. It allocates nothing.
   *
   * @param input the input vector
   * @param output overwritten with the output vector, as above
   * @throws IllegalArgumentException if a length is not that of the configuration
   */
  public void step(float[] input, float[] output) {
    streams.run(input, output, 1);
  }

  /**
   * As many steps as there are inputs.
   *
   * @param input [steps × inputs]
   * @param output overwritten, [steps × outputs]
   * @throws IllegalArgumentException if sizes do not fit, or the output cannot be written
   */
  public void run(MemorySegment input, MemorySegment output) {
    streams.run(input, output, streams.steps(input.byteSize() / Float.BYTES));
  }

  /** The same on arrays. */
  public void run(float[] input, float[] output) {
    streams.run(input, output, streams.steps(input.length));
  }

  /** Goes back to the state before the first step. */
  public void reset() {
    streams.reset(0);
  }

  /** Bytes of a snapshot in a segment. */
  public long snapshotBytes() {
    return Snapshot.bytes(streams.weights());
  }

  /**
   * Writes the state: memory, weightings, read vectors and what the controller remembers. The bytes
   * are the same on every machine.
   *
   * @param to overwritten, {@link #snapshotBytes} bytes
   * @throws IllegalArgumentException if the size is another, or the segment cannot be written
   */
  public void snapshot(MemorySegment to) {
    Snapshot.write(streams, 0, to);
  }

  /**
   * Goes on from a state that {@link #snapshot(MemorySegment)} wrote for the same weights. The
   * steps that follow give the same bits as those that followed there, on the same kind of CPU.
   *
   * @throws IllegalArgumentException if it is of another size, no snapshot, of another model or
   *     holds a number that is not finite; the state is then what it was
   */
  public void restore(MemorySegment from) {
    Snapshot.read(streams, 0, from);
  }

  /**
   * Writes the state into a file, in safetensors, whole or not at all.
   *
   * @throws IOException if that is not possible
   */
  public void snapshot(Path file) throws IOException {
    Snapshot.write(streams, 0, file);
  }

  /**
   * Goes on from a state that {@link #snapshot(Path)} wrote for the same weights.
   *
   * @throws io.github.tapehead.model.safetensors.WeightsFormatException if the file is not that;
   *     the message names file and part, what was found and what was expected, and the state is
   *     what it was
   * @throws IOException if the file cannot be read
   */
  public void restore(Path file) throws IOException {
    Snapshot.read(streams, 0, file);
  }

  /**
   * A view of a part of the state, to look at; it cannot be written and is valid until the next
   * step.
   *
   * @param name {@code memory}, [width × locations]; {@code write_weightings} and {@code
   *     read_weightings}, [heads × locations]; {@code reads}, [1 × heads · width]; of an LSTM
   *     {@code hidden.l} and {@code cell.l} of layer l, [1 × hidden]
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
