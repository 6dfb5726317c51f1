package io.github.tapehead.training.task;

import io.github.tapehead.kernels.Matrix;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.util.Arrays;

/**
 * The sequences of one training or test step in native memory: inputs, targets, and a mask that
 * says which steps are scored.
 *
 * <p>Row {@code t * size + b} of each matrix belongs to step {@code t} of sequence {@code b}, as in
 * a network's matrices. A batch is made once for its longest sequences and filled again and again;
 * {@link #begin} and everything after it allocate nothing. Not for several threads at once.
 */
public final class Batch {
  private final int size;
  private final int maxSteps;
  private final Matrix allInputs;
  private final Matrix allTargets;
  private final Matrix allMask;
  private final Matrix[] inputs;
  private final Matrix[] targets;
  private final Matrix[] masks;

  /** Steps of each sequence up to its last scored one. */
  private final int[] lengths;

  private int steps;

  /**
   * Makes a batch without any steps.
   *
   * @param size sequences, 1 or more
   * @param maxSteps steps of the longest sequence, 1 or more
   * @param inputs floats in an input vector
   * @param outputs floats in a target vector
   * @param allocator provides the memory
   * @throws IllegalArgumentException if a size is not positive
   */
  public Batch(int size, int maxSteps, int inputs, int outputs, SegmentAllocator allocator) {
    requirePositive("batch", size);
    requirePositive("steps", maxSteps);
    this.size = size;
    this.maxSteps = maxSteps;
    int rows = Math.multiplyExact(size, maxSteps);
    this.allInputs = Matrix.allocate(allocator, rows, inputs);
    this.allTargets = Matrix.allocate(allocator, rows, outputs);
    this.allMask = Matrix.allocate(allocator, rows, 1);
    this.inputs = prefixes(allInputs);
    this.targets = prefixes(allTargets);
    this.masks = prefixes(allMask);
    this.lengths = new int[size];
  }

  /**
   * Sets everything to zero and the number of steps.
   *
   * @throws IllegalArgumentException if there is no room for so many steps
   */
  public void begin(int steps) {
    if (steps < 1 || steps > maxSteps) {
      throw new IllegalArgumentException("steps: " + steps + ", must be from 1 to " + maxSteps);
    }
    this.steps = steps;
    Arrays.fill(lengths, 0);
    inputs().zero();
    targets().zero();
    mask().zero();
  }

  /**
   * Requires vectors of the sizes that a task writes.
   *
   * @throws IllegalArgumentException that names the vector, its size and the size expected
   */
  public void requireVectors(int inputs, int outputs) {
    if (allInputs.columns() != inputs) {
      throw new IllegalArgumentException(
          "batch inputs: " + allInputs.columns() + ", expected " + inputs);
    }
    if (allTargets.columns() != outputs) {
      throw new IllegalArgumentException(
          "batch outputs: " + allTargets.columns() + ", expected " + outputs);
    }
  }

  /** Sets one float of an input vector. */
  public void input(int step, int sequence, int channel, float value) {
    allInputs.set(row(step, sequence), channel, value);
  }

  /** One float of an input vector. */
  public float input(int step, int sequence, int channel) {
    return allInputs.get(row(step, sequence), channel);
  }

  /** Sets one float of a target vector. */
  public void target(int step, int sequence, int channel, float value) {
    allTargets.set(row(step, sequence), channel, value);
  }

  /** Marks a step of a sequence as scored. */
  public void score(int step, int sequence) {
    allMask.set(row(step, sequence), 0, 1);
    lengths[sequence] = Math.max(lengths[sequence], step + 1);
  }

  /**
   * Cuts off the steps after the last one that is scored in any sequence: nothing can be learned
   * from them. To be called after the last {@link #score}.
   *
   * @throws IllegalStateException if no step is scored
   */
  public void trim() {
    int longest = 0;
    for (int length : lengths) {
      longest = Math.max(longest, length);
    }
    if (longest == 0) {
      throw new IllegalStateException("scored steps: none, expected at least one");
    }
    steps = longest;
  }

  /** Steps of a sequence up to its last scored one: nothing can be learned from those after it. */
  public int length(int sequence) {
    return lengths[sequence];
  }

  /**
   * Takes over sequences of another batch, up to the last step that is scored in any of them.
   * Sequences of this batch beyond them become blank.
   *
   * @param whole of vectors of the same sizes and with room for at most as many steps
   * @param sequences numbers of sequences of {@code whole}
   * @param from the first of {@code sequences} that is meant
   * @param to the one after the last
   */
  public void gather(Batch whole, int[] sequences, int from, int to) {
    int longest = 1;
    for (int i = from; i < to; i++) {
      longest = Math.max(longest, whole.lengths[sequences[i]]);
    }
    begin(longest);
    for (int i = from; i < to; i++) {
      int sequence = sequences[i];
      lengths[i - from] = whole.lengths[sequence];
      for (int t = 0; t < longest; t++) {
        int row = row(t, i - from);
        int source = whole.row(t, sequence);
        copy(allInputs, row, whole.allInputs, source);
        copy(allTargets, row, whole.allTargets, source);
        copy(allMask, row, whole.allMask, source);
      }
    }
  }

  private static void copy(Matrix to, int row, Matrix from, int source) {
    MemorySegment.copy(from.segment(), from.row(source), to.segment(), to.row(row), to.rowBytes());
  }

  /** Steps of the sequences in the batch; 0 before the first {@link #begin}. */
  public int steps() {
    return steps;
  }

  /** Sequences in the batch. */
  public int size() {
    return size;
  }

  /** Steps that there is room for. */
  public int maxSteps() {
    return maxSteps;
  }

  /** The input vectors, [steps·size × inputs]. */
  public Matrix inputs() {
    return inputs[steps];
  }

  /** The target vectors, [steps·size × outputs]; zero where no step is scored. */
  public Matrix targets() {
    return targets[steps];
  }

  /** 1 in each scored row, 0 elsewhere, [steps·size × 1]. */
  public Matrix mask() {
    return masks[steps];
  }

  private int row(int step, int sequence) {
    assert step >= 0 && step < steps && sequence >= 0 && sequence < size
        : "step " + step + ", sequence " + sequence;
    return step * size + sequence;
  }

  private Matrix[] prefixes(Matrix matrix) {
    Matrix[] prefixes = new Matrix[maxSteps + 1];
    for (int t = 0; t <= maxSteps; t++) {
      prefixes[t] = matrix.rows(0, t * size);
    }
    return prefixes;
  }

  private static void requirePositive(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + ": " + value + ", must be at least 1");
    }
  }
}
