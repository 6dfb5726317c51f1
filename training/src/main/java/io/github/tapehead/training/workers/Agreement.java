package io.github.tapehead.training.workers;

import io.github.tapehead.training.Communicator;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Sums figures over all processes, and agrees with rank 0 on the time and on whether to end: else
 * one process might leave while the others wait for it.
 */
final class Agreement {
  /** Doubles at the end of the figures that are the agreement's. */
  static final int VALUES = 2;

  private Agreement() {}

  /**
   * Replaces figures by their sums.
   *
   * @param figures doubles in native memory, the last {@value #VALUES} of them for the agreement
   */
  static void exchange(MemorySegment figures, Communicator processes, Progress progress) {
    long seconds = figures.byteSize() / Double.BYTES - VALUES;
    boolean first = processes.rank() == 0;
    double stop = first && progress.stopRequested() ? 1 : 0;
    figures.setAtIndex(ValueLayout.JAVA_DOUBLE, seconds, first ? progress.seconds() : 0);
    figures.setAtIndex(ValueLayout.JAVA_DOUBLE, seconds + 1, stop);
    processes.sumDoubles(figures);
    progress.agree(
        figures.getAtIndex(ValueLayout.JAVA_DOUBLE, seconds),
        figures.getAtIndex(ValueLayout.JAVA_DOUBLE, seconds + 1) > 0);
  }
}
