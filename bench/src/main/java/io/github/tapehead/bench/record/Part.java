package io.github.tapehead.bench.record;

import java.util.Locale;

/** What a recording consists of; each part can be measured, and repeated, alone. */
public enum Part {
  /** The machine's peak and bandwidths. */
  ROOFLINE,
  /** Whole training steps. */
  STEPS,
  /** The latency of one inference step. */
  INFERENCE,
  /** Every kernel beside its scalar reference. */
  KERNELS,
  /** Matrix products beside those of other libraries. */
  RIVALS,
  /** Steps in a JVM whose profiles other shapes have polluted. */
  POLLUTION,
  /** Training steps and matrix products at each width of a vector. */
  WIDTHS,
  /** Where the time of a step goes. */
  BREAKDOWN,
  /** Runs of a fresh JVM. */
  COLD;

  /** The word that the command line takes. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
