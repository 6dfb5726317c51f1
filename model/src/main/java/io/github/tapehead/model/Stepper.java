package io.github.tapehead.model;

import io.github.tapehead.kernels.Matrix;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.stream.Stream;

/**
 * A network that runs forward step by step and keeps nothing but its present state, however long
 * the sequences: a batch of sequences in lockstep, with weights that others share. The forward pass
 * is that of {@link Network}.
 *
 * <p>Use: fill {@link #inputs}, {@link #step}, look at {@link #logits}. None of these allocates.
 * Matrices of inputs and states change places from step to step: ask for them again after each.
 *
 * <p>One thread at a time may use it.
 */
public final class Stepper implements AutoCloseable {
  private final Arena arena = Arena.ofShared();
  private final StepWeights weights;
  private final int batch;
  private final Signals signals;
  private final NetworkParts parts;
  private final State[] states;
  private final Matrix[][] views;
  private final Matrix logits;
  private int now;

  /**
   * Allocates everything; the sequences are before their first step.
   *
   * @param batch sequences that run side by side, 1 or more
   * @throws IllegalArgumentException if there are none, or too many for a block of memory
   * @throws IllegalStateException if the weights' memory is closed
   */
  public Stepper(StepWeights weights, int batch) {
    if (batch < 1) {
      throw new IllegalArgumentException("batch: " + batch + ", must be at least 1");
    }
    this.weights = weights;
    this.batch = batch;
    try {
      NetworkConfiguration c = weights.configuration();
      signals = Signals.endless(c, batch, arena);
      parts = new NetworkParts(signals, weights.packed());
      parts.load(weights.parameters());
      states = parts.states().toArray(new State[0]);
      views = new Matrix[states.length][2];
      for (int i = 0; i < states.length; i++) {
        for (int t = 0; t < 2; t++) {
          views[i][t] = readOnly(states[i].values().at(t));
        }
      }
      logits = Matrix.allocate(arena, batch, c.outputs());
    } catch (RuntimeException | OutOfMemoryError e) {
      arena.close();
      throw e;
    }
  }

  /** Sequences that run side by side. */
  public int batch() {
    return batch;
  }

  /** The weights. */
  public StepWeights weights() {
    return weights;
  }

  /** The inputs of the next step, [batch × inputs], to be filled. */
  public Matrix inputs() {
    return signals.inputs().at(now);
  }

  /** Runs one step of every sequence. */
  public void step() {
    int t = now;
    parts.forward(t);
    parts.output().forward(logits, t);
    now = 1 - t;
  }

  /** The outputs of the last step before the logistic function, [batch × outputs]. */
  public Matrix logits() {
    return logits;
  }

  /**
   * Copies the state of one sequence, in the order of {@link StepWeights#states}.
   *
   * @param to gets {@link StepWeights#stateBytes} bytes
   * @param offset the first of them
   */
  public void getState(int sequence, MemorySegment to, long offset) {
    long at = offset;
    for (State state : states) {
      state.get(now, sequence, to, at);
      at += (long) state.floats() * Float.BYTES;
    }
  }

  /** Sets the state of one sequence, as {@link #getState} gave it; nothing of before remains. */
  public void setState(int sequence, MemorySegment from, long offset) {
    signals.clearStates(sequence);
    long at = offset;
    for (State state : states) {
      state.set(now, sequence, from, at);
      at += (long) state.floats() * Float.BYTES;
    }
    parts.statesChanged(now);
  }

  /**
   * A state as it stands, as a view that cannot be written: of hidden and cell states and read
   * vectors a row a sequence, of weightings a row a head, of the memory a row a component, [batch ·
   * width × locations].
   *
   * @param name of one of {@link StepWeights#states}
   * @throws IllegalArgumentException if there is none of that name
   */
  public Matrix state(String name) {
    for (int i = 0; i < states.length; i++) {
      if (states[i].name().equals(name)) {
        return views[i][now];
      }
    }
    throw new IllegalArgumentException("state: " + name + ", expected one of " + names());
  }

  private List<String> names() {
    return Stream.of(states).map(State::name).toList();
  }

  private static Matrix readOnly(Matrix m) {
    return new Matrix(m.segment().asReadOnly(), m.offset(), m.rows(), m.columns(), m.ld());
  }

  /** Frees the memory; every use fails from then on. */
  @Override
  public void close() {
    arena.close();
  }
}
