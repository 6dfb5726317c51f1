package io.github.tapehead.training;

import io.github.tapehead.training.checkpoint.State;

/**
 * Running means over the last {@value #SEQUENCES} sequences: over as few of the latest batches as
 * hold that many. Allocates nothing after it is made.
 */
public final class SequenceWindow {
  /** Sequences that a full window holds at least. */
  public static final int SEQUENCES = 1000;

  private final int batch;
  private final double[] bits;
  private final double[] wrong;
  private long added;

  /**
   * Makes an empty window.
   *
   * @param batch sequences in each batch
   */
  public SequenceWindow(int batch) {
    this.batch = batch;
    int batches = (SEQUENCES + batch - 1) / batch;
    this.bits = new double[batches];
    this.wrong = new double[batches];
  }

  /**
   * Adds a batch and forgets the oldest one of a full window.
   *
   * @param bitsPerSequence the batch's mean loss
   * @param wrongPerSequence the batch's mean of wrong bits
   */
  public void add(double bitsPerSequence, double wrongPerSequence) {
    int at = (int) (added % bits.length);
    bits[at] = bitsPerSequence;
    wrong[at] = wrongPerSequence;
    added++;
  }

  /** Adds what the window holds to a state. */
  void addTo(State state) {
    state.count("window.added", () -> added, value -> added = value);
    state.reals("window.bits", bits);
    state.reals("window.wrong_bits", wrong);
  }

  /** Forgets all batches. */
  public void clear() {
    added = 0;
  }

  /** Sequences in the window. */
  public int sequences() {
    return batches() * batch;
  }

  /** Whether {@value #SEQUENCES} sequences were added. */
  public boolean isFull() {
    return added >= bits.length;
  }

  /** Mean loss in bits per sequence; NaN while the window is empty. */
  public double meanBits() {
    return mean(bits);
  }

  /** Mean of wrong bits per sequence; NaN while the window is empty. */
  public double meanWrongBits() {
    return mean(wrong);
  }

  private int batches() {
    return (int) Math.min(added, bits.length);
  }

  /** Summed anew each time: a running sum would keep the rounding errors of a large early loss. */
  private double mean(double[] values) {
    double sum = 0;
    int batches = batches();
    for (int i = 0; i < batches; i++) {
      sum += values[i];
    }
    return sum / batches;
  }
}
