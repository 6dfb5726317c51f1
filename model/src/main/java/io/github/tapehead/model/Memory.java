package io.github.tapehead.model;

/** A memory with its heads: reads {@link Signals#hidden} and writes {@link Signals#reads}. */
interface Memory extends Recurrent {
  /** Memories before and after each step, [batch · width × locations]. */
  Sequence memory();

  /** Weightings of the write heads before and after each step, [batch · heads × locations]. */
  Sequence writeWeighting();

  /** Weightings of the read heads before and after each step, [batch · heads × locations]. */
  Sequence readWeighting();
}
