package io.github.tapehead.model;

import io.github.tapehead.kernels.Gemm;
import io.github.tapehead.kernels.Matrix;
import io.github.tapehead.kernels.Simd;
import java.lang.foreign.SegmentAllocator;
import java.util.ArrayList;
import java.util.List;

/**
 * What the parts of a network exchange, for a batch: inputs, the controller's hidden state (its top
 * layer), the read vectors, and the gradients of the latter two.
 *
 * <p>It also gives the parts their memory. In training that is a tape over all time steps, with
 * gradients. A network that only runs forward has {@linkplain Sequence rings} instead, and no
 * gradients: what would hold them is null.
 */
final class Signals {
  /** Instead of a number of steps: rings, and no gradients. */
  private static final int ENDLESS = 0;

  private final NetworkConfiguration configuration;
  private final SegmentAllocator allocator;
  private final int batch;
  private final int maxSteps;
  private final List<Sequence> states = new ArrayList<>();
  private final Sequence controllerInput;
  private final Sequence dControllerInput;
  private final Sequence inputs;
  private final Sequence reads;
  private final Sequence dReads;
  private final Sequence recurrent;
  private final Sequence dRecurrent;
  private final Sequence hidden;
  private final Sequence dHidden;
  private final Matrix gemmScratch;

  private Signals(NetworkConfiguration c, int batch, int maxSteps, SegmentAllocator allocator) {
    configuration = c;
    this.allocator = allocator;
    this.batch = batch;
    this.maxSteps = maxSteps;
    int x = c.inputs();
    int r = c.readWidth();
    int h = c.controller().blueprint().recurrentUnits(c);
    // The last part has room for whole vectors, wherever it begins.
    controllerInput = states(x + r + Simd.blocks(h)).part(0, x + r + h);
    boolean gradients = r + h > 0 && trains();
    dControllerInput = gradients ? states(r + Simd.blocks(h)).part(0, r + h) : null;
    inputs = controllerInput.part(0, x);
    reads = r > 0 ? controllerInput.part(x, r) : null;
    dReads = r > 0 && gradients ? dControllerInput.part(0, r) : null;
    recurrent = h > 0 ? controllerInput.part(x + r, h) : null;
    dRecurrent = h > 0 && gradients ? dControllerInput.part(r, h) : null;
    boolean same = h > 0 && c.layers() == 1;
    hidden = same ? recurrent : states(c.hidden());
    dHidden = same ? dRecurrent : gradientStates(c.hidden());
    int scratch = Gemm.scratchFloats(Math.max(x + r + h, c.hidden()));
    gemmScratch = trains() ? Matrix.allocate(allocator, 1, scratch) : null;
  }

  /** For sequences of up to a number of steps, forward and backward. */
  static Signals overTime(
      NetworkConfiguration c, int batch, int maxSteps, SegmentAllocator allocator) {
    return new Signals(c, batch, maxSteps, allocator);
  }

  /** For any number of steps, forward only; steps are numbered 0, 1, 0, 1, …. */
  static Signals endless(NetworkConfiguration c, int batch, SegmentAllocator allocator) {
    return new Signals(c, batch, ENDLESS, allocator);
  }

  NetworkConfiguration configuration() {
    return configuration;
  }

  SegmentAllocator allocator() {
    return allocator;
  }

  int batch() {
    return batch;
  }

  /** Whether there are gradients. */
  boolean trains() {
    return maxSteps != ENDLESS;
  }

  /** A sequence with an entry for each step. */
  Sequence steps(int columns) {
    return stepsOf(batch, columns);
  }

  /** The same for some samples of the batch. */
  Sequence stepsOf(int samples, int columns) {
    return trains()
        ? Sequence.ofSteps(allocator, maxSteps, samples, columns)
        : Sequence.ringOfSteps(allocator, samples, columns);
  }

  /** A sequence with an entry before the first step and after each. */
  Sequence states(int columns) {
    return states(1, columns);
  }

  /** The same with several rows a sample. */
  Sequence states(int rowsPerSample, int columns) {
    int rows = Math.multiplyExact(batch, rowsPerSample);
    Sequence sequence =
        trains()
            ? Sequence.ofStates(allocator, maxSteps, rows, columns)
            : Sequence.ringOfStates(allocator, rows, columns);
    states.add(sequence);
    return sequence;
  }

  /** For the gradients of {@link #steps}. */
  Sequence gradientSteps(int columns) {
    return trains() ? steps(columns) : null;
  }

  /** For the gradients of {@link #states(int)}. */
  Sequence gradientStates(int columns) {
    return trains() ? states(columns) : null;
  }

  /** For gradients within a step, [rows × columns]. */
  Matrix gradient(int rows, int columns) {
    return trains() ? Matrix.allocate(allocator, rows, columns) : null;
  }

  /** Sets all that one sample remembers to zero, pads included. */
  void clearStates(int sample) {
    for (Sequence sequence : states) {
      for (int t = 0; t < 2; t++) {
        Matrix entry = sequence.at(t);
        int rows = entry.rows() / batch;
        long bytes = rows * entry.rowBytes();
        entry.segment().asSlice(entry.row(sample * rows), bytes).fill((byte) 0);
      }
    }
  }

  /**
   * {@code [x_t ; r_(t−1) ; h_(t−1)]}, without the last part where layer 0 is not recurrent: what
   * it multiplies in step t, in one row a sample. Inputs, reads and the hidden state of layer 0 are
   * parts of it, so that nothing has to be copied together.
   */
  Sequence controllerInput() {
    return controllerInput;
  }

  /** The gradients of {@link #controllerInput} without the inputs; null if nothing is left. */
  Sequence dControllerInput() {
    return dControllerInput;
  }

  /** h of a recurrent layer 0, [batch × hidden] before and after each step; null without. */
  Sequence recurrent() {
    return recurrent;
  }

  /** Gradients of {@link #recurrent}. */
  Sequence dRecurrent() {
    return dRecurrent;
  }

  /** x, [batch × inputs] for each step. */
  Sequence inputs() {
    return inputs;
  }

  /** h of the top layer, [batch × hidden] before and after each step. */
  Sequence hidden() {
    return hidden;
  }

  /** Gradients of {@link #hidden}. */
  Sequence dHidden() {
    return dHidden;
  }

  /** Whether there is a memory that reads. */
  boolean hasReads() {
    return configuration.readWidth() > 0;
  }

  /** r, [batch × heads · width] before and after each step. */
  Sequence reads() {
    return reads;
  }

  /** Gradients of {@link #reads}. */
  Sequence dReads() {
    return dReads;
  }

  /** Scratch of weight gradients. */
  Matrix gemmScratch() {
    return gemmScratch;
  }

  /** Clears the gradients. */
  void beginBackward(int steps) {
    if (dControllerInput != null) {
      dControllerInput.first(steps + 1).zero();
    }
    if (dHidden != dRecurrent) {
      dHidden.first(steps + 1).zero();
    }
  }
}
