package io.github.tapehead.model;

/**
 * A controller: reads {@link Signals#controllerInput} and writes {@link Signals#hidden}, each step
 * before the memory.
 */
interface Controller extends Recurrent {
  /** A layer's cell states, [batch × hidden] before and after each step; null if it has none. */
  default Sequence cell(int layer) {
    return null;
  }
}
