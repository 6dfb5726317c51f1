package io.github.tapehead.training.workers;

import io.github.tapehead.training.Communicator;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.ValueLayout;

/** What a synchronous step reports: each process has a part, and the sum is the whole. */
final class StepFigures {
  private static final int BITS = 0;
  private static final int WRONG_BITS = 1;

  private final MemorySegment values;

  StepFigures(SegmentAllocator allocator) {
    values = allocator.allocate((2L + Agreement.VALUES) * Double.BYTES, Double.BYTES);
  }

  /** Sets this process's parts. */
  void set(double bits, double wrongBits) {
    set(BITS, bits);
    set(WRONG_BITS, wrongBits);
  }

  /** Makes them those of all processes, see {@link Agreement}. */
  void exchange(Communicator processes, Progress progress) {
    Agreement.exchange(values, processes, progress);
  }

  double bits() {
    return get(BITS);
  }

  double wrongBits() {
    return get(WRONG_BITS);
  }

  private double get(int index) {
    return values.getAtIndex(ValueLayout.JAVA_DOUBLE, index);
  }

  private void set(int index, double value) {
    values.setAtIndex(ValueLayout.JAVA_DOUBLE, index, value);
  }
}
