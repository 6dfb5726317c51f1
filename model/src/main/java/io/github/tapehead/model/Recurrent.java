package io.github.tapehead.model;

import java.util.List;

/**
 * A part of a network that runs through time: the seam between controllers and memories. A network
 * is a list of parts; each step runs forward through the list, and its gradient backward.
 *
 * <p>Parts meet only in {@link Signals}: a controller reads the inputs and the reads of the step
 * before and writes the hidden state; a memory reads the hidden state and writes the reads. A new
 * controller or a new memory is a new implementation with its {@link Blueprint}, and a constant in
 * {@link ControllerKind} or {@link MemoryKind}; nothing else changes.
 *
 * <p>Order of calls: {@code load}; then {@code forward} for t = 0, 1, …; then, for gradients,
 * {@code beginBackward}, {@code backward} for t = steps − 1, …, 0 and {@code endBackward}. Nothing
 * is allocated by any of them.
 */
interface Recurrent {
  /** Takes over new parameters, but for the {@link PackedWeights}, and sets the initial state. */
  void load(Parameters parameters);

  /** Runs time step t. */
  void forward(int t);

  /** What it remembers from step to step, beside what follows from that. */
  List<State> states();

  /** Follows a change of the states in entry t by others. */
  default void statesChanged(int t) {}

  /** Clears the gradients that time steps add to. */
  void beginBackward(int steps);

  /**
   * Takes the gradients of what step t wrote to {@link Signals} and adds those of what it read.
   * Weight gradients wait for {@link #endBackward}.
   */
  void backward(int t);

  /** Adds the gradients of all parameters, for all time steps at once. */
  void endBackward(int steps, Parameters gradients);
}
