package io.github.tapehead.training.workers;

import io.github.tapehead.training.Communicator;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.ValueLayout;

/**
 * What all workers of all processes report of one round: four figures of each step, and those that
 * processes agree on. A process fills in its own and leaves the others zero; the sum of all is the
 * whole.
 */
final class RoundFigures {
  private static final int EACH = 4;

  private final int workers;
  private final int period;
  private final MemorySegment values;

  /**
   * Figures, all zero.
   *
   * @param workers of all processes
   * @param period steps of each in a round
   */
  RoundFigures(int workers, int period, SegmentAllocator allocator) {
    this.workers = workers;
    this.period = period;
    long count = (long) EACH * workers * period + Agreement.VALUES;
    values = allocator.allocate(count * Double.BYTES, Double.BYTES);
  }

  /** Forgets all. */
  void clear() {
    values.fill((byte) 0);
  }

  /** Notes a step that changed parameters. */
  void updated(int worker, int step, FreeWorker figures) {
    long at = at(worker, step);
    set(at, figures.bits());
    set(at + 1, figures.wrongBits());
    set(at + 2, figures.norm());
    set(at + 3, figures.missed());
  }

  /** Notes a step that changed nothing. */
  void skipped(int worker, int step) {
    set(at(worker, step) + 2, Double.NaN);
  }

  /** Makes them those of all processes, see {@link Agreement}. */
  void exchange(Communicator processes, Progress progress) {
    Agreement.exchange(values, processes, progress);
  }

  /** Reports step by step, the workers in order: the same figures in every run. */
  void report(Progress progress) {
    for (int step = 0; step < period; step++) {
      for (int worker = 0; worker < workers; worker++) {
        long at = at(worker, step);
        double norm = get(at + 2);
        if (Double.isNaN(norm)) {
          progress.skipped();
        } else {
          progress.updated(get(at), get(at + 1), norm, (long) get(at + 3));
        }
      }
    }
  }

  private long at(int worker, int step) {
    return ((long) step * workers + worker) * EACH;
  }

  private double get(long index) {
    return values.getAtIndex(ValueLayout.JAVA_DOUBLE, index);
  }

  private void set(long index, double value) {
    values.setAtIndex(ValueLayout.JAVA_DOUBLE, index, value);
  }
}
