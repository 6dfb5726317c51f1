package io.github.tapehead.model;

import java.util.List;

/**
 * A kind of controller or memory, before there is one: the only place that knows which tensors it
 * needs, how they start and how to build it. {@link ControllerKind} and {@link MemoryKind} list the
 * kinds; layout, starting values, signals and network ask the blueprint.
 *
 * @param <P> what it builds
 */
interface Blueprint<P extends Recurrent> {
  /** The tensors that every step uses, in the order of the weights file. */
  List<TensorSpec> weights(NetworkConfiguration c);

  /** The tensors of the state before the first step, in the order of the weights file; or none. */
  List<TensorSpec> initialState(NetworkConfiguration c);

  /**
   * Floats of a state of its own that a controller multiplies beside inputs and reads, see {@link
   * Signals#recurrent}; 0 if it has none, as a memory.
   */
  default int recurrentUnits(NetworkConfiguration c) {
    return 0;
  }

  /**
   * Builds the part.
   *
   * @param signals what it exchanges with the others, and the memory for its tape
   * @param weights of the network
   * @return the part; null if the kind stands for the absence of one
   */
  P build(Signals signals, PackedWeights weights);
}
