package io.github.tapehead.model.inference;

import io.github.tapehead.kernels.Matrix;
import io.github.tapehead.model.StepWeights;
import io.github.tapehead.model.Stepper;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What sessions and batches of sessions have in common: a {@link Stepper} behind checks of sizes,
 * lifetimes and threads. Every entry point takes the streams for its thread and gives them back,
 * which costs a few nanoseconds; who finds them taken fails, and nobody waits.
 */
final class Streams implements AutoCloseable {
  private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;

  private final Model model;
  private final Stepper stepper;
  private final int size;
  private final int inputs;
  private final int outputs;
  private final AtomicBoolean taken = new AtomicBoolean();
  private final AtomicBoolean closed = new AtomicBoolean();

  Streams(Model model, int size) {
    model.requireOpen();
    this.model = model;
    this.size = size;
    inputs = model.configuration().inputs();
    outputs = model.configuration().outputs();
    try {
      stepper = new Stepper(model.weights(), size);
    } catch (IllegalStateException e) {
      // Another thread may have closed the model meanwhile.
      model.requireOpen();
      throw e;
    }
  }

  Model model() {
    return model;
  }

  int size() {
    return size;
  }

  StepWeights weights() {
    return model.weights();
  }

  /** Runs all steps that the inputs hold. */
  void run(MemorySegment input, MemorySegment output, int steps) {
    take();
    try {
      require("input", input.byteSize(), (long) steps * size * inputs);
      require("output", output.byteSize(), (long) steps * size * outputs);
      requireWritable(output);
      for (int t = 0; t < steps; t++) {
        Matrix x = stepper.inputs();
        long bytes = (long) inputs * Float.BYTES;
        for (int i = 0; i < size; i++) {
          MemorySegment.copy(input, ((long) t * size + i) * bytes, x.segment(), x.row(i), bytes);
        }
        stepper.step();
        Matrix y = stepper.logits();
        bytes = (long) outputs * Float.BYTES;
        for (int i = 0; i < size; i++) {
          MemorySegment.copy(y.segment(), y.row(i), output, ((long) t * size + i) * bytes, bytes);
        }
      }
    } finally {
      taken.set(false);
    }
  }

  /** The same on arrays. */
  void run(float[] input, float[] output, int steps) {
    take();
    try {
      require("input", (long) input.length * Float.BYTES, (long) steps * size * inputs);
      require("output", (long) output.length * Float.BYTES, (long) steps * size * outputs);
      for (int t = 0; t < steps; t++) {
        Matrix x = stepper.inputs();
        for (int i = 0; i < size; i++) {
          int from = (t * size + i) * inputs;
          MemorySegment.copy(input, from, x.segment(), FLOAT, x.row(i), inputs);
        }
        stepper.step();
        Matrix y = stepper.logits();
        for (int i = 0; i < size; i++) {
          int to = (t * size + i) * outputs;
          MemorySegment.copy(y.segment(), FLOAT, y.row(i), output, to, outputs);
        }
      }
    } finally {
      taken.set(false);
    }
  }

  /** The number of steps in inputs of so many floats. */
  int steps(long floats) {
    long step = (long) size * inputs;
    if (floats % step != 0 || floats / step > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "input: " + floats + " floats, expected a multiple of " + step);
    }
    return (int) (floats / step);
  }

  /** The state before the first step. */
  void reset(int sequence) {
    requireSequence(sequence);
    take();
    try {
      stepper.setState(sequence, weights().initialState(), 0);
    } finally {
      taken.set(false);
    }
  }

  /** Copies a state behind an offset. */
  void getState(int sequence, MemorySegment to, long offset) {
    requireSequence(sequence);
    take();
    try {
      stepper.getState(sequence, to, offset);
    } finally {
      taken.set(false);
    }
  }

  /** Sets a state from behind an offset. */
  void setState(int sequence, MemorySegment from, long offset) {
    requireSequence(sequence);
    take();
    try {
      stepper.setState(sequence, from, offset);
    } finally {
      taken.set(false);
    }
  }

  /** A view of a state, valid until the next step. */
  Matrix state(String name) {
    take();
    try {
      return stepper.state(name);
    } finally {
      taken.set(false);
    }
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      stepper.close();
    }
  }

  private void requireSequence(int sequence) {
    Objects.checkIndex(sequence, size);
  }

  private void take() {
    if (closed.get()) {
      throw new IllegalStateException("session: closed");
    }
    model.requireOpen();
    if (!taken.compareAndSet(false, true)) {
      throw new IllegalStateException("session: in use on another thread, expected one at a time");
    }
  }

  private static void require(String name, long bytes, long floats) {
    if (bytes != floats * Float.BYTES) {
      String found = bytes % Float.BYTES == 0 ? bytes / Float.BYTES + " floats" : bytes + " bytes";
      throw new IllegalArgumentException(name + ": " + found + ", expected " + floats + " floats");
    }
  }

  /** Before the step: one whose outputs cannot be written would be lost. */
  private static void requireWritable(MemorySegment output) {
    if (output.isReadOnly()) {
      throw new IllegalArgumentException("output: read-only, expected memory to write to");
    }
    if (!output.isAccessibleBy(Thread.currentThread())) {
      throw new IllegalArgumentException("output: of another thread, expected one of this thread");
    }
    if (!output.scope().isAlive()) {
      throw new IllegalArgumentException("output: closed, expected memory to write to");
    }
  }
}
