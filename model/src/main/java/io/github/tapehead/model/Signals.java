package io.github.tapehead.model;

import io.github.tapehead.kernels.Gemm;
import io.github.tapehead.kernels.Matrix;
import java.lang.foreign.SegmentAllocator;

/**
 * What the parts of a network exchange, for a batch over all time steps: inputs, the controller's
 * hidden state (its top layer), the read vectors, and the gradients of the latter two.
 */
final class Signals {
  private final NetworkConfiguration configuration;
  private final SegmentAllocator allocator;
  private final int batch;
  private final int maxSteps;
  private final Sequence inputs;
  private final Sequence hidden;
  private final Sequence dHidden;
  private final Sequence reads;
  private final Sequence dReads;
  private final Matrix gemmScratch;

  Signals(NetworkConfiguration c, int batch, int maxSteps, SegmentAllocator allocator) {
    configuration = c;
    this.allocator = allocator;
    this.batch = batch;
    this.maxSteps = maxSteps;
    inputs = Sequence.ofSteps(allocator, maxSteps, batch, c.inputs());
    hidden = states(c.hidden());
    dHidden = states(c.hidden());
    reads = hasReads() ? states(c.readWidth()) : null;
    dReads = hasReads() ? states(c.readWidth()) : null;
    gemmScratch =
        Matrix.allocate(
            allocator,
            1,
            Gemm.scratchFloats(Math.max(c.inputs(), Math.max(c.hidden(), c.readWidth()))));
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

  /** A sequence with an entry for each step. */
  Sequence steps(int columns) {
    return Sequence.ofSteps(allocator, maxSteps, batch, columns);
  }

  /** A sequence with an entry before the first step and after each. */
  Sequence states(int columns) {
    return Sequence.ofStates(allocator, maxSteps, batch, columns);
  }

  /** The same with several rows a sample. */
  Sequence states(int rowsPerSample, int columns) {
    int rows = Math.multiplyExact(batch, rowsPerSample);
    return Sequence.ofStates(allocator, maxSteps, rows, columns);
  }

  int maxSteps() {
    return maxSteps;
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
    dHidden.first(steps + 1).zero();
    if (hasReads()) {
      dReads.first(steps + 1).zero();
    }
  }
}
